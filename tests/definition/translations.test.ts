import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { blocks } from '../../src/definition/blocks/blocks.js';
import { ownList } from '../../src/definition/translation/own-list.js';
import { translatableTexts } from '../../src/definition/translation/translatable-texts.js';
import { translatedBlock } from '../../src/definition/translation/translated-block.js';
import { courseData } from '../../src/model/course-data.js';
import type { Module } from '../../src/model/module.js';
import { questionDefinitions } from '../../src/questions/definitions.js';
import { scratchFolder } from '../support/browser.js';
import { copyOfModules, projectRoot } from '../support/cpm.js';
import { checkModule } from './support/check.js';

const id = 'cpm-foundations';
let scratch: Awaited<ReturnType<typeof scratchFolder>>;
let copies = 0;
beforeAll(async () => {
  scratch = await scratchFolder('translations');
});
afterAll(() => scratch.done());

/** What is said of the real module and its Spanish after some changes: `[file, from, to]`; without `from` the file goes. */
type Change = readonly [file: string, from?: string, to?: string];
async function spoil(...changes: readonly Change[]) {
  copies += 1;
  const modules = await copyOfModules(path.join(scratch.folder, String(copies)), id);
  for (const [file, from, to = ''] of changes) {
    const at = path.join(modules, id, file);
    if (from === undefined) {
      await rm(at);
      continue;
    }
    const text = await readFile(at, 'utf8').catch(() => '');
    if (from !== '') expect(text).toContain(from);
    await writeFile(at, from === '' ? to : text.replace(from, to));
  }
  return checkModule(modules, id);
}

const spanishQuestions = () => readFile(path.join(projectRoot, 'modules', id, asked), 'utf8');
/** The accepted answers as they stand there. */
const answersIn = (text: string): string => / {4}answers:\n( {6}- .*\n)+/.exec(text)?.[0] ?? '';
const asked = 'questions/assessment.es.yaml';
const draft = ['module.yaml', 'languages: [es]\n', ''] as const;

describe('a module with a translation', () => {
  it('has nothing to tell when all is there and up to date', async () => {
    const { text, module } = await spoil();
    expect(text).toBe('');
    expect(module?.translations.map(({ language, title }) => [language, title])).toEqual([
      ['es', 'Fundamentos del CPM'],
    ]);
  });

  it('keeps a language that it does not publish to itself, and tells its gaps as warnings', async () => {
    const { module, diagnostics } = await spoil(draft, [
      'questions/checks.es.yaml',
      'title: Cuando la práctica decae\n',
      'weight: 2\n',
    ]);
    expect(diagnostics.map(({ code, severity }) => [code, severity])).toEqual([
      ['translation/missing', 'warning'],
      ['translation/not-a-text', 'error'],
    ]);
    expect(module).toBeDefined();
    expect(module?.translations).toEqual([]);
  });

  it.each<[what: string, changes: readonly Change[], said: string]>([
    [
      'a text that is missing',
      [['module.es.yaml', 'title: Fundamentos del CPM\n', '']],
      `modules/${id}/module.es.yaml:4:1  error  translation/missing
  The translation of \`title\` is missing: "CPM foundations".`,
    ],
    [
      'a file that is missing',
      [['questions/checks.es.yaml']],
      `modules/${id}/questions/checks.yaml:1:1  error  translation/missing
  \`checks.yaml\` is not translated: there is no \`checks.es.yaml\`.`,
    ],
    [
      'what is correct, written a second time',
      [
        [
          'questions/checks.es.yaml',
          '      - text: Si cada persona',
          '      - correct: true\n        text: Si cada persona',
        ],
      ],
      `error  translation/not-a-text
  \`options.1.correct\` is no text that is translated here: ids, keys, scores and what is correct stand once, in checks.yaml.`,
    ],
    [
      'a question that the source does not have',
      [['questions/checks.es.yaml', 'id: k-who', 'id: k-whom']],
      'There is no question "k-whom" in checks.yaml.',
    ],
    [
      'a page that is missing',
      [['lessons/02-who-leads.es.md', '## “¿Otra orden de la capital?” {% #whose-model %}\n', '']],
      'The page "“Another order from the capital?”" (#whose-model) is not translated.',
    ],
    [
      'a check that is left out',
      [['lessons/02-who-leads.es.md', '{% check "k-who" /%}\n', '']],
      'Part 4 of the page "#whose-model" is `check k-who` in the source, but `reveal` here.',
    ],
    [
      'a source that is not cited any more',
      [['lessons/02-who-leads.es.md', ' {% source "cfpic-cpm" /%}', '']],
      'The page "#led-by-counties" refers to the source "cfpic-cpm" in the source, but not here.',
    ],
    [
      'pages in another order',
      [['lessons/02-who-leads.es.md', '{% #guides-and-teaches %}', '{% #whose-model %}']],
      'This page has the id "whose-model", but page 2 of the source has "guides-and-teaches".',
    ],
    [
      'a translation of no file',
      [['lessons/06-more.es.md', '', '# Más\n\n## Más\n\nTexto.\n']],
      'There is no `06-more.md` of which this could be the translation.',
    ],
    [
      'a published language without any text',
      [['module.yaml', 'languages: [es]', 'languages: [es, vi]']],
      'The module is published in "vi", but has no text in that language.',
    ],
    [
      'its own language among the others',
      [['module.yaml', 'languages: [es]', 'languages: [es, en]']],
      '"en" is the language of the module itself.',
    ],
    [
      'a slip in a translated lesson, at its own place',
      [['lessons/02-who-leads.es.md', '{% source "cfpic-cpm" /%}', '{% source "cfpic-cmp" /%}']],
      `modules/${id}/lessons/02-who-leads.es.md:5:`,
    ],
    [
      'a slip in a translated question, at its own place',
      [['questions/checks.es.yaml', 'text: ¿Qué respuesta a Devon', 'text: ![x](y) ¿Qué respuesta a Devon']],
      `modules/${id}/questions/checks.es.yaml:`,
    ],
    [
      'too many accepted answers',
      [[asked, '      - ICPM\n', `${'      - x\n'.repeat(10)}`]],
      '`answers` is a list with 17 entries, but must be a list of 1 to 10 entries.',
    ],
    [
      'an accepted answer that is no text, at its own place',
      [[asked, '      - ICPM\n', '      - 24\n']],
      `modules/${id}/${asked}:121:9`,
    ],
    [
      'an accepted answer twice, at its own place',
      [[asked, '      - El ICPM\n', '      - icpm\n']],
      `modules/${id}/${asked}:122:9`,
    ],
  ])('is refused with %s', async (_what, changes, said) => {
    const { text, diagnostics } = await spoil(...changes);
    expect(text).toContain(said);
    expect(diagnostics.some(({ severity }) => severity === 'error')).toBe(true);
  });
});

describe('accepted answers', () => {
  const data = (module: Module | undefined) =>
    module?.assessment?.questions.find((one) => one.id === 'q-three-systems');

  it('are of each language its own', async () => {
    const { module } = await spoil();
    const [spanish] = module?.translations ?? [];
    expect(data(module)?.solution).toBe('ICPM');
    expect(data(spanish)?.alsoRight).toContain('Modelo_Integrado_de_Pr%C3%A1ctica_Fundamental');
    expect(data(module)?.alsoRight).not.toContain('El_ICPM');
  });

  it('are those of the source where a translation has none, which is told', async () => {
    const { module, diagnostics, text } = await spoil([asked, answersIn(await spanishQuestions()), '']);
    expect(diagnostics.map(({ code, severity }) => [code, severity])).toEqual([['translation/own-answers', 'warning']]);
    expect(text).toContain('assessment.es.yaml:109:5');
    expect(text).toContain(
      'learners have to type what assessment.yaml accepts ("ICPM | Integrated Core Practice Model',
    );
    expect(data(module?.translations[0])?.data).toEqual(data(module)?.data);
  });

  it('lie in a package for each of its languages, and for no other', async () => {
    const { module } = await spoil();
    const [spanish] = module?.translations ?? [];
    if (!module || !spanish) throw new Error('not whole');
    const inPackage = (one: Module) =>
      courseData(one).assessment?.questions.find((q) => q.id === 'q-three-systems')?.data;
    expect(inPackage(module)).toEqual({ ...Object(data(module)?.data), others: { es: data(spanish)?.ofLanguage } });
    expect(inPackage({ ...module, translations: [] })).toEqual(data(module)?.data);
    expect(inPackage(spanish)).toEqual(data(spanish)?.data);
  });
});

describe('what is translated', () => {
  it.each(questionDefinitions.map((one) => [one.type, one] as const))(
    'is every text that the question type %s shows, by its schema alone',
    (_type, one) => {
      const fields = one.schema.parse(
        Object.fromEntries(Object.entries(parse(one.example)).filter(([name]) => name in one.schema.shape)),
      );
      const known = translatableTexts(one.schema, fields).map(({ path: at }) => JSON.stringify(at));
      const shown: string[] = [];
      const inline = (text: string, at: readonly (string | number)[]) => {
        shown.push(JSON.stringify(at));
        return [text];
      };
      one.compile(fields, { questionId: 'q', salt: 'salt', image: (file) => file, inline });
      for (const at of shown) expect(known).toContain(at);
    },
  );

  it('goes through lists, blocks, choices and schemas that hold themselves', () => {
    interface Step {
      text: string;
      id: string;
      next?: Step[] | undefined;
    }
    const step: z.ZodType<Step> = z.lazy(() =>
      z.object({ id: z.string().regex(/^\w+$/), text: z.string(), next: z.array(step).optional() }),
    );
    const schema = z.object({
      start: step,
      kind: z.enum(['a', 'b']),
      answers: z.array(z.string().meta({ translate: false })),
      one: z.union([z.object({ label: z.string() }), z.number()]),
      by: z.record(z.string(), z.string()),
    });
    const found = translatableTexts(schema, {
      start: { id: 's', text: 'Begin', next: [{ id: 't', text: 'Go on' }] },
      kind: 'a',
      answers: ['yes'],
      one: { label: 'Label' },
      by: { x: 'Ex' },
    });
    expect(found.map(({ key, text }) => [key, text])).toEqual([
      ['start/text', 'Begin'],
      ['start/next/t/text', 'Go on'],
      ['one/label', 'Label'],
      ['by/x', 'Ex'],
    ]);
  });

  it('are accepted answers as one text a list, and the list again from such a text', () => {
    const type = questionDefinitions.find((one) => one.type === 'fill-in');
    if (!type) throw new Error('no such type');
    const answers = ['trust', 'a|b', 'c\\', '\\|', '*x*'];
    const [found] = translatableTexts(type.schema, { answers });
    expect(found).toMatchObject({ key: 'answers', isList: true });
    expect(ownList.entries(found?.text ?? '')).toEqual(answers);
  });

  it('are written as far as they are there, each entry where it is looked for', () => {
    const id = z.string().regex(/^\w+$/);
    const schema = z.object({
      goals: z.array(z.object({ id, text: z.string() })),
      options: z.array(z.object({ text: z.string() })),
      hints: z.array(z.string()),
    });
    const data = {
      goals: [
        { id: 'a', text: 'A' },
        { id: 'b', text: 'B' },
      ],
      options: [{ text: 'One' }, { text: 'Two' }],
      hints: ['Look', 'Listen'],
    };
    const targets = new Map([
      ['goals/b/text', 'Be'],
      ['options/2/text', 'Dos'],
      ['hints/2', 'Oiga'],
    ]);
    expect(translatedBlock([schema], data, targets)).toEqual({
      goals: [{ id: 'b', text: 'Be' }],
      options: [{}, { text: 'Dos' }],
      hints: ['', 'Oiga'],
    });
  });

  it('are not the names by which the steps of a case lead to each other', () => {
    const scenario = questionDefinitions.find(({ type }) => type === 'scenario');
    if (!scenario) throw new Error('no such type');
    const decision = { text: 'Call', outcome: 'She answers.', to: 'end' };
    const found = translatableTexts(scenario.schema, {
      steps: [
        { id: 'start', story: 'It rings.', decisions: [decision] },
        { id: 'end', story: 'All is said.', end: true },
      ],
    });
    expect(found.map(({ text }) => text)).toEqual(['It rings.', 'Call', 'She answers.', 'All is said.']);
  });

  it('are the attributes of blocks that are texts, with no list of names', () => {
    const texts = [...blocks.values()].flatMap((block) =>
      Object.entries(block.attributes)
        .filter(([, { kind, values }]) => kind === 'text' && values === undefined)
        .map(([name]) => `${block.name}.${name}`),
    );
    expect(texts).toContain('figure.alt');
    expect(texts).toContain('vignette.title');
  });
});
