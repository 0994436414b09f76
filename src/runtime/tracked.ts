import type { AnswerRecord } from '../interaction.js';
import { answerRecords } from './answer-records.js';
import { type Action, type AttemptState, act, newAttempt, outcome, type Rules } from './attempt.js';
import { readTarget } from './course-element.js';
import type { Host, Opened, Snapshot } from './lms/session.js';
import { openReport } from './open-report.js';
import { followPage } from './page-life.js';
import { createSaver } from './saver.js';
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
export function runTracked({ host, opened, rules, createView }: TrackedParts): View {
  const { window, now } = host;
  const { writes, door } = opened;
  const timer: Timer = { set: (run, ms) => window.setTimeout(run, ms), clear: (id) => window.clearTimeout(id) };
  const watch = createStopwatch(now);
  const restored = decodeState(rules.course, opened.saved);
  const earlierTold = restored?.told ?? nothingTold;
  const earlierSeconds = restored?.attempt.seconds ?? 0;
  const answers: AnswerRecord[] = [];
  let state = restored?.attempt ?? newAttempt(rules.course);
  let ending = false;
  /** Since when a verdict has been refused; null while all were taken. */
  let refusedAt: number | null = null;

  const snapshot = (): Snapshot => ({
    state: encodeState({ attempt: state, told: report?.reporter.told(ending) ?? earlierTold }),
    location: bookmark(state),
    outcome: outcome(rules, state),
    passingScore: rules.course.assessment ? rules.passingScore : null,
    sessionSeconds: watch.seconds(),
    answers,
  });
  const report =
    door &&
    openReport({
      door,
      host,
      timer,
      rules,
      writes,
      target: readTarget(window.document),
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
    });
  const saver = createSaver({ session: opened.session, snapshot, now, timer, show: (sign) => showSign(sign) });
  const view: View = createView(window.document, rules, (action) => attend(action));
  let sign: SavedSign = writes ? { state: 'saving' } : { state: 'review' };

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

  /** What the page cannot draw is still recorded. */
  function draw(part: () => void): void {
    try {
      part();
    } catch (error) {
      console.error(error);
    }
  }

  const show = (): void => draw(() => view.show({ rules, state, outcome: outcome(rules, state), writes }));

  /** Where statements are the record, what did not reach the store is not saved, whatever became of the state. */
  function showSign(next: SavedSign): void {
    sign = next;
    const unsent = report?.queue.failingSince() ?? null;
    const since = door?.isRecord && writes && !ending ? (refusedAt ?? unsent) : null;
    const shown = since !== null && sign.state !== 'failing';
    const good = sign.state === 'saved' && opened.inBrowser ? { ...sign, inBrowser: true } : sign;
    draw(() => view.saved(shown ? { state: 'failing', since, retrying: refusedAt === null } : good));
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
  return view;
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
