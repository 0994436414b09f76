import type { AnswerRecord } from '../interaction.js';
import { answerRecords } from './answer-records.js';
import { type Action, type AttemptState, act, newAttempt, outcome, type Rules } from './attempt.js';
import { readTarget } from './course-element.js';
import type { Host, Opened, Snapshot, Statement, StatementDoor } from './lms/session.js';
import { followPage } from './page-life.js';
import { createReporter } from './reporter.js';
import { createSaver } from './saver.js';
import { createStatementQueue, type StatementQueue } from './statement-queue.js';
import { createStopwatch } from './stopwatch.js';
import { decodeState, encodeState, nothingTold } from './suspended-state.js';
import type { Timer } from './timer.js';
import type { CreateView, SavedSign, View } from './view.js';

export interface TrackedParts {
  readonly host: Host;
  readonly opened: Extract<Opened, { readonly tracked: true }>;
  readonly rules: Rules;
  readonly createView: CreateView;
}

/** How long a learner who leaves waits for a slow record store, in milliseconds. */
const drainTime = 5000;

/** The course in an LMS's session: each action changes the attempt, then the LMS, then the page, then the record store. */
export function runTracked({ host, opened, rules, createView }: TrackedParts): void {
  const { window, now } = host;
  const { writes, door } = opened;
  const timer: Timer = { set: (run, ms) => window.setTimeout(run, ms), clear: (id) => window.clearTimeout(id) };
  const watch = createStopwatch(now);
  const restored = decodeState(rules.course, opened.saved);
  const earlierSeconds = restored?.attempt.seconds ?? 0;
  const answers: AnswerRecord[] = [];
  let state = restored?.attempt ?? newAttempt(rules.course);
  let ending = false;

  const snapshot = (): Snapshot => ({
    state: encodeState({ attempt: state, told: report?.reporter.told(ending) ?? nothingTold }),
    location: bookmark(state),
    outcome: outcome(rules, state),
    passingScore: rules.course.assessment ? rules.passingScore : null,
    sessionSeconds: watch.seconds(),
    answers,
  });
  const report = door && reporting(door);
  const saver = createSaver({ session: opened.session, snapshot, now, timer, show: (sign) => showSign(sign) });
  const view: View = createView(window.document, rules, (action) => attend(action));
  let sign: SavedSign = writes ? { state: 'saving' } : { state: 'review' };

  function reporting(to: StatementDoor) {
    const queue: StatementQueue = createStatementQueue({
      door: to,
      fetch: (url, init) => window.fetch(url, init),
      now,
      timer,
      acknowledged(statements) {
        // A verdict that arrived is remembered, so that no later session repeats it.
        if (reporter.arrived(statements.map(idOf)) && writes && !ending) saver.changed(true);
      },
      setAside: (statement, status) => console.warn(`The record store refused a statement (${status})`, statement),
      health: () => showSign(sign),
    });
    const reporter = createReporter({
      door: to,
      queue,
      course: rules.course,
      passingScore: rules.passingScore,
      target: readTarget(window.document),
      now,
      uuid: host.uuid,
      sessionSeconds: () => watch.seconds(),
      told: restored?.told ?? nothingTold,
      writes,
      continued: opened.continued,
    });
    return { queue, reporter };
  }

  function attend(action: Action): void {
    const before = state;
    const outcomeBefore = outcome(rules, before);
    const acted = act(rules, before, action);
    const news = acted === before ? [] : answerRecords(rules, before, action, now(), watch.takeSeconds);
    const after = outcome(rules, acted);
    if (acted !== before) {
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

  function show(): void {
    try {
      view.show({ rules, state, outcome: outcome(rules, state), writes });
    } catch (error) {
      // What the page cannot draw is still recorded.
      console.error(error);
    }
  }

  function showSign(next: SavedSign): void {
    sign = next;
    const unsent = door?.isRecord && writes && !ending ? report?.queue.failingSince() : null;
    const shown: SavedSign =
      unsent && sign.state !== 'failing' ? { state: 'failing', since: unsent, retrying: true } : sign;
    view.saved(shown);
  }

  /** The LMS first: it must not wait for the record store. cmi5's Terminated is the last request of all. */
  function end(): void {
    if (ending) return;
    ending = true;
    const last = report?.reporter.terminated() ?? null;
    if (writes) saver.close();
    else opened.session.close(snapshot());
    report?.queue.close(last);
  }

  /** Leaves by the LMS's own address: first everything goes out, then the session ends. */
  async function leave(to: string): Promise<void> {
    flush();
    await report?.queue.drained(drainTime);
    end();
    window.location.assign(to);
  }

  function flush(): void {
    if (ending || !writes) return;
    saver.flush();
  }

  followPage(window, {
    maybeEnding: flush,
    ending: end,
    returned: () => saver.returned(),
    online() {
      report?.queue.retry();
      flush();
    },
  });
  watch.at(place(rules, state));
  show();
  showSign(sign);
  const { returnUrl } = opened;
  if (returnUrl) view.wayBack(() => void leave(returnUrl));
  if (writes) saver.changed(false);
  report?.reporter.begin(state, outcome(rules, state));
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
function place({ course }: Rules, { where }: AttemptState): string | null {
  if (where.screen === 'page') return where.page;
  return where.screen === 'question' ? (course.assessment?.questions[where.question]?.id ?? null) : null;
}

function idOf(statement: Statement): string {
  return String(statement['id']);
}
