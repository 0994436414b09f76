import { stringify } from 'yaml';
import { wordsOf } from '../markup/words-of.js';
import type { ImportNote } from '../note.js';
import { judgeQuestion } from './judge-question.js';
import type { ReadSource } from './read-question.js';
import { type QuestionWish, toChoose, type WrittenQuestion, writeQuestion } from './write-question.js';

/** A file of `questions/`, ready to be written, and all that an author must know of it. */
export interface QuestionsFile {
  /** Null when no question could be taken. */
  readonly yaml: string | null;
  readonly taken: number;
  /** Questions that were not taken, those among them that could not even be read. */
  readonly refused: number;
  /** Ids of the questions taken. */
  readonly ids: readonly string[];
  readonly notes: readonly ImportNote[];
}

/** What the file's author should know while filling it in. */
export interface QuestionsPlace extends QuestionWish {
  /** Name of the source. */
  readonly source: string;
  /** Ids that the module's questions have already. */
  readonly usedIds: ReadonlySet<string>;
  /** Ids of the module's objectives. */
  readonly objectives: readonly string[];
}

/**
 * Questions of another program as a file of our language. A question that cannot be one of ours stands in it as a
 * comment with its reason, so that nothing of the source is lost; what the source lacks is marked as `cpm new` does.
 */
export function questionsFile({ format, questions, notes }: ReadSource, place: QuestionsPlace): QuestionsFile {
  const ids = new Set(place.usedIds);
  const told: ImportNote[] = [...notes];
  const blocks: string[] = [];
  const taken: string[] = [];
  for (const read of questions) {
    const id = newId(read.name, ids, place.use);
    const written = writeQuestion(read, id, place);
    const fault = faultOf(written, place);
    if (fault === null) {
      ids.add(id);
      taken.push(id);
      told.push(...lossNotes(written));
      blocks.push(`${comments([`${read.place}${leftBehind(written)}`])}${entry(written.fields ?? {})}`);
    } else {
      const message = `"${written.called}" is not taken. ${fault.message}`;
      told.push({ severity: 'error', code: 'import/not-taken', place: read.place, message, hint: fault.hint });
      const text = written.fields === null ? `text: ${JSON.stringify(wordsOf(read.text))}\n` : entry(written.fields);
      blocks.push(
        comments([
          `NOT TAKEN: ${read.place} "${written.called}". ${fault.message}`,
          fault.hint,
          ...text.trimEnd().split('\n'),
        ]),
      );
    }
  }
  const unread = notes.filter(({ severity }) => severity === 'error').length;
  const refused = questions.length - taken.length + unread;
  const head = comments([
    `From ${place.source} (${format}): ${taken.length} of ${questions.length + unread} questions.`,
    ...(refused > unread ? ['Those that could not be taken stand below as comments, each with its reason.'] : []),
    `To fill in: every "[To write: ...]" and every "${toChoose}".`,
    ...(place.objectives.length > 0 ? [`Objectives of this module: ${place.objectives.join(', ')}.`] : []),
  ]);
  const yaml = `${head}use: ${place.use}\nquestions:\n${indented(blocks.join('\n'))}`;
  return { yaml: taken.length > 0 ? yaml : null, taken: taken.length, refused, ids: taken, notes: told };
}

/** Why a question can't be taken: the writer's reason, or what the module language itself says. */
function faultOf(written: WrittenQuestion, { use }: QuestionsPlace): Pick<ImportNote, 'message' | 'hint'> | null {
  if (written.refused !== null) return written.refused;
  const [first, ...more] = judgeQuestion(yamlOf({ use, questions: [written.fields] }));
  if (first === undefined) return null;
  return {
    message: [first, ...more].map((one) => one.message).join(' '),
    hint: `it stands in the file as a comment: take the # away when it is mended. ${first.hint}`,
  };
}

function lossNotes(written: WrittenQuestion): ImportNote[] {
  if (written.lost.length === 0) return [];
  return [
    {
      severity: 'warning',
      code: 'import/changed',
      place: written.place,
      message: `"${written.called}" is brought in without:\n${written.lost.map((one) => `- ${one}`).join('\n')}`,
      hint: 'compare it with the source, and write what learners need.',
    },
  ];
}

function leftBehind({ lost }: WrittenQuestion): string {
  return lost.length === 0 ? '' : `. Left behind: ${lost.join('; ')}.`;
}

/** An id of the source when it is one of ours, else from its name, else a number; never one that is there. */
function newId(name: string, used: ReadonlySet<string>, use: string): string {
  const letter = use === 'check' ? 'k' : 'q';
  const slug = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}|['\u2019]/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 48)
    .replace(/^-+|-+$/g, '');
  const isSpeaking = slug !== '' && slug !== 'question';
  const base = isSpeaking ? (/^[kq]-/.test(slug) ? slug : `${letter}-${slug}`) : letter;
  if (isSpeaking && !used.has(base)) return base;
  for (let number = isSpeaking ? 2 : 1; ; number++) if (!used.has(`${base}-${number}`)) return `${base}-${number}`;
}

function yamlOf(value: object): string {
  return stringify(value, { lineWidth: 110 });
}

function entry(fields: Readonly<Record<string, unknown>>): string {
  return yamlOf([fields]);
}

function comments(lines: readonly string[]): string {
  return lines
    .map((line) => `# ${line.replaceAll(/\s*\n\s*/g, ' ')}`.trimEnd())
    .join('\n')
    .concat('\n');
}

function indented(text: string): string {
  return text.replaceAll(/^(?=.)/gm, '  ');
}
