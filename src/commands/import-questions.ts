import path from 'node:path';
import { questionsFile } from '../exchange/questions/questions-file.js';
import { readQuestionsSource } from '../exchange/questions/read-questions-source.js';
import { moduleFor, sourceBytes, sourceRefused, tellNotes, writeNew } from './import-source.js';
import type { Io } from './io.js';
import { display, notKnown, plural, workshopOf } from './modules.js';
import { exitCodes, StopError } from './stop.js';

export interface QuestionsOptions {
  readonly module: string;
  readonly use: 'check' | 'assessment';
  readonly objective?: string;
  readonly out?: string;
  readonly modules?: string;
}

/**
 * `cpm import questions`: a file of another program as `questions/<name>.yaml`, whole or not at all. Every question that
 * is not taken and everything that changed on the way is told; exit 1 when a question was not taken.
 */
export async function importQuestions(io: Io, file: string, options: QuestionsOptions): Promise<void> {
  const workshop = workshopOf(io, options.modules);
  const module = await moduleFor(io, workshop, options.module);
  const objectives = (module.parts.objectives ?? []).map(({ id }) => id);
  if (options.objective !== undefined && !objectives.includes(options.objective))
    throw new StopError(notKnown('objective', options.objective, objectives), exitCodes.usage);
  const source = path.basename(file);
  const read = await readQuestionsSource(await sourceBytes(io, file), source).catch(sourceRefused);
  const made = questionsFile(read, {
    source,
    use: options.use,
    objectives,
    usedIds: new Set(module.questions.flatMap(({ id }) => id ?? [])),
    ...(options.objective === undefined ? {} : { objective: options.objective }),
  });
  tellNotes(io, made.notes);
  const isWhole = made.notes.every(({ severity }) => severity === 'warning');
  if (made.yaml === null)
    throw new StopError(
      `No question of ${source} (${read.format}) could be taken, so nothing was written.`,
      exitCodes.content,
    );
  const out =
    options.out === undefined
      ? path.join(workshop.modulesFolder, options.module, 'questions', fileName(source))
      : path.resolve(io.cwd, options.out);
  await writeNew(io, new Map([[out, made.yaml]]), 'name another file with --out.');
  io.out(
    `${display(io, out)} written: ${plural(made.taken, 'question')} from ${read.format}${made.refused > 0 ? `; ${made.refused} not taken, told above` : ''}.`,
  );
  io.out(`Fill in each "[To write: ...]" and each "to-choose"; npx cpm check ${options.module} lists them.`);
  if (options.use === 'check') {
    io.out(`Then place each on a page of a lesson: {% check "${made.ids[0] ?? ''}" /%}`);
  }
  if (!isWhole) io.exitWith(exitCodes.content);
}

/** A name that `questions/` takes, after the source's own. */
function fileName(source: string): string {
  const stem = source.replace(/\.[^.]*$/, '');
  const name = stem
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return `${name === '' ? 'imported' : name}.yaml`;
}
