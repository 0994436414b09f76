import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { moduleIds, type Workshop } from '../pipeline.js';
import { readCsv, writeCsv } from '../translate/csv-file.js';
import { importTexts, isAccepted, oneLine } from '../translate/import-texts.js';
import { readXliff } from '../translate/read-xliff.js';
import type { ReadFile } from '../translate/translation-file.js';
import {
  curriculumName,
  type OpenTranslation,
  openCurriculum,
  openTranslation,
  stateOf,
} from '../translate/translation-texts.js';
import { writeTranslation } from '../translate/write-translation.js';
import { writeXliff } from '../translate/write-xliff.js';
import type { Io } from './io.js';
import { display, notKnown, plural, workshopOf } from './modules.js';
import { reason } from './reason.js';
import { exitCodes, StopError } from './stop.js';

interface Place {
  readonly modules?: string;
}

/** `cpm translate export`: the texts of a module for a translator, with the translations there are. */
export async function exportTranslation(
  io: Io,
  module: string,
  options: Place & { to: string; format?: 'xliff' | 'csv'; out: string; changed?: boolean },
): Promise<void> {
  const open = await opened(io, workshopOf(io, options.modules), module, options.to);
  const { translation, from } = open;
  const all = translation.pairs.map((pair) => ({ ...pair, state: stateOf(pair, translation) }));
  const texts = options.changed ? all.filter(({ state }) => state !== 'done') : all;
  const out = path.resolve(io.cwd, options.out);
  const format = options.format ?? (/\.csv$/i.test(out) ? 'csv' : 'xliff');
  const file = { module, from, to: options.to, texts };
  const count = (wanted: string) => all.filter(({ state }) => state === wanted).length;
  const about = `${count('new')} new, ${count('changed')} changed in the source since they were translated, ${count('done')} up to date`;
  if (texts.length === 0) {
    io.out(`Nothing to translate: ${about}.`);
    return;
  }
  const written = format === 'csv' ? writeCsv(file) : await writeXliff(file);
  await mkdir(path.dirname(out), { recursive: true })
    .then(() => writeFile(out, written))
    .catch(cantWriteTo(io, out));
  io.out(`${plural(texts.length, 'text')} written to ${display(io, out)} (${about}).`);
}

/** `cpm translate import`: puts a file that came back into the module, or refuses it whole. */
export async function importTranslation(io: Io, given: string, options: Place): Promise<void> {
  const file = path.resolve(io.cwd, given);
  const bytes = await readFile(file).catch((error: unknown) => {
    throw new StopError(`${display(io, file)} can't be read (${reason(error)}).`, exitCodes.environment);
  });
  const read: ReadFile = /\.csv$/i.test(file) ? readCsv(bytes.toString('utf8')) : await readXliff(bytes);
  const shown = display(io, file);
  const refuse = (problems: ReadFile['problems']): never => {
    const lines = [...problems]
      .sort((a, b) => a.line - b.line)
      .map(({ line, message }) => `${shown}:${line}  ${message}`);
    throw new StopError(
      `${lines.join('\n')}\nNothing was imported.\nhint: mend the file in the translator's tool, or export it again.`,
      exitCodes.content,
    );
  };
  if (read.value === null || read.problems.length > 0) return refuse(read.problems);
  const { module, to } = read.value;
  const workshop = workshopOf(io, options.modules);
  const open = await opened(io, workshop, module, to, (message) => refuse([{ line: 1, message }]));
  const imported = importTexts(open, read.value);
  if (imported.problems.length > 0) return refuse(imported.problems);
  for (const { line, key, file: name } of imported.skipped)
    io.err(`${shown}:${line}  not taken: the source of "${key}" in ${name} has changed since the export.`);
  const targets = new Map(
    [...imported.texts].flatMap(([pair, { target }]) => (target === null ? [] : [[pair, oneLine(target)] as const])),
  );
  const files = await writeTranslation(open, targets, (pair) =>
    isAccepted(pair, imported.texts.get(pair), open.translation),
  );
  await write(io, open, files);
  const kept = files.size === 0 ? 'no file changes' : `${plural(files.size, 'file')} written`;
  io.out(`${plural(targets.size, 'text')} of ${module} in "${to}": ${kept}.`);
  if (files.size > 0) io.out(`Next: npx cpm check${module === curriculumName ? '' : ` ${module}`}`);
}

/** `cpm translate accept`: every translation that there is counts as one of today's source. */
export async function acceptTranslation(io: Io, module: string, options: Place & { to: string }): Promise<void> {
  const workshop = workshopOf(io, options.modules);
  const open = await opened(io, workshop, module, options.to);
  const files = await writeTranslation(open, new Map(), () => true);
  await write(io, open, files);
  const count = open.translation.pairs.filter(({ target }) => target !== null).length;
  io.out(`${plural(count, 'translation')} of ${module} in "${options.to}" count as up to date.`);
}

async function write(io: Io, { folder }: OpenTranslation, files: ReadonlyMap<string, string>): Promise<void> {
  for (const [name, text] of files) {
    const file = path.join(folder, name);
    await writeFile(file, text).catch(cantWriteTo(io, file));
  }
}

async function opened(
  io: Io,
  workshop: Workshop,
  module: string,
  language: string,
  refuse: (message: string) => never = (message) => {
    throw new StopError(message, exitCodes.usage);
  },
): Promise<OpenTranslation> {
  const known = await moduleIds(workshop).catch((): readonly string[] => []);
  const isShared = module === curriculumName && !known.includes(module);
  if (!isShared && !known.includes(module)) return refuse(notKnown('module', module, known));
  if (!/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(language))
    return refuse(`"${language}" is no language: write a tag such as \`es\`.`);
  const folder = { path: workshop.modulesFolder, shownAs: display(io, workshop.modulesFolder) };
  const open = await (isShared ? openCurriculum(folder, language) : openTranslation(folder, module, language));
  const why = isShared
    ? 'no programme is in another language'
    : 'it is its own language, or its module.yaml is at fault';
  return open ?? refuse(`${module} can't be translated into "${language}": ${why}.`);
}

function cantWriteTo(io: Io, file: string): (error: unknown) => never {
  return (error) => {
    throw new StopError(`${display(io, file)} can't be written (${reason(error)}).`, exitCodes.environment);
  };
}
