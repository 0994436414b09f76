import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Media, Module } from '../model/module.js';
import { engineOf, type Workshop } from '../pipeline.js';
import type { GuidePicture } from '../storyboard/guide-content.js';
import { type PrintedPicture, printedGuide } from '../storyboard/printed-guide.js';
import { type StoryboardWish, storyboard } from '../storyboard/storyboard.js';
import { NoBrowser } from '../verify/run/launch-chromium.js';
import { printPdf } from '../verify/run/print-pdf.js';
import { checkNamed } from './check-named.js';
import type { Io } from './io.js';
import { display, printDiagnostics, summary, workshopOf } from './modules.js';
import { reason } from './reason.js';
import { exitCodes, StopError } from './stop.js';

export interface StoryboardOptions {
  readonly out: string;
  readonly trainer?: true;
  readonly modules?: string;
}

/** `cpm export storyboard`: a module as a Word file or as a PDF. @param now the day that its footer says */
export async function exportStoryboard(io: Io, id: string, options: StoryboardOptions, now: Date): Promise<void> {
  const isPdf = /\.pdf$/i.test(options.out);
  if (!isPdf && !/\.docx$/i.test(options.out))
    throw new StopError(
      `"${options.out}" is no name of a Word file or a PDF.\nhint: write one that ends in .docx or .pdf, for example --out ${id}.docx.`,
      exitCodes.usage,
    );
  const workshop = workshopOf(io, options.modules);
  const checked = await checkNamed(io, workshop, [id]);
  const module = checked[0]?.module;
  if (module === undefined) {
    io.err(summary(checked, printDiagnostics(io, checked)));
    throw new StopError(`${id} has faults, so it has no storyboard yet.`, exitCodes.content);
  }
  const wish = { isTrainer: options.trainer === true, date: now };
  const bytes = isPdf ? await pdfOf(module, wish, workshop) : await wordOf(io, module, wish);
  const out = path.resolve(io.cwd, options.out);
  await writeInPlace(out, bytes).catch((error: unknown) => {
    throw new StopError(
      `${display(io, out)} can't be written: ${reason(error)}.\nhint: name a file in a folder that exists, and close it where it is open.`,
      exitCodes.environment,
    );
  });
  io.out(
    `${display(io, out)} written: ${options.trainer ? "trainer's guide, with all answers" : 'participant guide'}.`,
  );
}

type Wish = Pick<StoryboardWish, 'isTrainer' | 'date'>;

async function wordOf(io: Io, module: Module, wish: Wish): Promise<Uint8Array> {
  const pictures = new Map<string, GuidePicture>();
  for (const media of module.media) {
    const picture = await pictureOf(media);
    if (picture !== null) pictures.set(media.path, picture);
    else if (media.size !== null) io.err(`${media.path} can't stand in a Word file; its alt text stands in its place.`);
  }
  return storyboard(module, { ...wish, pictures });
}

async function pdfOf(module: Module, wish: Wish, workshop: Workshop): Promise<Uint8Array> {
  const pictures = new Map<string, PrintedPicture>();
  for (const { source, path: name, size } of module.media) {
    const mediaType = mediaTypes[path.extname(source).toLowerCase()];
    if (mediaType !== undefined && size !== null)
      pictures.set(name, { mediaType, bytes: await readFile(source), ...size });
  }
  const styles = await readFile(path.join(workshop.root, 'templates/css/storyboard.css'), 'utf8');
  const { page, foot } = await printedGuide(module, { ...wish, pictures }, engineOf(workshop), styles);
  return printPdf(page, foot).catch((error: unknown) => {
    if (!(error instanceof NoBrowser)) throw error;
    throw new StopError(
      `The browser that prints does not start: ${reason(error.cause)}.\nhint: write a Word file instead, with --out ${module.id}.docx.`,
      exitCodes.environment,
    );
  });
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

/** What a browser shows besides. */
const mediaTypes: Readonly<Record<string, string>> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.svg': 'image/svg+xml',
  '.webp': 'image/webp',
};
