import { decodeText } from '../../decode-text.js';
import type { ImportNote } from '../note.js';
import { openZip } from '../open-zip.js';
import { readXmlTree } from '../read-xml-tree.js';
import { RefusedSource } from '../refused-source.js';
import { asQti2, qtiEdition } from './qti-tree.js';
import { readAiken } from './read-aiken.js';
import { isQuestionsTable, readCsv } from './read-csv.js';
import { readGift } from './read-gift.js';
import { readMoodleXml } from './read-moodle-xml.js';
import { readQtiItem } from './read-qti-item.js';
import { readQtiPackage } from './read-qti-package.js';
import type { ReadSource } from './read-question.js';

/**
 * Reads a file of questions in whatever format it is: told by what is in it, never by its name alone.
 * @param file its name, for messages
 * @throws RefusedSource when it is none of the formats, or harmful
 */
export async function readQuestionsSource(bytes: Uint8Array, file: string): Promise<ReadSource> {
  if (bytes.length === 0) throw new RefusedSource(`${file} is empty.`, 'export the questions again.');
  if (bytes.length > largest)
    throw new RefusedSource(`${file} is larger than 100 MB.`, 'export the questions in several files.');
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])) return readZipped(bytes, file);
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0]))
    throw new RefusedSource(
      `${file} is a file of an old Office program.`,
      'open it, and save a table as CSV (UTF-8), or a text as .docx for cpm import document.',
    );
  if (startsWith(bytes, [0x1f, 0x8b]))
    throw new RefusedSource(
      `${file} is a backup of a Moodle course, or another packed file.`,
      'in Moodle, open the question bank, choose Export, and take Moodle XML.',
    );
  const decoded = decodeText(bytes);
  if (decoded === null)
    throw new RefusedSource(`${file} is no text.`, `bring a file of one of these formats: ${formats}.`);
  const { text, encoding } = decoded;
  if (/^\s*<(?:[?!a-z])/i.test(text)) return readXml(bytes, text, file);
  const read = readText(text, file);
  return encoding === 'Windows-1252' ? { ...read, notes: [oldEncoding(file), ...read.notes] } : read;
}

const largest = 100 * 1024 * 1024;
const formats = 'GIFT, Aiken, Moodle XML, QTI 2.1, QTI 3, CSV';

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, index) => bytes[index] === byte);
}

async function readZipped(bytes: Uint8Array, file: string): Promise<ReadSource> {
  const files = await openZip(bytes, file);
  if (files.has('word/document.xml'))
    throw new RefusedSource(`${file} is a Word file.`, 'lessons come from it by cpm import document.');
  if (files.has('xl/workbook.xml'))
    throw new RefusedSource(`${file} is an Excel file.`, 'save the sheet as "CSV UTF-8" and bring that.');
  if (files.has('moodle_backup.xml'))
    throw new RefusedSource(
      `${file} is a backup of a Moodle course.`,
      'in Moodle, open the question bank, choose Export, and take Moodle XML.',
    );
  return readQtiPackage(files, file);
}

async function readXml(bytes: Uint8Array, text: string, file: string): Promise<ReadSource> {
  if (/^\s*(?:<!doctype html|<html)/i.test(text))
    throw new RefusedSource(`${file} is a web page.`, `export the questions in one of these formats: ${formats}.`);
  const root = await readXmlTree(bytes, file);
  if (root.name === 'quiz') return readMoodleXml(root, file);
  if (root.name === 'questestinterop')
    throw new RefusedSource(
      `${file} is QTI 1.2 (Canvas Classic Quizzes, older LMSs), which is not taken.`,
      'bring it into Moodle, or into Canvas as a New Quiz, and export Moodle XML or QTI 2.1 from there.',
    );
  const edition = qtiEdition(root);
  if (edition !== null && /test$/i.test(root.name))
    throw new RefusedSource(
      `${file} is a test whose questions lie in other files.`,
      'bring the whole package: the zip with imsmanifest.xml.',
    );
  if (edition !== null) return { format: edition, questions: [readQtiItem(asQti2(root), file)], notes: [] };
  throw new RefusedSource(
    `${file} is XML, and <${root.name.slice(0, 60)}> begins no format that is known.`,
    `export the questions in one of these formats: ${formats}.`,
  );
}

function readText(text: string, file: string): ReadSource {
  const answers = text.match(/^\s*ANSWERS?\s*[:.]\s*[A-Z]/gim)?.length ?? 0;
  const hasBraces = /(?<!\\)\{[^{}]*\}/.test(text);
  if (answers > 0 && /^\s*[A-Za-z][.)]\s/m.test(text) && !/^\s*::/m.test(text)) return readAiken(text, file);
  if (isQuestionsTable(text)) return readCsv(text, file);
  if (hasBraces || /^\s*(?:::|\$CATEGORY:)/m.test(text)) return readGift(text, file);
  throw new RefusedSource(
    `${file} is a text, but none that holds questions in a known format.`,
    `bring one of these formats: ${formats}; docs/import.md shows how each of them looks.`,
  );
}

function oldEncoding(file: string): ImportNote {
  return {
    severity: 'warning',
    code: 'import/encoding',
    place: file,
    message: 'The file is not saved as UTF-8; it was read as Windows-1252, as old Word and Excel files are.',
    hint: 'look at letters with accents, quotation marks and dashes once.',
  };
}
