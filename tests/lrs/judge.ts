import { expect } from 'vitest';
import { isObject, type JsonObject } from '../../src/xapi/json.js';
import { validateStatement } from '../../src/xapi/validate/statement.js';
import { sample } from './samples.js';
import type { TestServer } from './server.js';

/** A statement with a part at some place of it. */
export type Place = (part: unknown) => JsonObject;
export type Places = Readonly<Record<string, Place>>;

const both = ['1.0.3', '2.0.0'] as const;

export async function statusOf(lrs: TestServer, statements: unknown, version: string): Promise<number> {
  const headers = { 'X-Experience-API-Version': version };
  const answer = await lrs.call('POST', 'statements', { body: statements, headers });
  await answer.arrayBuffer();
  return answer.status;
}

/** Judges every combination under both editions, and compares which are refused, so that one glance shows all. */
export async function judge(lrs: TestServer, parts: readonly unknown[], places: Places, wanted: 200 | 400) {
  const wrong: string[] = [];
  for (const version of both) {
    for (const [place, within] of Object.entries(places)) {
      for (const part of parts) {
        const faults = validateStatement(JSON.parse(JSON.stringify(within(part))), version);
        if (faults.length > 0 !== (wanted === 400))
          wrong.push(`${version} ${place} ${JSON.stringify(part)}: ${JSON.stringify(faults)}`);
      }
      // What is right is stored, in one request; what is wrong is refused, as one for all shows.
      const sent = wanted === 200 ? parts.map(within) : within(parts[0]);
      const status = await statusOf(lrs, sent, version);
      if (status !== wanted) wrong.push(`${version} ${place}: ${status}`);
    }
  }
  expect(wrong).toEqual([]);
}

/** A statement with a SubStatement of these parts. */
export function inner(parts: unknown): JsonObject {
  const { id: _id, ...rest } = sample();
  return sample({ object: { objectType: 'SubStatement', ...rest, ...properties(parts) } });
}

/** A statement with these parts in the place of what is usual. */
export function whole(parts: unknown): JsonObject {
  return { ...sample(), ...properties(parts) };
}

function properties(part: unknown): JsonObject {
  return isObject(part) ? part : {};
}
