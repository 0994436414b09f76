import { heaviestRound } from './draw.js';
import type { CourseData, QuestionData } from './model/course-data.js';

/**
 * The form of the suspended state, as widths and spellings: written and read by the learner's page,
 * measured by the build. One text of `[A-Za-z0-9._%*!~-]`, so that no LMS has anything to escape:
 *
 * `1~where~seen~checks~tries~last~current~blocks.seconds[.seed.before.handedInAt.byObjective]~told[~registration]~sum`
 *
 * Pages and questions stand there by a key made from their id, so that an attempt outlives a new version.
 */
export const suspendedForm = {
  version: '1',
  field: '~',
  entry: '!',
  /** Characters of a page's or question's key: 30 bits of a hash. */
  keyWidth: 5,
  /** Characters of a score in ten-billionths, base 36. */
  scoreWidth: 7,
  scoreUnit: 1e10,
  /** Added to the score of a try in which an objective fell short: there is room above 1. */
  shortMark: 2,
  /** Scores kept one by one; of earlier tries only their number and the best one stay. */
  keptTries: 40,
  /** Tries of which it is kept how many checks came before them; no LMS is told more tries side by side. */
  keptBlocks: 10,

  /** The key of a page's or question's id; also the closing checksum of a text. */
  key(text: string): string {
    // FNV-1a, 32 bits, with a last mix: enough for the few hundred ids of a module.
    let hash = 0x811c9dc5;
    for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
    hash ^= hash >>> 13;
    return digits64(hash >>> 2, 5);
  },

  /** An encoded answer with its percent escapes made shorter: four characters for each UTF-16 unit outside ASCII. */
  compact(answer: string): string {
    return answer.replace(/(?:%[89A-F][0-9A-F])+/g, (run) => {
      const text = decoded(run);
      if (text === null || encodeURIComponent(text) !== run) return run;
      return Array.from({ length: text.length }, (_, i) => `*${digits64(text.charCodeAt(i), 3)}`).join('');
    });
  },

  /** The inverse of `compact`. */
  expand(answer: string): string {
    return answer.replace(/(?:\*[\w-]{3})+/g, (run) => {
      const units = run.slice(1).split('*').map(number64);
      try {
        return encodeURIComponent(String.fromCharCode(...units));
      } catch {
        return '';
      }
    });
  },

  /** A UUID in `registrationWidth` characters, 12 bits in two of them; '' for anything else. */
  packed(uuid: string): string {
    const hex = uuid.replaceAll('-', '');
    return uuidForm.test(uuid) ? `${hex}0`.replace(/.{3}/g, (part) => digits64(Number.parseInt(part, 16), 2)) : '';
  },

  /** The inverse of `packed`; undefined for a text that it did not make. */
  unpacked(text: string): string | undefined {
    const hex = text.replace(/../g, (pair) => number64(pair).toString(16).padStart(3, '0'));
    const uuid = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})0$/, '$1-$2-$3-$4-$5');
    return text.length === registrationWidth && uuidForm.test(uuid) ? uuid : undefined;
  },
} as const;

const registrationWidth = 22;
const uuidForm = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/**
 * How long the suspended state of a module can get at most, in characters (ASCII: also in bytes):
 * every page seen, every check and question answered at its longest, all tries used and another under way.
 * SCORM 1.2 promises 4,096 of them (RTE 3.4.4, cmi.suspend_data).
 * @param longest a longest encoded answer of a question: its behaviour's `longest(data)`
 */
export function worstCaseLength(course: CourseData, longest: (question: QuestionData) => string): number {
  const { keyWidth, scoreWidth, keptTries, keptBlocks, compact } = suspendedForm;
  const weigh = (q: QuestionData) => keyWidth + compact(longest(q)).length + 1;
  const pages = course.lessons.reduce((sum, lesson) => sum + lesson.pages.length, 0);
  const tries = course.assessment ? Math.min(course.assessment.tries ?? keptTries, keptTries) : 0;
  const fixed = {
    version: 1,
    separators: 10,
    where: 1 + keyWidth,
    tryCount: 7,
    currentMark: 1,
    // Four separators, the seed, the pre-test's score, seconds since the epoch, two digits an objective.
    rounds: course.assessment ? 4 + keyWidth + scoreWidth + 7 + 2 * course.objectives.length : 0,
    // Two digits and a separator each; the seconds of thirty years.
    blocks: course.assessment ? 3 * Math.min(course.assessment.tries ?? keptBlocks, keptBlocks) : 0,
    seconds: 7,
    told: 3,
    registration: registrationWidth,
    sum: keyWidth,
  };
  return (
    Object.values(fixed).reduce((a, b) => a + b, 0) +
    pages * keyWidth +
    course.checks.reduce((sum, q) => sum + weigh(q), 0) +
    tries * scoreWidth +
    2 * (course.assessment ? heaviestRound(course.assessment, weigh) : 0)
  );
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

function digits64(value: number, width: number): string {
  let text = '';
  for (let rest = value, i = 0; i < width; i += 1, rest = Math.floor(rest / 64))
    text = alphabet.charAt(rest % 64) + text;
  return text;
}

function number64(text: string): number {
  return [...text].reduce((sum, digit) => sum * 64 + alphabet.indexOf(digit), 0);
}

function decoded(escapes: string): string | null {
  try {
    return decodeURIComponent(escapes);
  } catch {
    return null;
  }
}
