import { rename } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { parsedJson } from '../xapi/json.js';
import { readIfThere, writeWhole } from './files.js';

const attemptShape = z.object({
  format: z.literal(1),
  module: z.string(),
  target: z.string(),
  /** UUID: binds the sessions of this attempt in xAPI and cmi5. */
  registration: z.string(),
  /** Milliseconds since the epoch. */
  startedAt: z.number(),
  /** SCORM's data by full element name (`cmi.core.lesson_status`); empty for cmi5 and xAPI, whose truth is in the record store. */
  cmi: z.record(z.string(), z.string()),
});

/** What the stand-in LMS keeps of one attempt of its learner at one package. */
export type Attempt = Readonly<z.infer<typeof attemptShape>>;

/** The attempts on disk: one file for the present attempt of each module and target, older ones beside it. */
export interface Attempts {
  load(module: string, target: string): Promise<Attempt | null>;
  /** Saves whole or not at all; saves of one attempt keep their order. */
  save(attempt: Attempt): Promise<void>;
  /** Puts the present attempt aside, so that the next launch begins a new one. */
  putAside(attempt: Attempt): Promise<void>;
}

/** @param folder made when it is missing */
export function openAttempts(folder: string): Attempts {
  const fileOf = (module: string, target: string) => path.join(folder, `${module}.${target}.json`);
  let writing: Promise<void> = Promise.resolve();
  const inOrder = (work: () => Promise<void>) => {
    const next = writing.then(work);
    writing = next.catch(() => undefined);
    return next;
  };
  return {
    async load(module, target) {
      await writing;
      const text = await readIfThere(fileOf(module, target));
      if (text === null) return null;
      const read = attemptShape.safeParse(parsedJson(text));
      // A file that was damaged by hand must not stop the launch: it is left beside for whoever wonders.
      if (!read.success) await rename(fileOf(module, target), `${fileOf(module, target)}.unreadable`);
      return read.success ? read.data : null;
    },
    save: (attempt) =>
      inOrder(() => writeWhole(fileOf(attempt.module, attempt.target), `${JSON.stringify(attempt)}\n`)),
    putAside: (attempt) =>
      inOrder(async () => {
        const file = fileOf(attempt.module, attempt.target);
        await rename(file, path.join(folder, `${attempt.module}.${attempt.target}.${attempt.registration}.json`)).catch(
          (error) => {
            if (error.code !== 'ENOENT') throw error;
          },
        );
      }),
  };
}
