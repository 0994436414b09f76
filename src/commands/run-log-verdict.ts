import type { LoggedEvent, RunLog } from './run-log.js';

/** What went wrong in a session, gravest first, each with what to do; empty when nothing did. */
export function verdictOf({ events }: RunLog): readonly string[] {
  const found = (event: string, ...words: readonly string[]) =>
    events.filter((e) => e.event === event && words.every((word, i) => word === '' || e.words[i] === word));
  const times = (which: readonly LoggedEvent[]) =>
    `${which.length === 1 ? 'once' : `${which.length} times`}, first at ${seconds(which[0])}`;
  const verdict: string[] = [];
  const tell = (which: readonly LoggedEvent[], says: (times: string) => string) => {
    if (which.length > 0) verdict.push(says(times(which)));
  };

  tell(
    found('opened', 'untracked', 'no-lms'),
    () =>
      'No LMS was found, so nothing was tracked. The course was opened outside of its LMS, as the package of another standard, or where the LMS is in a window that the course can not reach. Launch it from the LMS.',
  );
  tell(
    found('opened', 'untracked', 'refused'),
    () =>
      'The LMS was there and opened no session, so nothing was tracked. Look at the first refused call or request above.',
  );
  tell(
    found('opened', 'untracked', 'link-used'),
    () => 'The page was opened again by an old link. Launch it from the LMS.',
  );
  tell(
    found('sign', 'failing', 'expired'),
    (n) =>
      `The LMS closed the session while the learner worked (${n}). Give sessions more time in the LMS, or ask the learner to launch the module again.`,
  );
  tell(
    found('sign', 'failing', 'full'),
    (n) =>
      `The LMS had no room for the learner's place (${n}). Its limit for cmi.suspend_data is below the standard's: raise it.`,
  );
  const refused = events.filter((e) => e.event === 'set' && e.words[2] === 'no');
  tell(refused, (n) => {
    const kinds = [...new Set(refused.map((e) => `${element(e)} (error ${e.words[3] ?? '?'})`))];
    return `The LMS refused values (${n}): ${kinds.slice(0, 5).join(', ')}${kinds.length > 5 ? ' and others' : ''}.`;
  });
  const commits = events.filter((e) => e.event === 'call' && /Commit$/.test(e.words[0] ?? '') && e.words[1] !== 'ok');
  tell(
    commits,
    (n) => `The LMS did not keep what it was asked to keep (${n}). Look at the LMS's own log for that time.`,
  );
  const requests = events.filter((e) => e.event === 'http' && !/^[23]|^404$/.test(e.words[2] ?? ''));
  tell(requests, (n) => {
    const kinds = [...new Set(requests.map((e) => e.words.join(' ')))];
    return `Requests failed (${n}): ${kinds.slice(0, 5).join(', ')}.`;
  });
  tell(found('set-aside'), (n) => `The record store refused statements for good (${n}): they are lost to reports.`);
  tell(
    found('unsent'),
    (n) =>
      `Statements of an earlier session never reached the record store (${n}). The LMS's own record has the result.`,
  );
  tell(
    found('window', 'second'),
    () => 'The course was open in two windows. Only one of them saves, and the other says so.',
  );
  tell(
    found('rest', 'late'),
    (n) => `The second part of the course came late or not at all (${n}): a slow or broken connection.`,
  );
  tell(found('fault'), (n) => `The page met faults (${n}). Send the report to the makers of the course.`);
  if (verdict.length > 0) verdict.push(ending(events));
  return verdict;
}

/** How it ended is what the learner asks first. */
function ending(events: readonly LoggedEvent[]): string {
  const last = events.filter((e) => e.event === 'sign').at(-1);
  if (last?.words[0] === 'saved') return `In the end the page said "saved" (at ${seconds(last)}).`;
  if (last?.words[0] === 'failing') return `In the end the page said "not saved" (since ${seconds(last)}).`;
  return 'The page never said "saved".';
}

function element(event: LoggedEvent): string {
  return (event.words[0] ?? '').replace(/\.\d+(?=\.|$)/g, '.n');
}

function seconds(event: LoggedEvent | undefined): string {
  return `${event?.at.toFixed(2) ?? '?'} s`;
}
