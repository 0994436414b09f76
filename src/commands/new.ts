import { beginModule, ModuleExists } from '../authoring/begin-module.js';
import { draftModule, fewestObjectives, mostObjectives } from '../authoring/draft-module.js';
import { checkModules, moduleIds, practiceModelsOf, publisherOf, type Workshop } from '../pipeline.js';
import type { Io } from './io.js';
import { display, printDiagnostics, workshopOf } from './modules.js';
import { reason } from './reason.js';
import { exitCodes, StopError } from './stop.js';

export interface NewOptions {
  readonly title?: string;
  readonly audience?: readonly string[];
  readonly objective?: readonly string[];
  readonly edition?: string;
  readonly modules?: string;
}

/** `cpm new`: begins a module that builds as it is; asks on a terminal for what no flag says. */
export async function begin(io: Io, id: string, options: NewOptions): Promise<void> {
  const workshop = workshopOf(io, options.modules);
  await refuseId(io, workshop, id);
  const { editions } = await practiceModelsOf(workshop);
  const edition = options.edition ?? [...editions].sort().at(-1);
  if (edition === undefined || !editions.includes(edition))
    throw new StopError(
      `There is no edition "${edition ?? ''}" of the practice model.\nhint: known are ${editions.join(', ') || 'none'}.`,
      exitCodes.usage,
    );
  const asked = await answers(io, options);
  const files = draftModule({ ...asked, edition, contributor: (await publisherOf(workshop)) ?? asked.title });
  const folder = await beginModule(workshop.modulesFolder, id, files).catch((error: unknown) => {
    if (error instanceof ModuleExists) throw taken(io, error.folder);
    throw new StopError(
      `The module can't be written to ${display(io, workshop.modulesFolder)}: ${reason(error)}.`,
      exitCodes.environment,
    );
  });
  const checked = await checkModules(workshop, [id]);
  const { errors, warnings } = printErrors(io, checked);
  if (errors > 0) io.exitWith(exitCodes.content);
  io.out(`${display(io, folder)} is begun: ${files.size} files, which build as they are.`);
  io.out(`Your words go where they say "[To write: ...]"; npx cpm check ${id} lists those places (${warnings}).`);
  io.out(`Next: npm start, then play it. What you can write: modules/README.md.`);
}

/** Only faults: the advice on a draft is that it is a draft. */
function printErrors(io: Io, checked: Awaited<ReturnType<typeof checkModules>>): { errors: number; warnings: number } {
  const faults = checked.map((one) => ({
    ...one,
    diagnostics: one.diagnostics.filter(({ severity }) => severity === 'error'),
  }));
  const { errors } = printDiagnostics(io, faults);
  return { errors, warnings: checked.reduce((sum, one) => sum + one.diagnostics.length, 0) - errors };
}

async function refuseId(io: Io, workshop: Workshop, id: string): Promise<void> {
  if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(id) || id.length > 60)
    throw new StopError(
      `"${id}" is no module id.\nhint: write lower-case letters, digits and single hyphens, at most 60, for example ${asId(id)}.`,
      exitCodes.usage,
    );
  const known = await moduleIds(workshop).catch((error: unknown) => {
    throw new StopError(
      `There is no folder of modules at ${display(io, workshop.modulesFolder)} (${reason(error)}).\nhint: run cpm from the clone, or name the folder with --modules.`,
      exitCodes.environment,
    );
  });
  if (known.includes(id)) throw taken(io, `${workshop.modulesFolder}/${id}`);
}

function taken(io: Io, folder: string): StopError {
  return new StopError(
    `There is something at ${display(io, folder)} already.\nhint: choose another id; nothing was written.`,
    exitCodes.usage,
  );
}

/** What a person may have meant. */
function asId(text: string): string {
  const id = text
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  return id === '' ? 'clear-words' : id;
}

interface Answers {
  readonly title: string;
  readonly audience: readonly string[];
  readonly objectives: readonly string[];
}

async function answers(io: Io, { title, audience = [], objective = [] }: NewOptions): Promise<Answers> {
  const { ask } = io;
  if (ask === undefined && (title === undefined || audience.length === 0))
    throw new StopError(
      'A new module needs a title and an audience.\nhint: --title "Clear words" --audience "social workers" --objective "Put a letter into plain words"; on a terminal cpm new asks for them.',
      exitCodes.usage,
    );
  if (objective.length > mostObjectives)
    throw new StopError(
      `A module has at most ${mostObjectives} objectives; ${objective.length} were given.\nhint: two modules are easier to learn than one with ${objective.length} objectives.`,
      exitCodes.usage,
    );
  return {
    title: title ?? (await untilSaid(io, 'Title, as learners read it: ')),
    audience: audience.length > 0 ? audience : parts(await untilSaid(io, 'For whom (commas between): ')),
    objectives: objective.length > 0 || ask === undefined ? objective : await objectivesAsked(io),
  };
}

async function objectivesAsked(io: Io): Promise<string[]> {
  io.err(
    `What will learners be able to do afterwards? ${fewestObjectives} to ${mostObjectives}; Enter alone ends the list.`,
  );
  const said: string[] = [];
  while (said.length < mostObjectives) {
    const text = ((await io.ask?.(`  ${said.length + 1}. `)) ?? '').trim();
    if (text === '') break;
    said.push(text);
  }
  return said;
}

async function untilSaid(io: Io, question: string): Promise<string> {
  for (let tries = 0; tries < 5; tries++) {
    const text = ((await io.ask?.(question)) ?? '').trim();
    if (text !== '') return text;
  }
  throw new StopError('Nothing was said; nothing was written.', exitCodes.usage);
}

function parts(text: string): string[] {
  return text
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);
}
