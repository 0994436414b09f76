import type { JsonObject } from '../xapi/json.js';

/** A statement as it is stored, but for the time of storing, which only its turn to be written tells. */
export interface StatementText {
  readonly head: string;
  /** Its sender gave no timestamp: then it is the time of storing. */
  readonly untimed: boolean;
  readonly tail: string;
}

/** The text of a prepared statement. */
export function statementText(prepared: JsonObject): StatementText {
  // Whatever a sender says of the time of storing does not count.
  const { stored: _, authority, version, ...rest } = prepared;
  return {
    head: `${JSON.stringify(rest).slice(0, -1)},`,
    untimed: rest.timestamp === undefined,
    tail: `","authority":${JSON.stringify(authority)},"version":${JSON.stringify(version)}}`,
  };
}

/**
 * The text of a prepared statement made from the one that was sent, as its sender wrote it: it is closed later only, behind
 * what the store adds. Undefined where something within it is to be stored otherwise.
 * @param written JSON in one line, without a name twice; undefined where it can't be kept
 */
export function textAsSent(
  written: string | undefined,
  sent: JsonObject,
  prepared: JsonObject,
): StatementText | undefined {
  if (written === undefined || sent.stored !== undefined || sent.authority !== undefined) return undefined;
  if (sent.object !== prepared.object || sent.context !== prepared.context || sent.timestamp !== prepared.timestamp)
    return undefined;
  const version = sent.version === undefined ? `,"version":${JSON.stringify(prepared.version)}` : '';
  return {
    head: `${written.slice(0, -1)},`,
    untimed: sent.timestamp === undefined,
    tail: `","authority":${JSON.stringify(prepared.authority)}${version}}`,
  };
}

/** @param time milliseconds since the epoch */
export function textStoredAt({ head, untimed, tail }: StatementText, time: number): string {
  const stored = new Date(time).toISOString();
  return `${head}${untimed ? `"timestamp":"${stored}",` : ''}"stored":"${stored}${tail}`;
}
