import path from 'node:path';
import * as z from 'zod';
import { parsedJson } from '../xapi/json.js';
import { readIfThere, writeWhole } from './files.js';

/** The one stand-in learner, known by an opaque account: the same for every module and target. */
export interface Learner {
  readonly account: { readonly homePage: string; readonly name: string };
}

const stored = z.object({ name: z.string().min(1).max(40) });

/** The file that names the learner is damaged. */
export class LearnerUnreadable extends Error {
  constructor(readonly file: string) {
    super(`${file} names no learner`);
    this.name = 'LearnerUnreadable';
  }
}

/**
 * The learner of this data folder, made on first use.
 * @param homePage where the account lives (`<iriBase>learners`)
 * @param newName a fresh opaque name, at most 40 characters of `[A-Z0-9-]`
 * @throws LearnerUnreadable when the file is damaged: another learner in its place would have no past
 */
export async function loadLearner(folder: string, homePage: string, newName: () => string): Promise<Learner> {
  const file = path.join(folder, 'learner.json');
  const text = await readIfThere(file);
  if (text !== null) {
    const kept = stored.safeParse(parsedJson(text));
    if (!kept.success) throw new LearnerUnreadable(file);
    return { account: { homePage, name: kept.data.name } };
  }
  const name = newName();
  await writeWhole(file, `${JSON.stringify({ name })}\n`);
  return { account: { homePage, name } };
}

/** The learner as xAPI's actor. Every statement must carry exactly this (cmi5 9.2), so it has no name. */
export function actorOf(learner: Learner): { readonly objectType: 'Agent'; readonly account: Learner['account'] } {
  return { objectType: 'Agent', account: learner.account };
}

/** The learner's name in SCORM's form, "Last, First". */
export const scormLearnerName = 'Learner, Stand-in';
