/**
 * What a session went through, for whoever helps the learner: what was called and what came back, and no more.
 * No name, no id of the learner, no answer, no score, no address: a copy may be sent to anybody.
 */
export interface RunLog {
  /** @param words short and of ASCII without blanks; anything else in them is replaced */
  note(event: RunEvent, ...words: readonly (string | number)[]): void;
  /** Lines of text (`docs/run-log.md`), at most `firstKept + lastKept` and a few. */
  text(): string;
}

/** What a line tells of. `cpm log` knows each of them in plain words. */
export type RunEvent =
  | 'api'
  | 'opened'
  | 'call'
  | 'get'
  | 'set'
  | 'http'
  | 'sign'
  | 'act'
  | 'page'
  | 'window'
  | 'rest'
  | 'set-aside'
  | 'not-kept'
  | 'left-over'
  | 'unsent'
  | 'fault';

/** How a session begins is as telling as how it ends: of a long one the middle is left out. */
const firstKept = 60;
const lastKept = 240;
const longestWord = 60;

/** @param head what the lines at the top say: module, version, target ... */
export function createRunLog(now: () => number, head: Readonly<Record<string, string | number>>): RunLog {
  const began = now();
  const first: string[] = [];
  let last: string[] = [];
  let left = 0;
  return {
    note(event, ...words) {
      const line = [((now() - began) / 1000).toFixed(2), event, ...words.map(plain)].join(' ');
      if (first.length < firstKept) first.push(line);
      else last.push(line);
      if (last.length <= lastKept) return;
      left += last.length - lastKept;
      last = last.slice(-lastKept);
    },
    text: () =>
      [
        'cpm-run-log 1',
        ...Object.entries(head).map(([name, value]) => `${name} ${plain(value)}`),
        `began ${new Date(began).toISOString()}`,
        ...first,
        ...(left === 0 ? [] : [`left-out ${left}`]),
        ...last,
        `ended ${((now() - began) / 1000).toFixed(2)}`,
        '',
      ].join('\n'),
  };
}

function plain(word: string | number): string {
  return (
    String(word)
      .replace(/[^!-~]+/g, '_')
      .slice(0, longestWord) || '-'
  );
}
