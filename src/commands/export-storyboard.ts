import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Media } from '../model/module.js';
import type { GuidePicture } from '../storyboard/guide-content.js';
import { storyboard } from '../storyboard/storyboard.js';
import type { Io } from './io.js';
import { checkNamed, display, printDiagnostics, summary, workshopOf } from './modules.js';
import { reason } from './reason.js';
import { exitCodes, StopError } from './stop.js';

export interface StoryboardOptions {
  readonly out: string;
  readonly trainer?: true;
  readonly modules?: string;
}

/** `cpm export storyboard`: a module as a Word file. @param now the day that its footer says */
export async function exportStoryboard(io: Io, id: string, options: StoryboardOptions, now: Date): Promise<void> {
  if (!/\.docx$/i.test(options.out))
    throw new StopError(
      `"${options.out}" is no name of a Word file.\nhint: write one that ends in .docx, for example --out ${id}.docx.`,
      exitCodes.usage,
    );
  const checked = await checkNamed(io, workshopOf(io, options.modules), [id]);
  const module = checked[0]?.module;
  if (module === undefined) {
    io.err(summary(checked, printDiagnostics(io, checked)));
    throw new StopError(`${id} has faults, so it has no storyboard yet.`, exitCodes.content);
  }
  const pictures = new Map<string, GuidePicture>();
  for (const media of module.media) {
    const picture = await pictureOf(media);
    if (picture !== null) pictures.set(media.path, picture);
    else if (media.size !== null) io.err(`${media.path} can't stand in a Word file; its alt text stands in its place.`);
  }
  const bytes = await storyboard(module, { isTrainer: options.trainer === true, date: now, pictures });
  const out = path.resolve(io.cwd, options.out);
  await writeInPlace(out, bytes).catch((error: unknown) => {
    throw new StopError(
      `${display(io, out)} can't be written: ${reason(error)}.\nhint: name a file in a folder that exists, and close it in Word.`,
      exitCodes.environment,
    );
  });
  io.out(
    `${display(io, out)} written: ${options.trainer ? "trainer's guide, with all answers" : 'participant guide'}.`,
  );
}

/** Whole or not at all: a reader never finds half a guide, and an older one stays until the new one is there. */
async function writeInPlace(file: string, bytes: Uint8Array): Promise<void> {
  const scratch = path.join(path.dirname(file), `.${path.basename(file)}.new`);
  try {
    await writeFile(scratch, bytes);
    await rename(scratch, file);
  } catch (error) {
    await rm(scratch, { force: true });
    throw error;
  }
}

/** Null for what Word does not show (a film, a WebP). */
async function pictureOf({ source, size }: Media): Promise<GuidePicture | null> {
  const type = types[path.extname(source).toLowerCase()];
  if (type === undefined || size === null) return null;
  return { type, bytes: await readFile(source), ...size };
}

const types: Readonly<Record<string, GuidePicture['type']>> = {
  '.png': 'png',
  '.jpg': 'jpg',
  '.jpeg': 'jpg',
  '.svg': 'svg',
};
