import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createEngine } from '../../src/html/engine.js';
import { contentHtml } from '../../src/render/content-html.js';
import { renderCourse } from '../../src/render/render-course.js';
import { sampleModule } from '../view/sample-module.js';

const templates = path.join(new URL('../../', import.meta.url).pathname, 'templates');
const engine = createEngine([templates]);

function render(module = sampleModule()): string {
  const { value, diagnostics } = renderCourse({ module, engine, templates });
  expect(diagnostics).toEqual([]);
  return Buffer.from(value?.get('index.html') ?? []).toString('utf8');
}

const html = render();
/** All values of an attribute. */
const values = (name: string): string[] =>
  [...html.matchAll(new RegExp(` ${name}="([^"]*)"`, 'g'))].map(([, value = '']) => value);

describe('the document of a course', () => {
  it('comes with its style sheet, and asks for one script beside it', () => {
    const { value } = renderCourse({ module: sampleModule(), engine, templates });
    expect([...(value?.keys() ?? [])].sort()).toEqual(['course.css', 'index.html']);
    expect([...html.matchAll(/<script(?! type="application\/json")[^>]*>/g)].map(([tag]) => tag)).toEqual([
      '<script src="course.js" defer>',
    ]);
    expect(html).toContain('<link rel="stylesheet" href="course.css">');
  });

  it('is the same, byte for byte, each time', () => {
    expect(render()).toBe(html);
  });

  it('forbids what it does not need, and lets statements go out', () => {
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1]?.replaceAll('&#x27;', "'");
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain('connect-src *');
    expect(policy).not.toContain('unsafe');
  });

  it('holds no style and no handler attribute', () => {
    const inTags = [...html.replace(/<script[\s\S]*?<\/script>/g, '').matchAll(/<[a-z][^>]*>/gi)].map(([tag]) => tag);
    expect(inTags.filter((tag) => /\s(style|on\w+)=/i.test(tag))).toEqual([]);
  });

  it('says its language and its title', () => {
    expect(html).toContain('<html lang="en">');
    expect(html).toContain('<title>Clear words in practice</title>');
    expect(render(sampleModule({ language: 'es' }))).toContain('Compruebe lo que ha entendido');
  });

  it('shows its first page only, before any script runs', () => {
    const sections = [...html.matchAll(/<section [^>]*>/g)].map(([tag]) => tag);
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
    const data: { module: { title: string } } = JSON.parse(/id="course-data">(.*?)<\/script>/.exec(page)?.[1] ?? '');
    expect(data.module.title).toBe(odd.title);
  });

  it('keeps feedback in templates, where nobody reads it before its time', () => {
    const outside = html.replace(/<template[\s\S]*?<\/template>/g, '');
    expect(outside).not.toContain('Right because');
    expect(outside).not.toContain('Emerging means seldom seen');
    expect(values('data-feedback-for')).toEqual(['c', 'b', 'c', 'b']);
  });

  it('opens a link that leads out in a window of its own, and says so', () => {
    expect(html).toMatch(
      /<a href="https:\/\/example\.org\/about" target="_blank" rel="noreferrer">the brochure.*?\(opens in a new tab\)/,
    );
    expect(html).toContain('<a href="#three-levels">the levels</a>');
  });

  it('makes a list that begins at 3, a table that scrolls by keyboard, a figure with its description', () => {
    expect(html).toContain('<ol start="3">');
    expect(html).toContain(
      '<div class="scroll block" role="group" tabindex="0" aria-label="Table: Level, Seen"><table>',
    );
    expect(html).toContain('<th scope="col" class="to-right">Seen</th>');
    expect(html).toMatch(
      /<figure class="block"><img src="media\/steps\.svg" alt="Three rising steps" loading="lazy">[\s\S]*?Describe this figure/,
    );
  });

  it('has no assessment screens where there is no assessment', () => {
    expect(render(sampleModule({ assessed: false }))).not.toContain('data-place="/');
  });

  it('passes a language without words on as a fault', () => {
    const { value, diagnostics } = renderCourse({ module: sampleModule({ language: 'fr' }), engine, templates });
    expect(value).toBeUndefined();
    expect(diagnostics).toMatchObject([{ code: 'render/no-words', severity: 'error' }]);
  });
});

describe('content', () => {
  const showing = { engine, serial: () => 1, common: {} };
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
