import { type GIFTQuestion, type NumericalFormat, parse, type TextChoice, type TextFormat } from 'gift-pegjs';
import { readHtml } from '../markup/read-html.js';
import type { ImportNote } from '../note.js';
import type { ReadBody, ReadNumber, ReadQuestion, ReadSource, RichText } from './read-question.js';
import { categoryNote, descriptionNote } from './skipped-notes.js';

/**
 * Moodle's GIFT (docs.moodle.org, "GIFT format"), by Moodle's conventions: `[html]`, `[markdown]`, `[plain]`; without
 * a mark texts may hold HTML. Each question is read by itself, so that a slip in one hides none of the others.
 */
export function readGift(text: string, file: string): ReadSource {
  const questions: ReadQuestion[] = [];
  const notes: ImportNote[] = [];
  for (const { source, line } of piecesOf(text)) {
    const parsed = parsedPiece(source, line, file, notes);
    for (const one of parsed) {
      const place = `${file}:${line}`;
      if (one.type === 'Category') notes.push(categoryNote(place, one.title));
      else if (one.type === 'Description') notes.push(descriptionNote(place, plainOf(one.stem)));
      else questions.push(questionOf(one, place));
    }
  }
  return { format: 'GIFT', questions, notes };
}

interface Piece {
  readonly source: string;
  /** From 1: where the question itself begins, after its comments. */
  readonly line: number;
}

/** Questions stand apart by empty lines; one inside braces belongs to the question (Moodle itself exports such). */
function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let lines: string[] = [];
  let start = 1;
  let open = 0;
  const flush = () => {
    if (lines.some((line) => line.trim() !== '' && !line.startsWith('//')))
      pieces.push({ source: lines.join('\n'), line: start });
    lines = [];
    open = 0;
  };
  const all = text.split('\n');
  for (const [index, line] of all.entries()) {
    const isComment = line.trimStart().startsWith('//');
    const begins = /^\s*(?:::|\$CATEGORY:)/.test(line);
    // A brace that was never closed must not swallow the rest of the file.
    if (line.trim() === '') {
      if (open <= 0 || nextBegins(all, index)) flush();
      continue;
    }
    if (begins && lines.some((one) => !one.startsWith('//'))) flush();
    if (lines.every((one) => one.startsWith('//'))) start = index + 1;
    lines.push(isComment ? line.trimStart() : line);
    if (!isComment) open += (line.match(/(?<!\\)\{/g)?.length ?? 0) - (line.match(/(?<!\\)\}/g)?.length ?? 0);
    if (/^\s*\$CATEGORY:/.test(line)) flush();
  }
  flush();
  return pieces;
}

function nextBegins(lines: readonly string[], from: number): boolean {
  const next = lines.slice(from).find((line) => line.trim() !== '');
  return next === undefined || /^\s*(?:::|\/\/|\$CATEGORY:)|(?<!\\)\{/.test(next);
}

function parsedPiece(source: string, line: number, file: string, notes: ImportNote[]): readonly GIFTQuestion[] {
  try {
    return parse(`${source}\n`);
  } catch (error) {
    const mended = withColonsEscaped(source);
    if (mended !== source) return parsedPiece(mended, line, file, notes);
    const at = typeof error === 'object' && error !== null && 'location' in error ? error.location : undefined;
    const comments = source.split('\n').findIndex((one) => !one.startsWith('//'));
    const lineOfFault = isStart(at) ? line + Math.max(0, at.start.line - 1 - comments) : line;
    const first = source.split('\n')[comments] ?? '';
    notes.push({
      severity: 'error',
      code: 'import/syntax',
      place: `${file}:${lineOfFault}`,
      message: `This question can't be read as GIFT: "${first.trim().slice(0, 70)}".`,
      hint: 'see that its answers stand in one pair of braces, that = and ~ begin each of them, and that = ~ # { } : in a text have a \\ before them.',
    });
    return [];
  }
}

/** Moodle takes a colon in an answer as it stands; the parser wants `\:`. Weights and ranges of numbers keep theirs. */
function withColonsEscaped(source: string): string {
  return source.replace(/(?<!\\)\{(?!\s*#).*(?<!\\)\}/s, (body) => body.replaceAll(/(?<![\\:]):(?!:)/g, '\\:'));
}

function isStart(value: unknown): value is { readonly start: { readonly line: number } } {
  return typeof value === 'object' && value !== null && 'start' in value;
}

type Asked = Exclude<GIFTQuestion, { type: 'Category' | 'Description' }>;

function questionOf(one: Asked, place: string): ReadQuestion {
  const general = one.globalFeedback === null ? {} : { any: richOf(one.globalFeedback) };
  return {
    place,
    name: one.title ?? '',
    text: richOf(one.stem),
    body: bodyOf(one),
    feedback: general,
    weight: 1,
    lost: (one.tags ?? []).map((tag) => `the tag "${tag}"`),
  };
}

function bodyOf(one: Asked): ReadBody {
  switch (one.type) {
    case 'MC':
      return choiceOf(one.choices);
    case 'TF':
      return trueFalseOf(one.isTrue, one.trueFeedback, one.falseFeedback);
    case 'Short':
      return {
        kind: 'word',
        caseSensitive: false,
        answers: one.choices.map((choice) => ({
          text: plainOf(choice.text),
          share: shareOf(choice, 1),
          ...feedbackOf(choice.feedback),
        })),
      };
    case 'Numerical':
      return { kind: 'number', answers: numbersOf(one.choices) };
    case 'Matching':
      return {
        kind: 'pairs',
        pairs: one.matchPairs
          .filter((pair) => pair.subquestion.text.trim() !== '')
          .map((pair) => ({ source: richOf(pair.subquestion), target: [pair.subanswer] })),
        unused: one.matchPairs
          .filter((pair) => pair.subquestion.text.trim() === '')
          .map((pair): RichText => [pair.subanswer]),
      };
    case 'Essay':
      return { kind: 'essay' };
  }
}

/** `=` marks the right answer of one; without any, `~%50%` gives each its share of several. */
function choiceOf(choices: readonly TextChoice[]): ReadBody {
  const options = choices.map((choice) => ({
    text: richOf(choice.text),
    share: shareOf(choice, choice.isCorrect ? 1 : 0),
    ...feedbackOf(choice.feedback),
  }));
  if (choices.some((choice) => choice.isCorrect)) return { kind: 'one-of', options };
  return { kind: 'some-of', options, scoring: 'sum-of-shares' };
}

/** The first feedback is for the wrong answer, the second for the right one (Moodle's import of GIFT). */
function trueFalseOf(answer: boolean, wrong: TextFormat | null, right: TextFormat | null): ReadBody {
  const [ifTrue, ifFalse] = answer ? [right, wrong] : [wrong, right];
  return {
    kind: 'true-false',
    answer,
    ...(ifTrue === null ? {} : { ifTrue: richOf(ifTrue) }),
    ...(ifFalse === null ? {} : { ifFalse: richOf(ifFalse) }),
  };
}

type Numbers = Extract<Asked, { type: 'Numerical' }>['choices'];

function numbersOf(choices: Numbers): ReadNumber[] {
  if (!Array.isArray(choices)) return [{ ...rangeOf(choices), share: 1 }];
  // A wrong answer's text is `*`: it only carries the feedback.
  return choices.map((choice) => ({
    ...('type' in choice.text ? rangeOf(choice.text) : { from: Number.NaN, to: Number.NaN }),
    share: shareOf(choice, choice.isCorrect ? 1 : 0),
    ...feedbackOf(choice.feedback),
  }));
}

function rangeOf({ number, range, numberHigh, numberLow }: NumericalFormat): Pick<ReadNumber, 'from' | 'to'> {
  if (numberLow !== undefined && numberHigh !== undefined) return { from: numberLow, to: numberHigh };
  const middle = number ?? Number.NaN;
  const off = Math.abs(range ?? 0);
  // 0.1 + 0.2 is no number that an author wrote.
  return { from: Number((middle - off).toPrecision(12)), to: Number((middle + off).toPrecision(12)) };
}

function shareOf({ weight }: { readonly weight: number | null }, unsaid: number): number {
  return weight === null ? unsaid : weight / 100;
}

function feedbackOf(text: TextFormat | null): { readonly feedback?: RichText } {
  return text === null || text.text.trim() === '' ? {} : { feedback: richOf(text) };
}

function richOf({ format, text }: TextFormat): RichText {
  if (format === 'plain') return [text];
  if (format === 'markdown') return [{ tag: 'markdown', attributes: {}, children: [text] }];
  return readHtml(text);
}

function plainOf({ format, text }: TextFormat): string {
  return format === 'html' ? text.replaceAll(/<[^>]*>/g, '') : text;
}
