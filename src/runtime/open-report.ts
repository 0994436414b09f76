import { textAt } from '../xapi/json.js';
import type { Rules } from './attempt.js';
import type { Host, Statement, StatementDoor } from './lms/session.js';
import { createReporter, type Reporter } from './reporter.js';
import { createStatementQueue, type StatementQueue } from './statement-queue.js';
import type { Told } from './suspended-state.js';
import type { Timer } from './timer.js';

/** The line to a record store: who makes statements, and the queue that brings them there. */
export interface Report {
  readonly queue: StatementQueue;
  readonly reporter: Reporter;
}

export interface ReportParts {
  readonly door: StatementDoor;
  readonly host: Host;
  readonly timer: Timer;
  readonly rules: Rules;
  readonly writes: boolean;
  readonly target: string | null;
  readonly told: Told;
  readonly continued: boolean;
  readonly sessionSeconds: () => number;
  /** A verdict was taken by the record store, or refused for good. */
  readonly verdictSettled: (taken: boolean) => void;
  /** Sending began to fail, or works again. */
  readonly health: () => void;
}

export function openReport(parts: ReportParts): Report {
  const { door, host, rules } = parts;
  const queue = createStatementQueue({
    door,
    fetch: host.fetch,
    now: host.now,
    timer: parts.timer,
    acknowledged(statements) {
      if (reporter.arrived(statements.map(idOf))) parts.verdictSettled(true);
    },
    setAside(statement, status) {
      host.log.note('set-aside', status, verbOf(statement));
      // What is refused for good would be refused again: it counts as told, and the page says that it was not kept.
      if (reporter.arrived([idOf(statement)])) parts.verdictSettled(false);
    },
    health: parts.health,
  });
  const reporter = createReporter({
    door,
    queue,
    course: rules.course,
    passingScore: rules.passingScore,
    target: parts.target,
    now: host.now,
    uuid: host.uuid,
    sessionSeconds: parts.sessionSeconds,
    told: parts.told,
    writes: parts.writes,
    continued: parts.continued,
  });
  return { queue, reporter };
}

/** The last word of the verb's id: `answered`. */
function verbOf({ verb }: Statement): string {
  return textAt(verb, 'id')?.split('/').at(-1) ?? '';
}

function idOf(statement: Statement): string {
  return String(statement.id);
}
