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

/** @param time milliseconds since the epoch */
export function textStoredAt({ head, untimed, tail }: StatementText, time: number): string {
  const stored = new Date(time).toISOString();
  return `${head}${untimed ? `"timestamp":"${stored}",` : ''}"stored":"${stored}${tail}`;
}
