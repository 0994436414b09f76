import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createEngine } from '../../src/html/engine.js';
import type { CourseStart, RestOfCourse } from '../../src/model/course-parts.js';
import type { Module } from '../../src/model/module.js';
import { contentHtml } from '../../src/render/content-html.js';
import { renderCourse } from '../../src/render/render-course.js';
import { sampleModule } from '../view/sample-module.js';

const templates = path.join(new URL('../../', import.meta.url).pathname, 'templates');
const engine = createEngine([templates]);

/** The data that stands in a document. */
function dataOf(page: string): CourseStart {
  return JSON.parse(/id="course-data">(.*?)<\/script>/.exec(page)?.[1] ?? '') as CourseStart;
}

const restScripts = {
  code: 'var rest={code:(parts)=>`the code of ${parts.questions.join()}`};',
  block: () => null,
  question: (type: string) => `var question={part:"${type}"};`,
};
function filesOf(module: Module): ReadonlyMap<string, string> {
  const { value, diagnostics } = renderCourse({ module, engine, templates, restScripts });
  expect(diagnostics).toEqual([]);
  return new Map([...(value ?? [])].map(([name, bytes]) => [name, Buffer.from(bytes).toString('utf8')]));
}

function render(module = sampleModule()): string {
  return filesOf(module).get('index.html') ?? '';
}

/** What the second file hands over. */
function restOf(module: Module): { code: string; content: RestOfCourse } {
  const given: { code: string; content: RestOfCourse }[] = [];
  const run = new Function('cpmRest', filesOf(module).get('rest.js') ?? '');
  run((code: string, content: RestOfCourse) => given.push({ code, content }));
  const [first] = given;
  if (!first || given.length > 1) throw new Error(`The rest was handed over ${given.length} times`);
  return first;
}

const html = render();
/** The document as it is once the rest has arrived. */
const whole = html + restOf(sampleModule()).content.html;
/** All values of an attribute. */
const values = (name: string): string[] =>
  [...whole.matchAll(new RegExp(` ${name}="([^"]*)"`, 'g'))].map(([, value = '']) => value);

describe('the document of a course', () => {
  it('comes with its style sheet and the rest, and asks for one script beside it', () => {
    expect([...filesOf(sampleModule()).keys()].sort()).toEqual(['course.css', 'index.html', 'rest.js']);
    expect([...html.matchAll(/<script(?! type="application\/json")[^>]*>/g)].map(([tag]) => tag)).toEqual([
      '<script src="course.js" defer>',
    ]);
    expect(html).toContain('<link rel="stylesheet" href="course.css">');
  });

  it('is the same, byte for byte, each time', () => {
    expect([...filesOf(sampleModule())]).toEqual([...filesOf(sampleModule())]);
  });

  it('forbids what it does not need, and lets statements go out', () => {
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1]?.replaceAll('&#x27;', "'");
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain('connect-src *');
    expect(policy).not.toContain('unsafe');
  });

  it('holds no style and no handler attribute', () => {
    const inTags = [...whole.replace(/<script[\s\S]*?<\/script>/g, '').matchAll(/<[a-z][^>]*>/gi)].map(([tag]) => tag);
    expect(inTags.filter((tag) => /\s(style|on\w+)=/i.test(tag))).toEqual([]);
  });

  it('says its language and its title', () => {
    expect(html).toContain('<html lang="en">');
    expect(html).toContain('<title>Clear words in practice</title>');
    expect(render(sampleModule({ language: 'es' }))).toContain('Compruebe lo que ha entendido');
  });

  it('shows its first page only, before any script runs', () => {
    const sections = [...whole.matchAll(/<section [^>]*>/g)].map(([tag]) => tag);
    expect(sections.filter((tag) => !tag.includes(' hidden'))).toEqual([
      '<section class="flow" data-place="clear-words">',
    ]);
    expect(values('data-place')).toEqual([
      'clear-words',
      'result',
      'three-levels',
      '/assessment',
      '/question/1',
      '/question/2',
      '/question/3',
      '/question/4',
      '/question/5',
      '/hand-in',
      '/result',
    ]);
  });

  it('holds the pages of the first lesson, and no text of the others', () => {
    const places = [...html.matchAll(/ data-place="([^"]*)"/g)].map(([, place]) => place);
    expect(places).toEqual(['clear-words', 'result']);
    for (const later of ['Say it back.', 'An updated brochure', 'A worker and a parent talk', 'passing score is'])
      expect(html).not.toContain(later);
  });

  it('grows by little more than names when the module grows', () => {
    const short = sampleModule();
    const last = short.lessons.at(-1);
    const more = Array.from({ length: 40 }, (_, n) => ({
      ...last,
      id: `more-${n}`,
      title: `Lesson ${n}`,
      pages: (last?.pages ?? []).map((page) => ({ ...page, id: `page-${n}` })),
    })) as Module['lessons'];
    const size = (page: string): number => gzipSync(page, { level: 6 }).length;
    const growth = size(render({ ...short, lessons: [...short.lessons, ...more] })) - size(render(short));
    expect(growth / more.length).toBeLessThan(20);
  });

  it('knows every page and every question by its id from the start, and by nothing twice', () => {
    const start = dataOf(html);
    expect(start.lessons.flatMap((lesson) => lesson.pages.map((page) => page.id))).toEqual([
      'clear-words',
      'result',
      'three-levels',
    ]);
    expect(start.checks).toEqual(['k-one', 'k-many', 'k-match', 'k-order', 'k-word']);
    expect(start.assessment?.questions).toEqual(['q-one', 'q-many', 'q-match', 'q-order', 'q-word']);
    const { questions } = restOf(sampleModule()).content.course;
    expect(Object.keys(questions)).toEqual([...start.checks, ...(start.assessment?.questions ?? [])]);
    const said = /id="course-words">(.*?)<\/script>/.exec(html)?.[1] ?? '';
    const both = Object.keys(JSON.parse(said)).filter((key) => key in restOf(sampleModule()).content.words);
    expect(both).toEqual([]);
  });

  it('has each id once, and every id that another attribute names', () => {
    const ids = values('id').filter((id) => id !== '');
    expect(new Set(ids).size).toBe(ids.length);
    for (const name of ['aria-labelledby', 'aria-describedby', 'aria-controls', 'for']) {
      for (const id of values(name)) expect(ids, `${name}=${id}`).toContain(id);
    }
    for (const icon of values('href').filter((href) => href.startsWith('#i-'))) expect(ids).toContain(icon.slice(1));
  });

  it('writes texts as texts', () => {
    expect(html).toContain('and &lt;b&gt;more&lt;/b&gt;.');
    const odd = { ...sampleModule(), title: '</script><img src=x onerror=alert(1)> & "more"' };
    const page = render(odd);
    expect(page).not.toContain('<img src=x');
    expect(dataOf(page).module.title).toBe(odd.title);
  });

  it('keeps feedback in templates, where nobody reads it before its time', () => {
    const outside = whole.replace(/<template[\s\S]*?<\/template>/g, '');
    expect(outside).not.toContain('Right because');
    expect(outside).not.toContain('Emerging means seldom seen');
    // Nor whoever looks into the file: not the text, and not to which option one belongs.
    expect(whole).not.toContain('Right because');
    expect(whole).not.toContain('Emerging means seldom seen');
    expect(values('data-feedback-for').length).toBe(4);
    for (const key of values('data-feedback-for')) expect(key).toMatch(/^[\da-f]{12}$/);
  });

  it('holds no answer that is to be typed, in none of its files', () => {
    const answers = ['Safety Organized Practice', 'safety organized practice', '"SOP"', '"sop"'];
    for (const [name, text] of filesOf(sampleModule()))
      for (const answer of answers) expect(text.includes(answer), `${answer} in ${name}`).toBe(false);
  });

  it('opens a link that leads out in a window of its own, and says so', () => {
    expect(html).toMatch(
      /<a href="https:\/\/example\.org\/about" target="_blank" rel="noreferrer">the brochure.*?\(opens in a new tab\)/,
    );
    expect(html).toContain('<a href="#three-levels">the levels</a>');
  });

  it('makes a list that begins at 3, a table that scrolls by keyboard, a figure with its description', () => {
    expect(whole).toContain('<ol start="3">');
    expect(whole).toContain(
      '<div class="scroll block" role="group" tabindex="0" aria-label="Table: Level, Seen"><table>',
    );
    expect(whole).toContain('<th scope="col" class="to-right">Seen</th>');
    expect(html).toMatch(
      /<figure class="block"><img src="media\/steps\.svg" alt="Three rising steps" loading="lazy">[\s\S]*?Describe this figure/,
    );
  });

  it('keeps a picture’s place until it is there', () => {
    const media = [{ source: '/steps.svg', path: 'media/steps.svg', size: { width: 640, height: 400 }, bytes: 900 }];
    expect(render({ ...sampleModule(), media })).toContain(
      '<img src="media/steps.svg" alt="Three rising steps" width="640" height="400" loading="lazy">',
    );
    const tree = [{ tag: 'img', attributes: { src: 'media/steps.svg', alt: 'x' }, children: [] }];
    const sizes = new Map([['media/steps.svg', { width: 64, height: 40 }]]);
    expect(contentHtml(tree, { engine, serial: () => 1, common: {}, sizes, weights: new Map() })).toBe(
      '<img src="media/steps.svg" alt="x" width="64" height="40" loading="lazy">',
    );
  });

  it('has no assessment screens where there is no assessment', () => {
    const without = sampleModule({ assessed: false });
    expect(render(without) + restOf(without).content.html).not.toContain('data-place="/');
  });

  it('passes a language without words on as a fault', () => {
    const { value, diagnostics } = renderCourse({
      module: sampleModule({ language: 'fr' }),
      engine,
      templates,
      restScripts,
    });
    expect(value).toBeUndefined();
    expect(diagnostics).toMatchObject([{ code: 'render/no-words', severity: 'error' }]);
  });
});

describe('the rest of a course', () => {
  it('is known to its document by a stamp, which changes with anything in it', () => {
    const { content } = restOf(sampleModule());
    expect(dataOf(html).stamp).toBe(content.stamp);
    const module = sampleModule();
    const changed = { ...module, checks: module.checks.map((check) => ({ ...check, weight: 2 })) };
    expect(dataOf(render(changed)).stamp).not.toBe(content.stamp);
  });

  it('is plain ASCII, hands its code and its content over, and leaves no name behind', () => {
    const text = filesOf(sampleModule({ language: 'es' })).get('rest.js') ?? '';
    expect(text).toMatch(/^[\x20-\x7e\n]*$/);
    const { code, content } = restOf(sampleModule({ language: 'es' }));
    expect(code).toBe('the code of fill-in,matching,multiple-choice,sequencing,single-choice');
    expect(content.words.tryAgain).toBe('Intentarlo otra vez');
    expect(Reflect.get(globalThis, 'rest')).toBeUndefined();
  });

  it('carries the scripts of the question types that the course asks, and of no other', () => {
    const module = sampleModule({ assessed: false });
    const one = { ...module, checks: module.checks.filter((check) => check.type === 'matching') };
    expect(restOf(one).code).toBe('the code of matching');
  });

  it('carries texts as texts, whatever stands in them', () => {
    const odd = { ...sampleModule(), title: '</script>`${1}\'"\\\u2028<img src=x>' };
    const { content } = restOf(odd);
    expect(content.html).toContain('&lt;/script&gt;');
    expect(content.html).not.toContain('<img src=x');
  });
});

describe('what a block needs besides its template', () => {
  const tabs = { tag: 'tabs', attributes: { label: '' }, children: [] };
  const line = { tag: 'process', attributes: {}, children: [] };
  /** The sample with something on its first page, or on a page of the last lesson. */
  const withBlock = (first: boolean, block: object): Module => {
    const sample = sampleModule();
    return {
      ...sample,
      lessons: sample.lessons.map((lesson, n) =>
        n === (first ? 0 : sample.lessons.length - 1)
          ? { ...lesson, pages: lesson.pages.map((page) => ({ ...page, content: [block as typeof tabs] })) }
          : lesson,
      ),
    };
  };
  const asks: string[] = [];
  const made = (module: Module): ReadonlyMap<string, string> => {
    asks.length = 0;
    const block = (name: string): string => {
      asks.push(name);
      return `/*script of ${name}*/var block={dress:1};`;
    };
    const scripts = { ...restScripts, block };
    const { value } = renderCourse({ module, engine, templates, restScripts: scripts });
    return new Map([...(value ?? [])].map(([name, bytes]) => [name, Buffer.from(bytes).toString('utf8')]));
  };

  it('is not carried by a course without that block', () => {
    const files = made(sampleModule());
    expect([...files.values()].join('\n')).not.toContain('script of tabs');
    expect([...files.values()].join('\n')).not.toContain('.tablist');
  });

  it('comes with the first sheet for the first lesson, and with the rest for the others; scripts always with the rest', () => {
    const first = made(withBlock(true, tabs));
    expect(first.get('course.css')).toContain('.tablist');
    expect(first.get('rest.js')).not.toContain('.tablist');
    expect(first.get('rest.js')).toContain('script of tabs');
    const later = made(withBlock(false, tabs));
    expect(later.get('course.css')).not.toContain('.tablist');
    expect(later.get('rest.js')).toContain('.tablist');
    expect(later.get('rest.js')).toContain('script of tabs');
    expect(made(withBlock(false, line)).get('rest.js')).toContain('.process');
  });

  it('includes leave to show a document in a frame, where a page has one', () => {
    const media = [{ source: '/guide.pdf', path: 'media/guide.pdf', size: null, bytes: 1_240_000 }];
    const policyOf = (page: string): string => /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? '';
    expect(policyOf(render())).not.toContain('frame-src');
    expect(policyOf(render({ ...sampleModule(), media }))).toContain('frame-src &#x27;self&#x27;');
    const attributes = { src: 'media/guide.pdf', title: 'A guide', view: 'no' };
    const module = { ...withBlock(true, { tag: 'document', attributes, children: ['What it holds.'] }), media };
    expect(render(module)).toContain('<small>(PDF, 1.2 MB)</small>');
    expect(render({ ...module, language: 'es' })).toContain('<small>(PDF, 1,2 MB)</small>');
    expect(render(module)).not.toContain('<iframe');
  });
});

describe('content', () => {
  const showing = { engine, serial: () => 1, common: {}, sizes: new Map(), weights: new Map() };
  it('carries only attributes of the table', () => {
    const tree = [{ tag: 'p', attributes: { class: 'x', onclick: 'y()' }, children: ['a'] }];
    expect(contentHtml(tree, showing)).toBe('<p>a</p>');
  });
  it('names a block that has no template', () => {
    expect(() => contentHtml([{ tag: 'carousel', attributes: {}, children: [] }], showing)).toThrow(
      'templates/blocks/carousel.hbs',
    );
  });
});
