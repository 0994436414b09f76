/// <reference path="./webvtt-parser.d.ts" />
import { open } from 'node:fs/promises';
import { fault } from './fault.js';
import { type Folder, inside, topOf } from './files.js';
import type { LessonDefinition } from './module-definition.js';
import type { Reader } from './reader.js';

/** Looks into the media that pages show, where a wrong file would fail without a word: captions and documents. */
export async function checkMedia(reader: Reader, folder: Folder, lessons: readonly LessonDefinition[]): Promise<void> {
  const shown = lessons.flatMap((lesson) => lesson.pages.flatMap((page) => page.references));
  const names = new Set(
    shown.flatMap(({ kind, target }) => (kind === 'media' ? [target.replace(/^media\//, '')] : [])),
  );
  for (const name of [...names].sort()) {
    const file = inside(folder, name);
    if (/\.vtt$/i.test(name)) await checkCaptions(reader, file);
    if (/\.pdf$/i.test(name)) await checkDocument(reader, file);
  }
}

/** WebVTT: the signature, cues with their times, and that they follow each other (W3C WebVTT, section 4). */
async function checkCaptions(reader: Reader, file: Folder): Promise<void> {
  const source = await reader.read(file);
  if (source === null) return;
  // Late: few modules have captions.
  const { default: webvtt } = await import('webvtt-parser');
  const { cues, errors } = new webvtt.WebVTTParser().parse(source.text, 'captions');
  if (errors.some(({ line }) => line === 1)) {
    // It is another kind of file, and all else that is said of it is beside the point.
    reader.report(
      fault('media/captions', source.at(0), 'These captions do not begin with the line `WEBVTT`.', startHint),
    );
    return;
  }
  for (const { line, col, message } of errors) {
    const column = Math.min(Math.max(0, (col ?? 1) - 1), source.line(line - 1).length);
    const place = source.at(source.offset(line - 1, column));
    const said = message.replace(/\.$/, '');
    reader.report(fault('media/captions', place, `These captions cannot be read from here on: ${said}.`, cueHint));
  }
  if (errors.length === 0 && cues.length === 0) {
    reader.report(fault('media/captions', topOf(file.shownAs), 'This file holds no captions.', cueHint));
  }
}

const startHint =
  'begin the file with the line `WEBVTT` and an empty one; captions in the form SRT need that, and points in their times where they have commas';
const cueHint =
  'write each caption as a line such as `00:00:01.000 --> 00:00:04.000`, its words below, and an empty line';

async function checkDocument(reader: Reader, file: Folder): Promise<void> {
  const handle = await open(file.path);
  try {
    // The header may stand a little after the start (ISO 32000-1, annex H, note 13).
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(1024), 0, 1024, 0);
    if (buffer.subarray(0, bytesRead).includes('%PDF-')) return;
  } finally {
    await handle.close();
  }
  reader.report(
    fault(
      'media/kind',
      topOf(file.shownAs),
      'This file is named .pdf, but is none.',
      'save the document as PDF once more',
    ),
  );
}
