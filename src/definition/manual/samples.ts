import { parseDocument } from 'yaml';
import { questionDefinitions } from '../../questions/definitions.js';
import { blocks } from '../blocks/blocks.js';
import { firstModule } from './first-module.js';

/** The example of a block or a question type as a module of its own, so that the manual can show it as learners see it. */
export interface Sample {
  /** `block-callout`, `question-single-choice`. */
  readonly id: string;
  /** Texts by their path in the module's folder. */
  readonly files: ReadonlyMap<string, string>;
  /** File names that the example shows from `media/`. */
  readonly media: readonly string[];
}

/** One for each block that stands by itself, and for each question type: made from their own examples, with no list to keep. */
export function manualSamples(): readonly Sample[] {
  const ofBlocks = [...blocks.values()]
    .filter((block) => !('partOf' in block) || block.partOf === undefined)
    .map((block) => sampleOf(`block-${block.name}`, block.name, block.example, checksIn(block.example)));
  const ofQuestions = questionDefinitions.map(({ type, example }) => {
    const fields: unknown = parseDocument(example).toJS();
    const { review: _, ...question } = isRecord(fields) ? fields : {};
    return sampleOf(`question-${type}`, type, `{% check "${String(question.id)}" /%}`, [question]);
  });
  return [...ofBlocks, ...ofQuestions];
}

function sampleOf(id: string, title: string, text: string, checks: readonly Record<string, unknown>[]): Sample {
  const all = text + JSON.stringify(checks);
  const named = (kind: string) => [...new Set(namesIn(text, kind))];
  const objectives = new Set([...checks.flatMap(({ objective }) => String(objective)), ...places]);
  const terms = named('term');
  const lists = text.includes('{% glossary');
  const module = {
    ...{ title, version: '1.0.0', language: 'en', summary: `The example of ${title} in the manual.`, minutes: 1 },
    ...{ audience: ['authors'], 'practice-model': /\b(20\d\d)\//.exec(text)?.[1] ?? '2016' },
    objectives: [...objectives].slice(0, 5).map((one) => ({ id: one, text: `Name ${one}` })),
    contributors: ['CPM courseware project'],
    sources: named('source').map((one) => ({ ...source, id: one })),
    ...(terms.length > 0 || lists ? { glossary: [...new Set([...terms, 'fidelity'])].map(termOf) } : {}),
  };
  const files = new Map([
    ['module.yaml', JSON.stringify(module)],
    ['lessons/01-example.md', `# Example\n\n## ${title} {% #example %}\n\n${text}\n`],
  ]);
  if (checks.length > 0) files.set('questions/checks.yaml', JSON.stringify({ use: 'check', questions: checks }));
  return { id, files, media: [...new Set([...all.matchAll(/media\/([\w.-]+)/g)].map(([, name = '']) => name))] };
}

/** Modules have at least three. */
const places = ['first-thing', 'second-thing', 'third-thing'];

const source = {
  title: 'About the Core Practice Model',
  publisher: 'Child and Family Policy Institute of California',
  url: 'https://cpm.cfpic.org/about',
  date: '2024',
};

function termOf(id: string): object {
  return { id, term: id, meaning: 'How true practice stays to the model.' };
}

/** The questions that an example gives a place to, worded as in the first module. */
function checksIn(text: string): Record<string, unknown>[] {
  const file: unknown = parseDocument(firstModule['questions/checks.yaml'] ?? '').toJS();
  const [first] = isRecord(file) && Array.isArray(file.questions) ? file.questions : [];
  return namesIn(text, 'question').map((id) => ({ ...(isRecord(first) ? first : {}), id }));
}

/** What the attributes of one kind name, in the tags of a text. */
function namesIn(text: string, kind: string): string[] {
  return [...text.matchAll(/\{%\s*([\w-]+)((?:\s+(?:[\w-]+=)?"[^"]*")*)/g)].flatMap(([, name = '', attributes = '']) =>
    [...attributes.matchAll(/(?:([\w-]+)=)?"([^"]*)"/g)].flatMap(([, attribute, value = '']) => {
      const about = Object.entries(blocks.get(name)?.attributes ?? {}).find(([one, { unnamed }]) =>
        attribute === undefined ? unnamed : one === attribute,
      );
      return about?.[1].kind === kind ? [value] : [];
    }),
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
