import { textAt } from '../xapi/json.js';
import type { Rules } from './attempt.js';
import type { Host, Statement, StatementDoor } from './lms/session.js';
import { createOutbox, type Left, type Outbox } from './queue/outbox.js';
import { placeOf } from './queue/place.js';
import { createReporter, type Reporter } from './reporter.js';
import { createStatementQueue, type StatementQueue } from './statement-queue.js';
import type { Told } from './suspended-state.js';
import type { Timer } from './timer.js';

/** The line to a record store: who makes statements, and the queue that brings them there. */
export interface Report {
  readonly queue: StatementQueue;
  readonly reporter: Reporter;
  /** Within `pagehide`: says that the session ended, and sees to what has not arrived. */
  close(): void;
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
  /** For the run log. */
  readonly note: (note: ReportNote) => void;
}

/** What there is to note about statements; it names nobody and holds no answer. */
export type ReportNote =
  /** The record store does not take a statement with this verb; `status` is its answer. */
  | { readonly what: 'set-aside'; readonly verb: string; readonly status: number }
  /** The browser keeps nothing on its disk: what has not arrived when the page goes is lost. */
  | { readonly what: 'not-kept' }
  /** So many statements of an earlier launch are sent now. */
  | { readonly what: 'left-over'; readonly count: number }
  /** So many statements of an earlier session never arrived and are in its State document; null: still in the browser. */
  | { readonly what: 'unsent'; readonly count: number | null };

export function openReport(parts: ReportParts): Report {
  const { door, host, rules } = parts;
  // Whoever only looks at the course leaves no document.
  const unsent = parts.writes ? door.session?.unsent : undefined;
  const outbox = outboxFor(parts, async (session, left) => {
    if (!unsent) return;
    const count = await unsent.ofSession(
      session,
      left.map((l) => l.statement),
    );
    if (count !== null) outbox.drop(left.map((l) => l.key));
    if (count !== 0) parts.note({ what: 'unsent', count });
  });
  const queue = createStatementQueue({
    door,
    net: host.net,
    outbox,
    now: host.now,
    timer: parts.timer,
    acknowledged(statements) {
      if (reporter.arrived(statements.map(idOf))) parts.verdictSettled(true);
    },
    setAside(statement, status) {
      parts.note({ what: 'set-aside', verb: verbOf(statement), status });
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
  return {
    queue,
    reporter,
    close() {
      const last = reporter.terminated();
      // Half of what may leave: the other half is for the statements themselves.
      if (queue.failingSince() !== null) unsent?.closing(queue.unacknowledged(), host.net.room() / 2);
      queue.close(last);
    },
  };
}

function outboxFor(parts: ReportParts, ofOtherSession: (session: string, left: readonly Left[]) => void): Outbox {
  const { door, host, note } = parts;
  const outbox = createOutbox({
    place: placeOf(door),
    actor: door.actor,
    session: door.session?.id ?? null,
    ofOtherSession,
    locks: 'locks' in host.window.navigator ? host.window.navigator.locks : undefined,
    now: host.now,
    uuid: host.uuid,
    timer: parts.timer,
    refused: () => note({ what: 'not-kept' }),
  });
  return {
    ...outbox,
    open: (found) =>
      outbox.open((left) => {
        if (left.length > 0) note({ what: 'left-over', count: left.length });
        found(left);
      }),
  };
}

/** The last word of the verb's id: `answered`. */
function verbOf({ verb }: Statement): string {
  return textAt(verb, 'id')?.split('/').at(-1) ?? '';
}

function idOf(statement: Statement): string {
  return String(statement.id);
}
