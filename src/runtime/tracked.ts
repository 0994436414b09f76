import type { AnswerRecord } from '../interaction.js';
import { act } from './act.js';
import { type Action, type AttemptState, asked, newAttempt, type Rules } from './attempt.js';
import type { Claim } from './claim-attempt.js';
import type { Host, Opened, Snapshot } from './lms/session.js';
import { openReport } from './open-report.js';
import { outcome } from './outcome.js';
import { followPage } from './page-life.js';
import { eventOf, signNotes } from './run-notes.js';
import { createSaver } from './saver.js';
import { createStopwatch } from './stopwatch.js';
import { decodeState, encodeState, nothingTold } from './suspended-state.js';
import type { Timer } from './timer.js';
import type { SavedSign, View } from './view.js';

export interface TrackedParts {
  readonly host: Host;
  readonly opened: Extract<Opened, { readonly tracked: true }>;
  readonly rules: Rules;
  readonly view: View;
  /** The right to write; null where nothing is written. */
  readonly claim: Claim | null;
}

/** How long a learner who leaves waits for a slow record store, in milliseconds. */
const drainTime = 5000;

/**
 * The course in an LMS's session: each action changes the attempt, then the LMS, then the page, then the record store.
 * @returns what takes the learner's actions
 */
export function runTracked({ host, opened, rules, view, claim }: TrackedParts): (action: Action) => void {
  const { window, now, log } = host;
  const { writes, door } = opened;
  const noteSign = signNotes(log);
  const timer: Timer = { set: (run, ms) => window.setTimeout(run, ms), clear: (id) => window.clearTimeout(id) };
  const watch = createStopwatch(now);
  const restored = decodeState(rules.course, opened.saved);
  const earlierTold = restored?.told ?? nothingTold;
  const earlierSeconds = restored?.attempt.seconds ?? 0;
  const answers: AnswerRecord[] = [];
  let state = inTime(restored?.attempt ?? newAttempt(rules.course), now());
  let ending = false;
  /** Since when a verdict has been refused; null while all were taken. */
  let refusedAt: number | null = null;

  const snapshot = (): Snapshot => ({
    state: encodeState({
      attempt: state,
      told: report?.reporter.told(ending) ?? earlierTold,
      // Also while the door is shut: the next session may find it open again.
      registration: door?.lastingCredential ? door.registration : restored?.registration,
    }),
    location: bookmark(state),
    outcome: outcome(rules, state),
    passingScore: rules.course.assessment?.passingScore ? rules.passingScore : null,
    sessionSeconds: watch.seconds(),
    failing: shown.state === 'failing',
    answers,
    results: host.results(rules, state),
  });
  const report =
    door &&
    openReport({
      door,
      host,
      timer,
      rules,
      writes,
      target: host.settings.target,
      told: earlierTold,
      continued: opened.continued,
      sessionSeconds: () => watch.seconds(),
      verdictSettled(taken) {
        if (!writes || ending) return;
        if (!taken) refusedAt ??= now();
        // Remembered, so that no later session repeats it.
        saver.changed(true);
      },
      health: () => showSign(sign),
      note: (note) => log.note(...eventOf(note)),
    });
  const saver = createSaver({ session: opened.session, snapshot, now, timer, show: (sign) => showSign(sign) });
  /** True once another window has the attempt. */
  let taken = false;
  let sign: SavedSign = writes ? { state: 'saving' } : { state: 'review' };
  /** What became of it on the page. */
  let shown: SavedSign = sign;

  function attend(action: Action): void {
    const before = state;
    const outcomeBefore = outcome(rules, before);
    const acted = act(rules, before, action);
    const news = acted === before ? [] : host.records(rules, before, action, now(), watch.takeSeconds);
    const after = outcome(rules, acted);
    if (acted !== before) {
      if (action.type !== 'keep') log.note('act', action.type, bookmark(acted));
      state = { ...acted, seconds: earlierSeconds + Math.round(watch.seconds()) };
      answers.push(...news);
      watch.at(place(rules, state));
      const decides =
        action.type === 'hand-in' ||
        after.completion !== outcomeBefore.completion ||
        after.final !== outcomeBefore.final;
      if (writes) saver.changed(decides);
    }
    show();
    if (acted !== before) report?.reporter.happened({ before, state, outcomeBefore, outcome: after }, news);
  }

  /** What the page cannot draw is still recorded. */
  function draw(part: () => void): void {
    try {
      part();
    } catch (error) {
      log.note('fault', String(error));
      console.error(error);
    }
  }

  const show = (): void => draw(() => view.show({ rules, state, outcome: outcome(rules, state), writes }));

  /** Where statements are the record, what did not reach the store is not saved, whatever became of the state. */
  function showSign(next: SavedSign): void {
    sign = next;
    const unsent = report?.queue.failingSince() ?? null;
    const since = door?.isRecord && writes && !ending ? (refusedAt ?? unsent) : null;
    const unsaid = since !== null && sign.state !== 'failing';
    const good: SavedSign = sign.state === 'saved' && opened.inBrowser ? { ...sign, inBrowser: true } : sign;
    shown = taken
      ? { state: 'elsewhere', canTake: false }
      : unsaid
        ? { state: 'failing', since, retrying: refusedAt === null, cause: 'refused' }
        : good;
    noteSign(shown);
    draw(() => view.saved(shown));
  }

  /** The LMS first: it must not wait for the record store. cmi5's Terminated is the last request of all. */
  function end(): void {
    if (ending) return;
    ending = true;
    if (writes) saver.close();
    else opened.session.close(snapshot());
    report?.close();
  }

  /** Leaves by the LMS's own address: first everything goes out, then the session ends. */
  async function leave(to: string): Promise<void> {
    flush();
    await report?.queue.drained(drainTime);
    end();
    window.location.assign(to);
  }

  /** Gives the attempt to another window. What that one has written since must not be overwritten. */
  function give(late: boolean): string {
    taken = true;
    const text = snapshot().state;
    if (late) {
      ending = true;
      saver.abandon();
      report?.queue.close(null);
    } else end();
    showSign(sign);
    return text;
  }

  function flush(): void {
    if (ending || !writes) return;
    saver.flush();
  }

  function retry(): void {
    report?.queue.retry();
    if (!ending && writes) saver.retry();
  }

  followPage(window, {
    maybeEnding: flush,
    ending() {
      log.note('page', 'gone');
      const { state: last } = snapshot();
      end();
      claim?.leave(last);
    },
    returned() {
      log.note('page', 'back');
      saver.returned();
    },
    online() {
      retry();
      flush();
    },
    shown: retry,
  });
  claim?.whenTaken(give);
  watch.at(place(rules, state));
  show();
  showSign(sign);
  const { returnUrl } = opened;
  if (returnUrl) view.wayBack(() => void leave(returnUrl));
  if (writes) saver.changed(false);
  report?.reporter.begin(state, outcome(rules, state));
  return attend;
}

/** A try that was handed in later than now was so by a wrong clock: the wait begins anew, and no learner waits for years. */
function inTime(state: AttemptState, now: number): AttemptState {
  return { ...state, handedInAt: Math.min(state.handedInAt, Math.round(now / 1000)) };
}

/** Where the learner stands, in plain words for the LMS's bookmark. */
function bookmark({ where }: AttemptState): string {
  switch (where.screen) {
    case 'page':
      return where.page;
    case 'question':
      return `question-${where.question + 1}`;
    case 'assessment':
    case 'hand-in':
    case 'result':
      return where.screen;
  }
}

/** Id of the page or question before the learner; null elsewhere. */
function place({ course }: Rules, state: AttemptState): string | null {
  const { where } = state;
  if (where.screen === 'page') return where.page;
  return where.screen === 'question' ? (asked(course, state)[where.question]?.id ?? null) : null;
}
