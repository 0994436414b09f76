import { newAttempt, type Rules } from './attempt.js';
import { readCourse } from './course-element.js';
import { createView } from './create-view.js';
import type { Host, Opened, OpenSession } from './lms/session.js';
import { createLastingFetch } from './queue/lasting-fetch.js';
import { restOfCourse } from './rest-of-course.js';
import { runTracked } from './tracked.js';
import { runUntracked } from './untracked.js';

/**
 * The learner's machine from load to close: reads the course from the document, opens the session of the
 * protocol that the build put beside it, restores or begins the attempt, lets the view act on it,
 * and asks for the rest of the course, for which no first page waits.
 * Never throws at the learner: without an LMS the course still works, and says that nothing is kept.
 */
export async function main(open: OpenSession): Promise<void> {
  const { course, stamp } = readCourse(document);
  const rest = restOfCourse(window, course, stamp);
  const host: Host = {
    window,
    now: () => Date.now(),
    uuid: makeUuid,
    courseIri: course.module.iri,
    iriBase: course.module.iriBase,
    net: createLastingFetch((url, init) => window.fetch(url, init)),
  };
  const opened = await open(host).catch((): Opened => ({ tracked: false, reason: 'refused', returnUrl: null }));
  const rules: Rules = {
    course,
    behaviour: rest.behaviour,
    passingScore: (opened.tracked ? opened.passingScore : null) ?? course.assessment?.passingScore ?? 1,
  };
  const view = opened.tracked
    ? runTracked({ host, opened, rules, createView })
    : runUntracked({ host, opened, rules, createView, attempt: newAttempt(course) });
  rest.ask(view);
}

/** `crypto.randomUUID` exists on https and localhost only; many an LMS is neither. */
function makeUuid(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = [...bytes]
    .map((byte, i) => (i === 6 ? (byte & 15) | 64 : i === 8 ? (byte & 63) | 128 : byte).toString(16).padStart(2, '0'))
    .join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
