import { parse } from 'csv-parse/sync';
import { RefusedSource } from '../refused-source.js';
import type { ReadBody, ReadOption, ReadQuestion, ReadSource } from './read-question.js';

/** Names that a column may have in its first line, by what it holds. */
const columns: Readonly<Record<string, readonly string[]>> = {
  id: ['id', 'name', 'question id', 'title'],
  type: ['type', 'question type', 'kind'],
  text: ['text', 'question', 'question text', 'stem', 'prompt'],
  correct: ['correct', 'answer', 'correct answer', 'key', 'right answer', 'answers', 'correct answers'],
  objective: ['objective', 'objective id'],
  item: ['item', 'practice-model item'],
  review: ['review', 'review page', 'page'],
  weight: ['weight', 'points', 'score'],
  right: ['right', 'feedback right', 'correct feedback', 'feedback if right', 'feedback correct', 'feedback'],
  wrong: ['wrong', 'feedback wrong', 'incorrect feedback', 'feedback if wrong', 'feedback incorrect'],
};

/** True when the first line names a question and its answer. */
export function isQuestionsTable(text: string): boolean {
  const [head = []] = rowsOf(text.split('\n', 1)[0] ?? '', ';,\t') ?? [];
  const names = head.map((one) => one.trim().toLowerCase());
  return isIn(columns.text, names) && (isIn(columns.correct, names) || names.some(isOptionName));
}

function isIn(known: readonly string[] | undefined, names: readonly string[]): boolean {
  return names.some((name) => known?.includes(name));
}

/** `option 1`, `answer b`, `choice 3`, or a letter alone. */
function isOptionName(name: string): boolean {
  return /^(?:(?:option|answer|choice)[ _-]?)(?:[a-h]|\d)$|^[a-h]$/.test(name);
}

/**
 * A table of questions, one a line (docs/import.md tells its columns), with commas, semicolons or tabs between, as
 * spreadsheets write it. @throws RefusedSource for a table that is none
 */
export function readCsv(text: string, file: string): ReadSource {
  const rows = rowsOf(text, delimiterOf(text));
  if (rows === null)
    throw new RefusedSource(
      `${file} is no table that can be read: a quotation mark in it is not closed.`,
      'save it again from the spreadsheet as CSV (UTF-8).',
    );
  const [head = [], ...body] = rows;
  const names = head.map((one) => one.trim().toLowerCase());
  const questions: ReadQuestion[] = [];
  for (const [index, row] of body.entries()) {
    const cells = new Map(names.map((name, column) => [name, (row[column] ?? '').trim()]));
    if ([...cells.values()].every((one) => one === '')) continue;
    questions.push(questionOf(cells, `${file}, row ${index + 2}`, extraOf(names, row)));
  }
  return { format: 'CSV', questions, notes: [] };
}

/** Null when it is no table. */
function rowsOf(text: string, delimiters: string): string[][] | null {
  try {
    return parse(text, { delimiter: [...delimiters], relax_column_count: true, skip_empty_lines: false, bom: true });
  } catch {
    return null;
  }
}

/** The one that the first line has most of. */
function delimiterOf(text: string): string {
  const [head = ''] = text.split('\n', 1);
  const count = (one: string) => head.split(one).length;
  return [',', ';', '\t'].reduce((best, one) => (count(one) > count(best) ? one : best));
}

function extraOf(names: readonly string[], row: readonly string[]): string[] {
  const known = Object.values(columns).flat();
  const strange = names.filter(
    (name, column) => name !== '' && !known.includes(name) && !isOptionName(name) && (row[column] ?? '').trim() !== '',
  );
  const past = row.slice(names.length).filter((cell) => cell.trim() !== '').length;
  return [
    ...strange.map((name) => `the column "${name}"`),
    ...(past > 0 ? [`${past} cells past the last named column`] : []),
  ];
}

type Cells = ReadonlyMap<string, string>;

function cell(cells: Cells, what: string): string {
  for (const name of columns[what] ?? []) {
    const value = cells.get(name);
    if (value !== undefined && value !== '') return value;
  }
  return '';
}

function questionOf(cells: Cells, place: string, lost: readonly string[]): ReadQuestion {
  const field = (what: 'objective' | 'item' | 'review') => {
    const value = cell(cells, what);
    return value === '' ? {} : { [what]: value };
  };
  const [right, wrong, weight] = [cell(cells, 'right'), cell(cells, 'wrong'), cell(cells, 'weight')];
  return {
    place,
    name: cell(cells, 'id'),
    text: [cell(cells, 'text')],
    body: bodyOf(cells),
    feedback: { ...(right === '' ? {} : { right: [right] }), ...(wrong === '' ? {} : { wrong: [wrong] }) },
    weight: weight === '' ? 1 : Number(weight.replace(',', '.')),
    fields: { ...field('objective'), ...field('item'), ...field('review') },
    lost,
  };
}

function bodyOf(cells: Cells): ReadBody {
  const options = [...cells].filter(([name, text]) => isOptionName(name) && text !== '').map(([, text]) => text);
  const key = cell(cells, 'correct');
  const type = cell(cells, 'type')
    .toLowerCase()
    .replace(/[\s_]+/g, '-');
  const wanted = type === '' ? guessed(options, key) : type;
  const read = bodies[wanted];
  if (read !== undefined) return read(options, key);
  return {
    kind: 'unsupported',
    what: `a question of the type "${wanted}"`,
    hint: `write one of ${Object.keys(bodies).join(', ')} into the column "type".`,
  };
}

function guessed(options: readonly string[], key: string): string {
  if (options.length === 0 && /^(?:true|false|t|f)$/i.test(key)) return 'true-false';
  // A number is asked as one, but not a code whose zeros in front are a part of it.
  if (options.length === 0) return /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(key) ? 'numeric' : 'fill-in';
  return rightOf(options, key).length > 1 ? 'multiple-choice' : 'single-choice';
}

type Body = (options: readonly string[], key: string) => ReadBody;

const choose =
  (kind: 'one-of' | 'some-of'): Body =>
  (options, key) => {
    const right = rightOf(options, key);
    const read: ReadOption[] = options.map((text, index) => ({
      text: [text],
      share: right.includes(index) ? (kind === 'one-of' ? 1 : 1 / right.length) : 0,
    }));
    return kind === 'one-of' ? { kind, options: read } : { kind, options: read, scoring: 'unsaid' };
  };
const word: Body = (options, key) => ({
  kind: 'word',
  caseSensitive: false,
  answers: [...key.split(/[;|]/), ...options]
    .map((one) => one.trim())
    .filter(Boolean)
    .map((text) => ({ text, share: 1 })),
});

const pairs: Body = (options) => ({
  kind: 'pairs',
  pairs: options.map((one) => {
    const [source = '', ...target] = one.split(/\s*(?:=|->|→)\s*/);
    return { source: [source], target: [target.join(' = ')] };
  }),
  unused: [],
});

const bodies: Readonly<Record<string, Body>> = {
  'single-choice': choose('one-of'),
  'multiple-choice': choose('some-of'),
  'true-false': (options, key) => {
    const said = /^[ab]$/i.test(key) ? (options[key.toLowerCase() === 'a' ? 0 : 1] ?? key) : key;
    if (/^(?:true|t|yes|1)$/i.test(said)) return { kind: 'true-false', answer: true };
    if (/^(?:false|f|no|0)$/i.test(said)) return { kind: 'true-false', answer: false };
    return {
      kind: 'unsupported',
      what: `a true-false question whose answer is "${key}"`,
      hint: 'write true or false into the column "correct".',
    };
  },
  'fill-in': word,
  numeric: (_options, key) => {
    const [, low = '', high = low] = /^\s*(-?[\d.]+)(?:\s*(?:\.\.|to)\s*(-?[\d.]+))?\s*$/.exec(key) ?? [];
    const [from, to] = [Number(low || Number.NaN), Number(high || Number.NaN)];
    return { kind: 'number', answers: [{ from, to, share: 1 }] };
  },
  matching: pairs,
  categorize: pairs,
  sequencing: (options) => ({ kind: 'order', steps: options.map((text) => [text]) }),
  'long-text': (_options, key) => ({ kind: 'essay', ...(key === '' ? {} : { model: [key] }) }),
};

/** Positions of the right options: by letters, by numbers, or by their own words. */
function rightOf(options: readonly string[], key: string): number[] {
  const same = options.findIndex((one) => one.toLowerCase() === key.toLowerCase());
  if (same !== -1) return [same];
  const parts = key.split(/[\s,;|&]+/).filter(Boolean);
  const places = parts.map((part) =>
    /^[a-z]$/i.test(part) ? part.toLowerCase().charCodeAt(0) - 97 : /^\d$/.test(part) ? Number(part) - 1 : -1,
  );
  if (places.length > 0 && places.every((place) => place >= 0 && place < options.length)) return [...new Set(places)];
  const texts = key.split(/\s*[;|]\s*/).map((part) => options.findIndex((o) => o.toLowerCase() === part.toLowerCase()));
  return texts.every((place) => place >= 0) ? [...new Set(texts)] : [];
}
