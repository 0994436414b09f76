import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { lessonsOfDocx } from '../exchange/document/lessons-of-docx.js';
import { moduleFor, sourceBytes, sourceRefused, tellNotes, writeNew } from './import-source.js';
import type { Io } from './io.js';
import { display, plural, workshopOf } from './modules.js';
import { exitCodes } from './stop.js';

export interface DocumentOptions {
  readonly module: string;
  readonly modules?: string;
}

/**
 * `cpm import document`: a Word file as new lessons behind those of the module, with its pictures; all or nothing.
 * Everything that lessons cannot hold is told with its place; exit 1 when something of the document was not taken.
 */
export async function importDocument(io: Io, file: string, options: DocumentOptions): Promise<void> {
  const workshop = workshopOf(io, options.modules);
  const module = await moduleFor(io, workshop, options.module);
  const folder = path.join(workshop.modulesFolder, options.module);
  const lessonFiles = await readdir(path.join(folder, 'lessons')).catch(() => []);
  const numbers = lessonFiles.map((name) => Number(/^\d+/.exec(name)?.[0] ?? '0'));
  const made = await lessonsOfDocx(await sourceBytes(io, file), {
    source: path.basename(file),
    lessonIds: new Set(module.lessons.map(({ id }) => id)),
    pageIds: new Set(module.lessons.flatMap(({ pages }) => pages.map(({ id }) => id))),
    mediaNames: new Set(module.media.map(({ name }) => name)),
    firstNumber: Math.max(0, ...numbers) + 1,
  }).catch(sourceRefused);
  tellNotes(io, made.notes);
  const files = new Map([...made.files].map(([name, content]) => [path.join(folder, name), content]));
  await writeNew(io, files, 'rename or move that file.');
  for (const name of made.files.keys())
    if (name.startsWith('lessons/')) io.out(`${display(io, path.join(folder, name))} written.`);
  io.out(
    `${plural(made.lessons, 'lesson')} with ${plural(made.pages, 'page')} and ${plural(made.pictures, 'picture')} brought in from ${path.basename(file)}.`,
  );
  io.out(`Next: npx cpm check ${options.module}, which also says how many minutes the module takes now.`);
  if (made.notes.some(({ severity }) => severity === 'error')) io.exitWith(exitCodes.content);
}
