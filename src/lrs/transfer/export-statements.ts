import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { isObject } from '../../xapi/json.js';
import { attachmentHashes } from '../attachment-hashes.js';
import type { ForwardStore } from '../forward-store.js';
import type { SettingStore } from '../settings-store.js';
import { keysPerMillisecond, storedAt } from '../sql/tables.js';
import type { StatementStore } from '../store.js';
import { TransferRefused } from './transfer-refused.js';

/** Names of what lies in an export's folder. */
export const exportNames = {
  statements: 'statements.ndjson',
  attachments: 'attachments',
  state: 'export.json',
} as const;

/** How far an export is: what makes it go on where it was. */
const stateShape = z.object({
  format: z.literal(1),
  /** Which record store it is of: keys of another mean other statements. */
  store: z.string(),
  /** Place of the last statement written. */
  cursor: z.string().regex(/^\d+$/),
  statements: z.number(),
  /** Bytes of the statements' file that count: what lies behind was not finished. */
  bytes: z.number(),
  since: z.number().nullable(),
  until: z.number().nullable(),
  complete: z.boolean(),
  attachments: z.number(),
});

type State = z.infer<typeof stateShape>;

export interface ExportWish {
  /** Folder of the export: made when it is not there, gone on with when it is. */
  readonly folder: string;
  /** Stored after this time, milliseconds since the epoch; null: from the first. */
  readonly since: number | null;
  /** Stored at or before this time; null: up to now. */
  readonly until: number | null;
}

export interface ExportCount {
  readonly statements: number;
  readonly attachments: number;
  /** Statements that were there already from a run before. */
  readonly resumed: number;
}

const pageSize = 500;

/**
 * Writes statements in the order of storing, one JSON text a line, voided ones too, with their attached files beside.
 * Stopped at any moment, it goes on where it was when it is called again; called on a finished export, it adds what is new.
 * @param progress told the number of statements written so far
 * @throws TransferRefused when the folder holds something else, or an export of another period
 */
export async function exportStatements(
  store: Pick<ForwardStore, 'statementsAfter'> &
    Pick<StatementStore, 'attachments'> &
    Pick<SettingStore, 'settingOnce'>,
  wish: ExportWish,
  progress: (statements: number) => void,
): Promise<ExportCount> {
  await mkdir(path.join(wish.folder, exportNames.attachments), { recursive: true, mode: 0o700 });
  let state = await stateOf(wish, await store.settingOnce('store id', randomUUID()));
  const resumed = state.statements;
  const file = await open(path.join(wish.folder, exportNames.statements), 'a+', 0o600);
  try {
    // Lengthened, it would hold a gap of zeros that no import takes.
    if ((await file.stat()).size < state.bytes)
      throw new TransferRefused(
        `${path.join(wish.folder, exportNames.statements)} is shorter than the export that was written there`,
        'put it back, or name another folder.',
      );
    await file.truncate(state.bytes);
    for (;;) {
      const page = await store.statementsAfter(Number(state.cursor), pageSize);
      const wanted = page.filter((one) => wish.until === null || storedAt(one.key) <= wish.until);
      const lines = Buffer.from(wanted.map((one) => `${one.json}\n`).join(''));
      const files = await writeFiles(store, wish.folder, wanted);
      await file.write(lines, 0, lines.length, state.bytes);
      await file.sync();
      const last = wanted.at(-1);
      const complete = page.length < pageSize || wanted.length < page.length;
      state = {
        ...state,
        cursor: last === undefined ? state.cursor : String(last.key),
        statements: state.statements + wanted.length,
        bytes: state.bytes + lines.length,
        attachments: state.attachments + files,
        complete,
      };
      await saveState(wish.folder, state);
      progress(state.statements);
      if (complete) break;
    }
  } finally {
    await file.close();
  }
  return { statements: state.statements, attachments: state.attachments, resumed };
}

async function stateOf({ folder, since, until }: ExportWish, storeId: string): Promise<State> {
  const place = path.join(folder, exportNames.state);
  if (!existsSync(place)) {
    if (existsSync(path.join(folder, exportNames.statements)))
      throw new TransferRefused(
        `${folder} holds ${exportNames.statements} but no ${exportNames.state}`,
        'name another folder.',
      );
    return {
      format: 1,
      store: storeId,
      // since is exclusive: behind the last key of its millisecond.
      cursor: since === null ? '0' : String((Math.floor(since) + 1) * keysPerMillisecond - 1),
      statements: 0,
      bytes: 0,
      since,
      until,
      complete: false,
      attachments: 0,
    };
  }
  const read = stateShape.safeParse(jsonOf(await readFile(place, 'utf8')));
  if (!read.success) throw new TransferRefused(`${place} can't be read`, 'name another folder.');
  if (read.data.store !== storeId)
    throw new TransferRefused(`${folder} holds an export of another record store`, 'name another folder.');
  if (read.data.since !== since || read.data.until !== until)
    throw new TransferRefused(
      `${folder} holds an export of another period`,
      'name another folder, or the same --since and --until.',
    );
  return read.data;
}

/** Writes attached files that are not there yet, named by their hash. @returns how many */
async function writeFiles(
  store: Pick<StatementStore, 'attachments'>,
  folder: string,
  statements: readonly { readonly json: string }[],
): Promise<number> {
  const hashes = new Set(
    statements.flatMap(({ json }) => {
      if (!json.includes('"sha2"')) return [];
      const statement = jsonOf(json);
      return isObject(statement) ? attachmentHashes([statement]) : [];
    }),
  );
  let files = 0;
  // One at a time: a page may name hundreds of large files.
  for (const hash of hashes) {
    const place = path.join(folder, exportNames.attachments, hash);
    if (existsSync(place)) continue;
    const found = (await store.attachments([hash])).get(hash);
    if (!found) continue;
    await writeWhole(place, found.content);
    files++;
  }
  return files;
}

function saveState(folder: string, state: State): Promise<void> {
  return writeWhole(path.join(folder, exportNames.state), `${JSON.stringify(state)}\n`);
}

/** Writes a file whole or not at all. */
async function writeWhole(place: string, content: string | Uint8Array): Promise<void> {
  const part = `${place}.part`;
  const file = await open(part, 'w', 0o600);
  try {
    await file.writeFile(content);
    // Else a power cut may leave the new name with nothing in it.
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(part, place);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
