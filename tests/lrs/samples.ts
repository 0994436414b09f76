import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../../src/xapi/json.js';

export const authority = {
  objectType: 'Agent',
  account: { homePage: 'https://store.example/', name: 'key-1' },
} as const;

export const learner = (name: string) => ({ objectType: 'Agent', account: { homePage: 'https://lms.example/', name } });

export const verb = (word: string) => ({ id: `http://adlnet.gov/expapi/verbs/${word}`, display: { 'en-US': word } });

export const activity = (path: string, name?: string) => ({
  objectType: 'Activity',
  id: `https://courses.example/${path}`,
  ...(name === undefined ? {} : { definition: { name: { 'en-US': name } } }),
});

/** A valid statement; what is given replaces what is usual. */
export function sample(parts: JsonObject = {}): JsonObject & { readonly id: string } {
  return { id: randomUUID(), actor: learner('a'), verb: verb('experienced'), object: activity('one'), ...parts };
}

export const batch = (statements: readonly JsonObject[]) =>
  ({ statements, version: '1.0.3', authority, define: true, attachments: [] }) as const;
