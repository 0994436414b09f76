import fc from 'fast-check';

import { moduleSchema } from '../../../src/definition/schemas/module-schema.js';
import { questionSchema } from '../../../src/definition/schemas/question-schema.js';
import { translatableTexts } from '../../../src/definition/translation/translatable-texts.js';
import { questionDefinitions } from '../../../src/questions/definitions.js';
import { type Asked, anyWishes, assessmentOf, type Wishes } from './any-assessment.js';
import { anyContent } from './any-block.js';
import { type AnyQuestion, questionOf, types } from './any-question.js';
import { phrase } from './any-text.js';
import { yamlText } from './yaml-text.js';

/** A module as an author keeps it: texts by their paths in its folder. */
export type ModuleFiles = Readonly<Record<string, string>>;

interface Draft {
  readonly head: object;
  readonly lessons: readonly (readonly (readonly [title: string, content: string])[])[];
  readonly objectives: readonly string[];
  readonly terms: number;
  readonly questions: readonly AnyQuestion[];
  readonly wishes: Wishes;
  readonly completion: string | undefined;
  readonly hasSpanish: boolean;
}

const anyDraft: fc.Arbitrary<Draft> = fc.record({
  head: fc
    .tuple(
      fc.record({ title: phrase, summary: phrase, audience: fc.array(phrase, { minLength: 1, maxLength: 3 }) }),
      fc.record({ version: fc.constantFrom('0.1.0', '1.0.0', '12.34.56-beta.1') }),
    )
    .map(([words, version]) => ({ ...words, ...version })),
  lessons: fc.array(fc.array(fc.tuple(phrase, anyContent), { minLength: 1, maxLength: 2 }), {
    minLength: 1,
    maxLength: 2,
  }),
  objectives: fc.array(phrase, { minLength: 3, maxLength: 5 }),
  terms: fc.nat(3),
  questions: fc.array(fc.oneof(...questionOf.values()), { maxLength: 3 }),
  wishes: anyWishes,
  completion: fc.constantFrom(undefined, 'pages', 'pass', 'pages-and-pass'),
  hasSpanish: fc.nat(15).map((n) => n === 0),
});

/** How many modules each type of question comes in at least once. */
export const perRound = 20;

/** Twenty modules with every type of question among them, each in a module of its own choosing. */
export const anyRound: fc.Arbitrary<readonly ModuleFiles[]> = fc
  .record({
    drafts: fc.array(anyDraft, { minLength: perRound, maxLength: perRound }),
    everyType: fc.tuple(...types.flatMap((type) => questionOf.get(type) ?? [])),
    places: fc.array(fc.nat(perRound - 1), { minLength: types.length, maxLength: types.length }),
  })
  .map(({ drafts, everyType, places }) =>
    drafts.map((draft, i) =>
      written({ ...draft, questions: [...draft.questions, ...everyType.filter((_, at) => places[at] === i)] }),
    ),
  );

/** A module with a question of every type, once as a check behind a short first lesson and once in the assessment. */
export const anyWithEveryType: fc.Arbitrary<ModuleFiles> = fc
  .record({ draft: anyDraft, everyType: fc.tuple(...types.flatMap((type) => questionOf.get(type) ?? [])) })
  .map(({ draft, everyType }) =>
    written({
      ...draft,
      lessons: [[['what comes', 'So we begin with *one* page.']], ...draft.lessons],
      wishes: { ...draft.wishes, kind: 'test', draw: 'none' },
      completion: 'pages-and-pass',
      questions: everyType.flatMap((one) => [
        { ...one, page: 1, isCheck: true },
        { ...one, page: 1, isCheck: false },
      ]),
    }),
  );

function written(draft: Draft): ModuleFiles {
  const objectives = draft.objectives.map((text, i) => ({ id: `goal-${i}`, text }));
  const pages = draft.lessons.flatMap((lesson, l) => lesson.map((_, p) => `page-${l}-${p}`));
  const { kind } = draft.wishes;
  const placed = draft.questions.map((question, i) => ({
    ...question,
    isCheck: question.isCheck || kind === 'none' || (kind === 'survey' && question.isScored),
    id: i % 2 ? `Q${i}` : `q-${i}`,
    goal: objectives[question.objective % objectives.length]?.id ?? '',
    at: pages[question.page % pages.length] ?? '',
  }));
  const full = placed.map(({ isCheck, id, type, goal, at, fields, isScored }) => ({
    isCheck,
    type,
    isScored,
    at,
    whole: { id, type, objective: goal, ...(isScored && !isCheck ? { review: at } : {}), ...fields },
  }));
  const asked: Asked[] = placed.flatMap(({ isCheck, isScored, goal, fields }) =>
    isCheck ? [] : [{ isScored, objective: goal, difficulty: fields.difficulty }],
  );
  const assessment = assessmentOf(
    draft.wishes,
    asked,
    objectives.map(({ id }) => id),
  );
  let serial = 0;
  const lessons = draft.lessons.map((lesson, l) => {
    const body = lesson.map(([title, content], p) => {
      const id = `page-${l}-${p}`;
      const checks = full.flatMap((one) => (one.isCheck && one.at === id ? [`{% check "${one.whole.id}" /%}`] : []));
      const isLast = draft.terms > 0 && id === pages.at(-1);
      return [`## About ${title} {% #${id} %}`, content, ...checks, ...(isLast ? ['{% glossary /%}'] : [])].join(
        '\n\n',
      );
    });
    return `# Lesson ${l}\n\n${body.join('\n\n')}\n`.replace(/@id@/g, () => {
      serial += 1;
      return String(serial);
    });
  });
  const hasTerms = draft.terms > 0 || lessons.some((text) => text.includes('{% term'));
  const words = lessons
    .join(' ')
    .replace(/\{%.*?%\}/g, '')
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word));
  const minutes = Math.ceil(words.length / 150 + (full.length * 45) / 60);
  const head = {
    ...draft.head,
    language: 'en',
    ...(draft.hasSpanish ? { languages: ['es'] } : {}),
    minutes,
    'practice-model': '2016',
    objectives,
    ...(assessment ? { assessment } : {}),
    ...(draft.completion && (assessment || draft.completion === 'pages') ? { completion: draft.completion } : {}),
    contributors: ['CPM courseware project'],
    glossary: Array.from({ length: hasTerms ? Math.max(1, draft.terms) : 0 }, (_, i) => ({
      ...{ id: `t-${i + 1}`, term: `term ${i}`, meaning: 'What it means, "here" & now.' },
      ...(i % 2 ? { source: 's-1' } : {}),
    })),
    sources: [{ id: 's-1', title: 'A <source> & more', publisher: 'Somebody', url: 'https://example.org/?a=1&b=2' }],
  };
  const questions = (isCheck: boolean) => full.filter((one) => one.isCheck === isCheck);
  const sets = (['check', 'assessment'] as const).flatMap((use) => {
    const set = questions(use === 'check');
    return set.length === 0 ? [] : [{ use, set }];
  });
  const files: Record<string, string> = {
    'module.yaml': yamlText(head),
    ...Object.fromEntries(lessons.map((text, l) => [`lessons/0${l + 1}-lesson-${l}.md`, text])),
    ...Object.fromEntries(
      sets.map(({ use, set }) => [
        `questions/${use}.yaml`,
        yamlText({ use, questions: set.map(({ whole }) => whole) }),
      ]),
    ),
  };
  if (!draft.hasSpanish) return files;
  return {
    ...files,
    'module.es.yaml': yamlText(inSpanish([moduleSchema], head)),
    ...Object.fromEntries(lessons.map((text, l) => [`lessons/0${l + 1}-lesson-${l}.es.md`, lessonInSpanish(text)])),
    ...Object.fromEntries(
      sets.map(({ use, set }) => [
        `questions/${use}.es.yaml`,
        yamlText({ questions: set.map(({ whole, type }) => inSpanish([questionSchema, ...schemaOf(type)], whole)) }),
      ]),
    ),
  };
}

const schemaOf = (type: string) => questionDefinitions.flatMap((one) => (one.type === type ? [one.schema] : []));

/** The texts of a block in another language, at their places, as a translator writes them: with the ids of entries and without all else. */
function inSpanish(schemas: readonly Parameters<typeof translatableTexts>[0][], data: unknown): unknown {
  const paths = new Set(schemas.flatMap((schema) => translatableTexts(schema, data).map(({ path }) => path.join('/'))));
  const walk = (value: unknown, path: string): unknown => {
    // Of accepted answers each language has its own.
    if (Array.isArray(value) && paths.has(path)) return [...value.slice(0, 9), 'Así ¡sí!'];
    if (Array.isArray(value)) return value.map((one, i) => walk(one, path === '' ? String(i) : `${path}/${i}`));
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(
        Object.entries(value).flatMap(([name, one]) => {
          const at = path === '' ? name : `${path}/${name}`;
          const isOnTheWay = [...paths].some((known) => known === at || known.startsWith(`${at}/`));
          return isOnTheWay || name === 'id' ? [[name, walk(one, at)]] : [];
        }),
      );
    // A picture may be another one in each language; this one is not.
    return paths.has(path) && !String(value).startsWith('media/') ? `${value} ¡sí!` : value;
  };
  return walk(data, '');
}

function lessonInSpanish(text: string): string {
  return text.replace(/^(#+) (.*?)( \{%.*)?$/gm, '$1 Sí: $2$3').replace(/^So /gm, 'Así ');
}
