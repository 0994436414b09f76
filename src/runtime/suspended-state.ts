import { roundSize } from '../draw.js';
import type { CourseData, QuestionData } from '../model/course-data.js';
import { suspendedForm } from '../suspended-form.js';
import { type Answers, type AttemptState, newAttempt, pageIds, rounds, type Try, type Where } from './attempt.js';

/** The verdicts that reached the record store under this registration: each goes there once (cmi5 9.3). */
export interface Told {
  readonly passed: boolean;
  readonly failed: boolean;
  readonly completed: boolean;
}

/** What outlives a session. */
export interface Suspended {
  readonly attempt: AttemptState;
  readonly told: Told;
  /** The registration that statements go under (a UUID), where it is ours to keep. */
  readonly registration?: string | undefined;
}

export const nothingTold: Told = { passed: false, failed: false, completed: false };

const {
  version,
  field,
  entry,
  keyWidth,
  scoreWidth,
  scoreUnit,
  shortMark,
  keptTries,
  keptBlocks,
  key,
  compact,
  expand,
  packed,
  unpacked,
} = suspendedForm;

/** The attempt as one ASCII text, never longer than `worstCaseLength` of its module. */
export function encodeState(suspended: Suspended): string {
  const { attempt, told, registration = '' } = suspended;
  const fields = [
    version,
    encodeWhere(attempt.where),
    attempt.seen.map(key).join(''),
    encodeAnswers(attempt.checks),
    encodeTries(attempt.tries),
    encodeAnswers(attempt.lastAnswers),
    attempt.current === null ? '' : `-${encodeAnswers(attempt.current)}`,
    `${attempt.blocks.map(count).join('-')}.${count(attempt.seconds)}${encodeRounds(attempt)}`,
    `${told.passed ? 'p' : ''}${told.failed ? 'f' : ''}${told.completed ? 'c' : ''}`,
    ...(registration === '' ? [] : [packed(registration)]),
  ];
  const text = fields.join(field);
  return `${text}${field}${key(text)}`;
}

/**
 * The attempt of such a text under this course: what the course no longer has is dropped, the rest is kept.
 * Null when the text is empty, cut, foreign or of a later form: then a new attempt begins. Never throws.
 */
export function decodeState(course: CourseData, text: string): Suspended | null {
  const fields = fieldsOf(text);
  if (!fields) return null;
  const [, where = '', seen = '', checks = '', tries = '', last = '', current = '', counts = '', told = ''] = fields;
  const questions = course.assessment?.questions ?? [];
  const [blocks = '', seconds = '', ...more] = counts.split('.');
  const scores = course.assessment ? decodeTries(tries) : [];
  const fresh = newAttempt(course);
  const attempt: AttemptState = {
    ...fresh,
    seen: decodeSeen(course, seen),
    checks: decodeAnswers(course.checks, checks),
    tries: scores,
    lastAnswers: decodeAnswers(questions, last),
    current: course.assessment && current.startsWith('-') ? decodeAnswers(questions, current.slice(1)) : null,
    blocks: course.assessment && blocks !== '' ? blocks.split('-').slice(0, keptBlocks).map(number) : [],
    seconds: number(seconds),
    ...(course.assessment && decodeRounds(more)),
  };
  return {
    attempt: standingOn(attempt, decodeWhere(course, attempt, where)),
    told: { passed: told.includes('p'), failed: told.includes('f'), completed: told.includes('c') },
    registration: registrationIn(text),
  };
}

/** The registration in such a text, for whoever knows no course yet; undefined when there is none. */
export function registrationIn(text: string): string | undefined {
  return unpacked(fieldsOf(text)?.[9] ?? '');
}

/** The parts of a whole text of this form; null of any other. */
function fieldsOf(text: string): readonly string[] | null {
  const cut = text.lastIndexOf(field);
  if (cut < 0 || key(text.slice(0, cut)) !== text.slice(cut + 1)) return null;
  const fields = text.slice(0, cut).split(field);
  return fields[0] === version ? fields : null;
}

function standingOn(attempt: AttemptState, where: Where): AttemptState {
  const unseen = where.screen === 'page' && !attempt.seen.includes(where.page);
  return { ...attempt, where, seen: unseen ? [...attempt.seen, where.page] : attempt.seen };
}

function encodeWhere(where: Where): string {
  switch (where.screen) {
    case 'page':
      return `p${key(where.page)}`;
    case 'question':
      return `q${count(where.question)}`;
    case 'assessment':
    case 'hand-in':
    case 'result':
      return where.screen.charAt(0);
  }
}

function decodeWhere(course: CourseData, attempt: AttemptState, text: string): Where {
  const page = pageIds(course).find((id) => text === `p${key(id)}`);
  if (page !== undefined) return { screen: 'page', page };
  const questions = course.assessment ? roundSize(course.assessment) : 0;
  if (attempt.current && text.startsWith('q')) {
    const question = Number.parseInt(text.slice(1), 36);
    return { screen: 'question', question: question < questions ? question : 0 };
  }
  if (attempt.current && text === 'h') return { screen: 'hand-in' };
  if (rounds(attempt) > 0 && text === 'r') return { screen: 'result' };
  if (course.assessment && text === 'a') return { screen: 'assessment' };
  // The place is gone: the first page that was not seen, where the learner has something new to do.
  const unseen = pageIds(course).find((id) => !attempt.seen.includes(id));
  return unseen === undefined ? newAttempt(course).where : { screen: 'page', page: unseen };
}

function decodeSeen(course: CourseData, text: string): string[] {
  const byKey = new Map(pageIds(course).map((id) => [key(id), id]));
  return chunks(text, keyWidth).flatMap((k) => byKey.get(k) ?? []);
}

function encodeAnswers(answers: Answers): string {
  return Object.entries(answers)
    .filter(([, answer]) => answer !== '')
    .map(([id, answer]) => key(id) + compact(answer))
    .join(entry);
}

function decodeAnswers(questions: readonly QuestionData[], text: string): Answers {
  const byKey = new Map(questions.map((q) => [key(q.id), q.id]));
  return Object.fromEntries(
    text.split(entry).flatMap((one) => {
      const id = byKey.get(one.slice(0, keyWidth));
      return id === undefined ? [] : [[id, expand(one.slice(keyWidth))]];
    }),
  );
}

function encodeTries(tries: readonly Try[]): string {
  const best = (a: Try, b: Try): Try => (b.score > a.score ? b : a);
  const kept = tries.length <= keptTries ? tries : [tries.reduce(best), ...tries.slice(1 - keptTries)];
  return `${count(tries.length)}.${kept.map(encodeScore).join('')}`;
}

function decodeTries(text: string): Try[] {
  const [total = '', scores = ''] = text.split('.');
  const kept = chunks(scores, scoreWidth).map(decodeScore);
  const forgotten = Math.max(0, number(total) - kept.length);
  return [...Array.from({ length: Math.min(forgotten, 10_000) }, () => ({ score: 0 })), ...kept];
}

function encodeScore({ score, short }: Try): string {
  return Math.round((score + (short ? shortMark : 0)) * scoreUnit)
    .toString(36)
    .padStart(scoreWidth, '0');
}

function decodeScore(text: string): Try {
  const value = number(text);
  const mark = shortMark * scoreUnit;
  return value < mark ? { score: value / scoreUnit } : { score: (value - mark) / scoreUnit, short: true };
}

/** What modules without draws, pre-tests and waits have not, is not written: then there is only the share by objective. */
function encodeRounds({ seed, before, handedInAt, byObjective }: AttemptState): string {
  const parts = [
    seed,
    before === null ? '' : encodeScore({ score: before }),
    handedInAt ? count(handedInAt) : '',
    byObjective.map((percent) => (percent < 0 ? '--' : count(percent).padStart(2, '0'))).join(''),
  ];
  return parts.some(Boolean) ? `.${parts.join('.')}` : '';
}

function decodeRounds([
  seed = '',
  before = '',
  handedInAt = '',
  shares = '',
]: readonly string[]): Partial<AttemptState> {
  return {
    seed,
    before: before === '' ? null : decodeScore(before).score,
    handedInAt: number(handedInAt),
    byObjective: chunks(shares, 2).map((share) => (share === '--' ? -1 : number(share))),
  };
}

function chunks(text: string, width: number): string[] {
  return text.match(new RegExp(`.{${width}}`, 'g')) ?? [];
}

function number(text: string): number {
  return Number.parseInt(text, 36) || 0;
}

function count(value: number): string {
  return Math.max(0, Math.round(value)).toString(36);
}
