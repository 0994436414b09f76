import type { LoggedEvent } from './run-log.js';

/** An event in plain words. One that this program does not know is shown as it stands. */
export function inWords({ event, words }: LoggedEvent): string {
  const [a = '', b = '', c = '', d = ''] = words;
  const say = texts[event];
  return say ? say(a, b, c, d) : `${event} ${words.join(' ')}`.trim();
}

const texts: Readonly<Record<string, (a: string, b: string, c: string, d: string) => string>> = {
  api: (name, found, waited) =>
    found === 'found'
      ? `The LMS's ${name} was found after ${waited} ms.`
      : `No LMS: nothing named ${name} in any window around the course (${waited} ms).`,
  opened: (how, why) =>
    how === 'untracked'
      ? `The course runs without tracking: ${reasons[why] ?? why}.`
      : `The session is open${why === 'review' ? ' for review: nothing is recorded' : ''}.`,
  call: (name, result, code) => `${name}: ${answer(result, code)}.`,
  get: (element, value) => `Read ${element}: ${value === '' ? '-' : shown(value)}.`,
  set: (element, value, result, code) => `Set ${element} (${shown(value)}): ${answer(result, code)}.`,
  http: (method, resource, status) =>
    `${method} ${resource}: ${status === 'no-answer' ? 'no answer' : `answered ${status}`}.`,
  sign: (state, cause) => `The learner sees: ${signs[`${state} ${cause}`.trim()] ?? `${state} ${cause}`.trim()}.`,
  act: (what, place) => `The learner: ${acts[what] ?? what} (${place}).`,
  page: (what) => `The page: ${pages[what] ?? what}.`,
  window: (what) => `Windows: ${windows[what] ?? what}.`,
  rest: (what) =>
    what === 'arrived' ? 'The rest of the course is there.' : 'The rest of the course did not come yet.',
  'set-aside': (status, verb) => `The record store refused a statement for good: "${verb}", answer ${status}.`,
  'not-kept': () =>
    'The browser keeps nothing on its disk: statements that had not arrived when the page went are lost.',
  'left-over': (count) => `Statements of an earlier launch were sent (${count}).`,
  unsent: (count) =>
    `Statements of an earlier session never arrived (${count}); they are kept, in the record store's State document or in the browser.`,
  fault: (what) => `A fault in the page: ${what.replaceAll('_', ' ')}.`,
};

const reasons: Readonly<Record<string, string>> = {
  'no-lms': 'no LMS was found',
  refused: 'the LMS did not open a session',
  'link-used': 'the launch link had been used before',
};

const signs: Readonly<Record<string, string>> = {
  saved: 'saved',
  'failing refused': 'not saved, tried again',
  'failing expired': 'not saved, the LMS has closed the session',
  'failing full': 'not saved, the LMS has no room for more',
  'failing ended': 'not saved, the session has ended',
  elsewhere: 'open in another window',
  review: 'review, nothing is recorded',
};

const acts: Readonly<Record<string, string>> = {
  go: 'went on',
  check: 'checked an answer',
  'start-try': 'began a try',
  'skip-pre-test': 'went on without the pre-test',
  'hand-in': 'handed in',
};

const pages: Readonly<Record<string, string>> = {
  gone: 'closed or left',
  back: 'brought back by the browser after its session had ended',
};

const windows: Readonly<Record<string, string>> = {
  first: 'this is the only one with this course',
  second: 'another window has this course open',
  took: 'this one goes on with what the other had',
  given: 'another window went on, this one saved and ended',
  stolen: 'another window went on while this one slept; this one writes nothing more',
};

function answer(result: string, code: string): string {
  if (result === 'ok') return 'done';
  if (result === 'threw') return 'the LMS failed inside the call';
  return `refused${code === '' || code === '-' ? '' : `, error ${code}`}`;
}

/** A number stands for a value that the log does not show: its length. */
function shown(value: string): string {
  return /^\d+$/.test(value) ? `${value} characters` : value;
}
