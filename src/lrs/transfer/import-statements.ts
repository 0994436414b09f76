import { createHash } from 'node:crypto';
import { createReadStream, existsSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { isObject, type JsonObject, textAt } from '../../xapi/json.js';
import type { Fault, XapiVersion } from '../../xapi/validate/check.js';
import { validateStatement } from '../../xapi/validate/statement.js';
import { attachmentsOf } from '../attachment-hashes.js';
import { checkedJson } from '../http/checked-json.js';
import { type Attachment, StatementConflict, type StatementStore } from '../store.js';
import type { UpkeepStore } from '../upkeep-store.js';
import { exportNames } from './export-statements.js';
import { TransferRefused } from './transfer-refused.js';

/** What keeps a line from being imported. */
export interface LineFault {
  /** From 1. */
  readonly line: number;
  readonly message: string;
}

export interface ImportCount {
  readonly statements: number;
  /** Lines that a run before had imported. */
  readonly resumed: number;
  /** Lines left out: another statement is stored under the id. */
  readonly conflicts: readonly LineFault[];
}

export interface ImportWish {
  /** Folder of an export, or a file with one statement a line. */
  readonly from: string;
  /** What is written as authority where a statement names none. */
  readonly authority: JsonObject;
}

type Target = Pick<StatementStore, 'insert' | 'attachments'> & Pick<UpkeepStore, 'mark' | 'moveMark'>;

const batchSize = 200;
const mostFaults = 50;

/**
 * Reads statements, one JSON text a line, into a record store. First all lines are looked at: with a fault in any of them
 * nothing is stored. Statements keep their id, timestamp and authority; `stored` is the time of the import
 * (xAPI 1.0.3 Data 2.4.8). Stopped at any moment, it goes on where it was when it is called again.
 * @param progress told what is done and of how many lines
 * @throws TransferRefused with every fault (the first 50)
 */
export async function importStatements(
  store: Target,
  { from, authority }: ImportWish,
  progress: (what: 'checking' | 'storing', lines: number) => void,
): Promise<ImportCount> {
  const file = existsSync(path.join(from, exportNames.statements)) ? path.join(from, exportNames.statements) : from;
  if (!existsSync(file) || statSync(file).isDirectory())
    throw new TransferRefused(`There is nothing to import at ${from}`, 'name the folder that cpm lrs export wrote.');
  const folder = path.join(path.dirname(file), exportNames.attachments);
  const { lines, digest } = await checked(store, file, folder, progress);
  const mark = `import ${digest}`;
  const resumed = await store.mark(mark);
  const conflicts: LineFault[] = [];
  let waiting: Line[] = [];
  let done = resumed;
  const flush = async () => {
    if (waiting.length === 0) return;
    conflicts.push(...(await storeLines(store, folder, waiting, authority)));
    done = waiting.at(-1)?.line ?? done;
    waiting = [];
    await store.moveMark(mark, done);
    progress('storing', done);
  };
  for await (const one of linesOf(file)) {
    if (one.line <= resumed || isBlank(one.bytes)) continue;
    const { value: statement } = checkedJson(one.bytes);
    if (!isObject(statement)) continue;
    const version = versionOf(statement);
    const id = idOf(statement);
    // A store compares what it is given with what it has, not with what comes in the same request.
    const isRepeated = waiting.some((other) => other.id === id);
    if (waiting.length >= batchSize || isRepeated || (waiting[0] && waiting[0].version !== version)) await flush();
    waiting.push({ line: one.line, id, statement, version });
  }
  await flush();
  return { statements: lines - conflicts.length, resumed, conflicts };
}

interface Line {
  readonly line: number;
  readonly id: string | undefined;
  readonly statement: JsonObject;
  readonly version: XapiVersion;
}

async function storeLines(
  store: Target,
  folder: string,
  lines: readonly Line[],
  authority: JsonObject,
): Promise<LineFault[]> {
  try {
    await insert(store, folder, lines, authority);
    return [];
  } catch (error) {
    if (!(error instanceof StatementConflict)) throw error;
    const [only] = lines;
    if (lines.length === 1 && only) return [{ line: only.line, message: error.message }];
  }
  const conflicts: LineFault[] = [];
  for (const line of lines) conflicts.push(...(await storeLines(store, folder, [line], authority)));
  return conflicts;
}

async function insert(store: Target, folder: string, lines: readonly Line[], authority: JsonObject): Promise<void> {
  const statements = lines.map((one) => one.statement);
  await store.insert({
    statements,
    version: lines[0]?.version ?? '1.0.3',
    authority,
    keepAuthority: true,
    define: true,
    attachments: await filesOf(folder, statements),
  });
}

async function filesOf(folder: string, statements: readonly JsonObject[]): Promise<Attachment[]> {
  const files = new Map<string, Attachment>();
  for (const statement of statements) {
    for (const [, one] of attachmentsOf(statement, '$')) {
      const sha2 = textAt(one, 'sha2')?.toLowerCase() ?? '';
      const place = path.join(folder, sha2);
      if (files.has(sha2) || !isHash(sha2) || !existsSync(place)) continue;
      const contentType = textAt(one, 'contentType') ?? 'application/octet-stream';
      files.set(sha2, { sha2, contentType, content: await readFile(place) });
    }
  }
  return [...files.values()];
}

async function checked(
  store: Target,
  file: string,
  folder: string,
  progress: (what: 'checking' | 'storing', lines: number) => void,
): Promise<{ lines: number; digest: string }> {
  const digest = createHash('sha256');
  const faults: LineFault[] = [];
  const sound = new Set<string>();
  let lines = 0;
  for await (const { line, bytes } of linesOf(file)) {
    digest.update(bytes).update('\n');
    if (isBlank(bytes)) continue;
    lines++;
    const { statement, faults: found } = readLine(bytes);
    if (statement) found.push(...(await fileFaults(store, folder, statement, sound)));
    faults.push(...found.map((message) => ({ line, message })));
    if (lines % 1000 === 0) progress('checking', lines);
  }
  if (faults.length > 0) {
    const shown = faults.slice(0, mostFaults).map((one) => `${file}:${one.line} ${one.message}`);
    const more = faults.length > shown.length ? [`and ${faults.length - shown.length} more`] : [];
    throw new TransferRefused(
      [`Nothing was imported: ${faults.length} faults`, ...shown, ...more].join('\n'),
      'mend these lines, or export again.',
    );
  }
  return { lines, digest: digest.digest('hex') };
}

/** A line as strictly as the record store's door reads a body. */
function readLine(bytes: Buffer): { statement: JsonObject | undefined; faults: string[] } {
  const said = ({ path: at, message }: Fault) => `${at} ${message}`;
  const { value, faults } = checkedJson(bytes);
  if (!isObject(value))
    return { statement: undefined, faults: [['is no JSON object', ...faults.slice(0, 1).map(said)].join(': ')] };
  const found = [...faults, ...validateStatement(value, versionOf(value), '$')].map(said);
  if (idOf(value) === undefined) found.push('$.id is missing: without it a repeated import would store it twice');
  return { statement: value, faults: found };
}

/** Attached files that are neither in the folder nor in the store, or are other than their hash says. */
async function fileFaults(store: Target, folder: string, statement: JsonObject, sound: Set<string>): Promise<string[]> {
  const faults: string[] = [];
  for (const [at, one] of attachmentsOf(statement, '$')) {
    const sha2 = textAt(one, 'sha2')?.toLowerCase() ?? '';
    if (sound.has(sha2) || !isHash(sha2)) continue;
    const place = path.join(folder, sha2);
    if (existsSync(place)) {
      const algorithm = `sha${(sha2.length / 2) * 8}`;
      const right =
        createHash(algorithm)
          .update(await readFile(place))
          .digest('hex') === sha2;
      if (right) sound.add(sha2);
      else faults.push(`${at} the file ${place} has another SHA-2 hash`);
    } else if (textAt(one, 'fileUrl') === undefined && !(await store.attachments([sha2])).has(sha2)) {
      faults.push(`${at} the file ${place} is missing`);
    } else {
      sound.add(sha2);
    }
  }
  return faults;
}

/** SHA-2 in hexadecimal: also what makes it safe as a file's name. */
function isHash(text: string): boolean {
  return /^[0-9a-f]+$/.test(text) && [56, 64, 96, 128].includes(text.length);
}

/** The bytes of each line: read as text, wrong ones would be replaced in silence. */
async function* linesOf(file: string): AsyncGenerator<{ line: number; bytes: Buffer }> {
  let line = 0;
  const reader = createInterface({ input: createReadStream(file, 'latin1'), crlfDelay: Number.POSITIVE_INFINITY });
  for await (const text of reader) yield { line: ++line, bytes: Buffer.from(text, 'latin1') };
}

function isBlank(line: Buffer): boolean {
  return line.toString('latin1').trim() === '';
}

function idOf(statement: JsonObject): string | undefined {
  return textAt(statement, 'id')?.toLowerCase();
}

function versionOf(statement: JsonObject): XapiVersion {
  return textAt(statement, 'version')?.startsWith('2.') ? '2.0.0' : '1.0.3';
}
