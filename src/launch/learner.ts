import path from 'node:path';
import * as z from 'zod';
import { parsedJson } from '../xapi/json.js';
import { readIfThere, writeWhole } from './files.js';

/** A stand-in learner, known by an opaque account: the same for every module and target. */
export interface Learner {
  readonly account: { readonly homePage: string; readonly name: string };
  /** For the play page: `First learner`. */
  readonly label: string;
  /** In SCORM's form, "Last, First". */
  readonly scormName: string;
}

const stored = z.object({
  name: z.string().min(1).max(40),
  /** Accounts of the learners after the first. */
  more: z.array(z.string().min(1).max(40)).default([]),
});

/** The file that names the learners is damaged. */
export class LearnerUnreadable extends Error {
  constructor(readonly file: string) {
    super(`${file} names no learner`);
    this.name = 'LearnerUnreadable';
  }
}

const ranks = ['First', 'Second', 'Third'] as const;

/**
 * The three learners of this data folder, made on first use.
 * @param homePage where their accounts live (`<iriBase>learners`)
 * @param newName a fresh opaque name, at most 40 characters of `[A-Z0-9-]`
 * @throws LearnerUnreadable when the file is damaged: others in their place would have no past
 */
export async function loadLearners(
  folder: string,
  homePage: string,
  newName: () => string,
): Promise<readonly [Learner, ...Learner[]]> {
  const file = path.join(folder, 'learner.json');
  const kept = await readLearners(file);
  const name = kept?.name ?? newName();
  const more = [...(kept?.more ?? [])];
  while (more.length < ranks.length - 1) more.push(newName());
  if (more.length !== kept?.more.length) await writeWhole(file, `${JSON.stringify({ name, more })}\n`);
  return [
    learner(homePage, name, 0),
    ...more.slice(0, ranks.length - 1).map((one, i) => learner(homePage, one, i + 1)),
  ];
}

async function readLearners(file: string): Promise<z.infer<typeof stored> | null> {
  const text = await readIfThere(file);
  if (text === null) return null;
  const kept = stored.safeParse(parsedJson(text));
  if (!kept.success) throw new LearnerUnreadable(file);
  return kept.data;
}

function learner(homePage: string, name: string, index: number): Learner {
  const rank = ranks[index] ?? 'First';
  return {
    account: { homePage, name },
    label: `${rank} learner`,
    scormName: index === 0 ? 'Learner, Stand-in' : `Learner, ${rank} stand-in`,
  };
}

/** The learner as xAPI's actor. Every statement must carry exactly this (cmi5 9.2), so it has no name. */
export function actorOf({ account }: Pick<Learner, 'account'>): {
  readonly objectType: 'Agent';
  readonly account: Learner['account'];
} {
  return { objectType: 'Agent', account };
}
