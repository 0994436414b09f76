import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { parsedJson } from '../xapi/json.js';
import { readIfThere, writeWhole } from './files.js';

const cmi = z.record(z.string(), z.string());
const verdictShape = z.object({
  status: z.string(),
  score: z.string(),
  time: z.string(),
  interactions: z.number(),
  isDone: z.boolean(),
});

const attemptShape = z.object({
  format: z.literal(2),
  /** Name of the learner's account. */
  learner: z.string(),
  module: z.string(),
  target: z.string(),
  /** Id of what is launched, as the manifest has it. */
  unit: z.string(),
  /** UUID: binds the sessions of this attempt in xAPI and cmi5. */
  registration: z.uuid(),
  /** Milliseconds since the epoch, as all times here. */
  startedAt: z.number(),
  launchedAt: z.number(),
  /** How often it was launched. */
  sessions: z.number(),
  /** SCORM's data by full element name (`cmi.core.lesson_status`); empty for cmi5 and xAPI, whose truth is in the record store. */
  cmi,
  /** As this server saw it last; null before the first launch told. */
  verdict: verdictShape.nullable(),
  /** By unit, where one attempt goes on at several (cmi5): what it came to at each. */
  verdicts: z.record(z.string(), verdictShape).default({}),
});

/** As attempts were kept while there was one learner: two in a folder with those of all packages. */
const firstFormat = z.object({
  format: z.literal(1),
  module: z.string(),
  target: z.string(),
  registration: z.uuid(),
  startedAt: z.number(),
  cmi,
});

/** What the stand-in LMS keeps of one attempt of a learner at one unit of a package. */
export type Attempt = Readonly<z.infer<typeof attemptShape>>;

/** Where an attempt is kept. */
export type AttemptPlace = Pick<Attempt, 'module' | 'target' | 'registration'>;

/** The attempts on disk, a file each, below a folder for each package. */
export interface Attempts {
  /** The attempts at a package, the one launched last first. */
  list(module: string, target: string): Promise<readonly Attempt[]>;
  add(attempt: Attempt): Promise<void>;
  /**
   * Saves what comes out, whole or not at all; changes keep their order.
   * @returns false, and nothing is kept, when the attempt was removed
   */
  change(place: AttemptPlace, change: (kept: Attempt) => Attempt): Promise<boolean>;
  remove(place: AttemptPlace): Promise<void>;
  /** Resolves when nothing is written any more. */
  settled(): Promise<void>;
}

/**
 * @param folder made when it is missing
 * @param firstLearner whose the attempts are that were kept while there was one learner
 * @param lasting false when the folder goes with the program
 */
export function openAttempts(folder: string, firstLearner: string, lasting = true): Attempts {
  const below = (module: string, target: string) => path.join(folder, `${module}.${target}`);
  const fileOf = ({ module, target, registration }: AttemptPlace) =>
    path.join(below(module, target), `${registration}.json`);
  const write = (attempt: Attempt) => writeWhole(fileOf(attempt), `${JSON.stringify(attempt)}\n`, lasting);
  let working: Promise<unknown> = Promise.resolve();
  const inOrder = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const next = working.then(work);
    working = next.catch(() => undefined);
    return next;
  };
  return {
    list: (module, target) =>
      inOrder(async () => {
        await moveFirstFormat(folder, module, target, firstLearner, write);
        const names = (await namesIn(below(module, target))).filter((name) => name.endsWith('.json'));
        const found = await Promise.all(names.map((name) => readAttempt(path.join(below(module, target), name))));
        return found.flatMap((one) => one ?? []).sort((a, b) => b.launchedAt - a.launchedAt);
      }),
    add: (attempt) => inOrder(() => write(attempt)),
    change: (place, change) =>
      inOrder(async () => {
        const kept = await readAttempt(fileOf(place));
        if (kept) await write(change(kept));
        return kept !== null;
      }),
    remove: (place) => inOrder(() => rm(fileOf(place), { force: true })),
    settled: () => inOrder(async () => undefined),
  };
}

/** The attempt in a file; null when there is none, or none to be understood. */
async function readAttempt(file: string): Promise<Attempt | null> {
  const text = await readIfThere(file);
  if (text === null) return null;
  const read = attemptShape.safeParse(parsedJson(text));
  // A file that was damaged by hand must not stop the launch: it is left beside for whoever wonders.
  if (!read.success) await rename(file, `${file}.unreadable`);
  return read.success ? read.data : null;
}

async function namesIn(folder: string): Promise<readonly string[]> {
  await mkdir(folder, { recursive: true });
  return readdir(folder);
}

async function moveFirstFormat(
  folder: string,
  module: string,
  target: string,
  learner: string,
  write: (attempt: Attempt) => Promise<void>,
): Promise<void> {
  for (const name of await namesIn(folder)) {
    if (!name.startsWith(`${module}.${target}.`) || !name.endsWith('.json')) continue;
    const file = path.join(folder, name);
    const read = firstFormat.safeParse(parsedJson((await readIfThere(file)) ?? ''));
    if (!read.success || read.data.module !== module || read.data.target !== target) continue;
    // The present one carried no registration in its name; it was launched after all others.
    const { startedAt } = read.data;
    await write({
      ...read.data,
      format: 2,
      learner,
      unit: '',
      launchedAt: startedAt,
      sessions: 1,
      verdict: null,
      verdicts: {},
    });
    await rm(file);
  }
}
