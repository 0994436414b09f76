import type { Action, Rules } from './attempt.js';
import { claimAttempt } from './claim-attempt.js';
import { readCourse, readSettings } from './course-element.js';
import { createView } from './create-view.js';
import type { Host, Opened, OpenSession } from './lms/session.js';
import { loggedFetch } from './logged-fetch.js';
import { createLastingFetch } from './queue/lasting-fetch.js';
import { restOfCourse } from './rest-of-course.js';
import { createRunLog } from './run-log.js';
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
  const settings = readSettings(document);
  const { id, version, language } = course.module;
  const now = () => Date.now();
  const log = createRunLog(now, {
    module: id,
    version,
    language,
    target: settings.target ?? '',
    browser: navigator.userAgent,
  });
  const rest = restOfCourse(window, course, stamp);
  const host: Host = {
    window,
    now,
    uuid: makeUuid,
    courseIri: course.module.iri,
    iriBase: course.module.iriBase,
    records: rest.records,
    results: rest.results,
    journals: rest.journals,
    settings,
    log,
    net: createLastingFetch(loggedFetch(window, log)),
  };
  window.addEventListener('error', ({ message }) => log.note('fault', message));
  const opened = await open(host).catch((): Opened => ({ tracked: false, reason: 'refused', returnUrl: null }));
  log.note(
    'opened',
    ...(opened.tracked ? ['tracked', opened.writes ? 'writes' : 'review'] : ['untracked', opened.reason]),
  );
  // For the rest, which knows the languages of this course (`view/rest/languages.ts`).
  if (opened.tracked && opened.language) document.documentElement.dataset.asked = opened.language;
  const rules: Rules = {
    course,
    behaviour: rest.behaviour,
    answer: rest.answer,
    now,
    passingScore: (opened.tracked ? opened.passingScore : null) ?? course.assessment?.passingScore ?? 1,
  };
  const claim = opened.tracked && opened.writes ? await claimAttempt(window, nameOf(opened.learner), log) : null;
  let attend: (action: Action) => void = () => undefined;
  const view = createView(document, rules, (action) => attend(action));
  view.support(log.text);
  if (!opened.tracked) {
    attend = runUntracked(rules, view);
    view.saved({ state: 'untracked', reason: opened.reason, kept: opened.kept });
    const { returnUrl } = opened;
    if (returnUrl) view.wayBack(() => window.location.assign(returnUrl));
  } else if (claim && !claim.mine) {
    attend = runUntracked(rules, view);
    view.saved({ state: 'elsewhere', canTake: true });
    view.offerTake(async () => {
      const saved = await claim.take();
      if (saved === null) view.saved({ state: 'failing', since: now(), retrying: false, cause: 'ended' });
      else attend = runTracked({ host, opened: { ...opened, saved }, rules, view, claim });
    });
  } else {
    attend = runTracked({ host, opened, rules, view, claim });
  }
  rest.ask({
    arrived(...given) {
      log.note('rest', 'arrived');
      view.arrived(...given);
    },
    late() {
      log.note('rest', 'late');
      view.late();
    },
  });
}

/** One name for all windows of a learner on this package: an LMS may hold the same module in two courses. */
function nameOf(learner: string): string {
  return `cpm ${window.location.pathname} ${learner}`;
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
