import type { AnswerRecord } from '../interaction.js';
import type { CourseData } from '../model/course-data.js';
import { reportedScore } from '../scorm/reported-score.js';
import { lastingId } from '../xapi/lasting-id.js';
import { type Moment, type StatementJson, statementBuilders } from '../xapi/statements.js';
import { type AttemptState, type Outcome, pageIds } from './attempt.js';
import type { StatementDoor, StatementKind } from './lms/session.js';
import type { StatementQueue } from './statement-queue.js';
import type { Told } from './suspended-state.js';
import { type VerdictKind, verdictsDue } from './verdicts-due.js';

/** Makes statements of what happens: the same ones for every protocol, dressed by the protocol's door. */
export interface Reporter {
  begin(state: AttemptState, outcome: Outcome): void;
  /** @param answers the records that this step brought */
  happened(step: Step, answers: readonly AnswerRecord[]): void;
  /** What is to be remembered as told; statements under way count once the page ends while sending works. */
  told(ending: boolean): Told;
  /** These arrived. True when a verdict was among them. */
  arrived(ids: readonly string[]): boolean;
  /** The session's last statement. */
  terminated(): StatementJson;
}

export interface Step {
  readonly before: AttemptState;
  readonly state: AttemptState;
  readonly outcomeBefore: Outcome;
  readonly outcome: Outcome;
}

export interface ReporterParts {
  readonly door: StatementDoor;
  readonly queue: Pick<StatementQueue, 'add' | 'failingSince'>;
  readonly course: CourseData;
  readonly passingScore: number;
  /** Id of the target that the page was built for, when it says so. */
  readonly target: string | null;
  readonly now: () => number;
  readonly uuid: () => string;
  readonly sessionSeconds: () => number;
  /** Told in earlier sessions. */
  readonly told: Told;
  /** False in review and browse mode: then only the session itself is told of (cmi5 10.2.2). */
  readonly writes: boolean;
  /** True when Initialized went out before a reload. */
  readonly continued: boolean;
}

export function createReporter(parts: ReporterParts): Reporter {
  const { door, queue, course, writes } = parts;
  const build = statementBuilders({
    course: course.module,
    activityId: door.activityId,
    actor: door.actor,
    registration: door.registration,
    session: parts.uuid(),
    target: parts.target,
  });
  const pages = new Map(course.lessons.flatMap((l) => l.pages).map((p) => [p.id, p]));
  const questions = new Map([...course.checks, ...(course.assessment?.questions ?? [])].map((q) => [q.id, q]));
  const opened = new Set<string>();
  /** Statement ids of verdicts that are not known to have arrived. */
  const unsure = new Map<string, VerdictKind>();
  let arrived = parts.told;
  let issued = parts.told;
  let failedHere = false;

  const moment = (): Moment => ({ id: parts.uuid(), at: parts.now() });
  const send = (statement: StatementJson, kind: StatementKind = 'allowed', alone = false) =>
    queue.add(door.dress(statement, kind), alone);

  function opens(state: AttemptState): void {
    const page = state.where.screen === 'page' ? pages.get(state.where.page) : undefined;
    if (!page || opened.has(page.id)) return;
    opened.add(page.id);
    send(build.experienced(moment(), page));
  }

  function verdicts(state: AttemptState, outcome: Outcome): void {
    for (const kind of verdictsDue(outcome, issued, failedHere)) {
      const when = { id: lastingId(door.registration, kind) ?? parts.uuid(), at: parts.now() };
      const seconds = parts.sessionSeconds();
      const score = reportedScore(outcome.score ?? 0, parts.passingScore, 4);
      const verdict = { score, try: Math.max(1, state.tries.length), durationSeconds: seconds };
      issued = { ...issued, [kind]: true };
      unsure.set(when.id, kind);
      failedHere ||= kind === 'failed';
      send(kind === 'completed' ? build.completed(when, seconds) : build[kind](when, verdict), kind);
    }
  }

  function answered(record: AnswerRecord, step: Step): void {
    const question = questions.get(record.questionId);
    if (!question) return;
    const page = step.state.where.screen === 'page' ? pages.get(step.state.where.page) : undefined;
    send(
      build.answered(moment(), {
        question,
        interaction: record.interaction,
        score: question.weight === 0 ? null : record.score,
        latencySeconds: record.latencySeconds,
        parentIri: (record.scored ? course.assessment?.iri : page?.iri) ?? course.module.iri,
        try: record.scored ? step.state.tries.length : null,
        withSuccess: door.answersCarrySuccess,
      }),
    );
  }

  function tried({ before, state, outcome }: Step): void {
    const last = state.tries[state.tries.length - 1];
    if (state.tries.length === before.tries.length || !last || !course.assessment) return;
    if (outcome.success !== 'failed' || outcome.triesLeft === 0) return;
    send(
      build.attempted(moment(), course.assessment, {
        score: last.score,
        try: state.tries.length,
        durationSeconds: parts.sessionSeconds(),
      }),
    );
  }

  return {
    begin(state, outcome) {
      if (!parts.continued) send(build.initialized(moment()), 'initialized', true);
      if (!writes) return;
      opens(state);
      // A verdict of the last session that never arrived.
      verdicts(state, outcome);
    },
    happened(step, answers) {
      if (!writes) return;
      opens(step.state);
      for (const record of answers) answered(record, step);
      tried(step);
      const moved = pageIds(course).length > 0 && step.outcome.progress > step.outcomeBefore.progress;
      if (moved) send(build.progressed(moment(), step.outcome.progress));
      verdicts(step.state, step.outcome);
    },
    told: (ending) => (ending && queue.failingSince() === null ? issued : arrived),
    arrived(ids) {
      const kinds = ids.flatMap((id) => unsure.get(id) ?? []);
      for (const kind of kinds) arrived = { ...arrived, [kind]: true };
      return kinds.length > 0;
    },
    terminated: () => door.dress(build.terminated(moment(), parts.sessionSeconds()), 'terminated'),
  };
}
