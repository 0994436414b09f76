import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { isPostgres, openStore } from '../lrs/open-store.js';
import { DatabaseTooNew, type RecordStore } from '../lrs/store.js';
import { workshopRoot } from '../workshop.js';
import type { Io } from './io.js';
import { display } from './modules.js';
import { exitCodes, StopError } from './stop.js';

/** Where a command finds the record store: `--data` and `--database`. */
export interface StoreOptions {
  readonly data?: string;
  readonly database?: string;
}

/**
 * Address of the record store: what the command line names, else what `cpm start` would take from the environment
 * (CPM_DATABASE, CPM_DATABASE_FILE, CPM_DATA), else the SQLite file in the clone's data folder.
 */
export function databaseOf(io: Io, { data, database }: StoreOptions): string {
  const address = database ?? (data === undefined ? databaseInEnvironment(io) : undefined);
  if (address) {
    if (isPostgres(address)) return address;
    throw new StopError(
      '--database (or CPM_DATABASE) must be the address of a PostgreSQL database.\nhint: postgres://user:password@host:5432/name; for SQLite name the folder with --data.',
      exitCodes.usage,
    );
  }
  const folder = data ?? (io.env.CPM_DATA || undefined);
  return path.join(
    folder === undefined ? path.join(fileURLToPath(workshopRoot), '.data') : path.resolve(io.cwd, folder),
    'records.sqlite',
  );
}

function databaseInEnvironment(io: Io): string | undefined {
  const { CPM_DATABASE: address, CPM_DATABASE_FILE: file } = io.env;
  if (address || !file) return address;
  try {
    return readFileSync(path.resolve(io.cwd, file), 'utf8').trim();
  } catch {
    throw new StopError(
      `CPM_DATABASE_FILE names ${file}, which can't be read.\nhint: name a file that this user may read.`,
      exitCodes.usage,
    );
  }
}

/** A store's address for people: without user and password. */
export function shownDatabase(io: Io, database: string): string {
  if (!isPostgres(database)) return display(io, database);
  if (!URL.canParse(database)) return 'the PostgreSQL database';
  const { host, pathname } = new URL(database);
  return `postgres://${host}${pathname}`;
}

/** Opens the record store of a command, runs the command with it and closes it. The store must be there already unless `create`. */
export async function withStore<Value>(
  io: Io,
  options: StoreOptions,
  run: (store: RecordStore) => Promise<Value>,
  create = false,
): Promise<Value> {
  const database = databaseOf(io, options);
  if (!isPostgres(database) && !create && !existsSync(database)) {
    throw new StopError(
      `There is no record store at ${display(io, database)}.\nhint: name its folder with --data, or its address with --database.`,
      exitCodes.environment,
    );
  }
  if (!isPostgres(database) && !existsSync(database))
    io.err(`note: there was no record store at ${display(io, database)}; a new one is made.`);
  const store = await openStore(database, Date.now).catch((error: unknown) => {
    throw storeRefused(io, database, error);
  });
  try {
    return await run(store);
  } finally {
    await store.close();
  }
}

/** Why a record store can't be opened, as a message for the person who called; never with a password. */
export function storeRefused(io: Io, database: string, error: unknown): StopError {
  const hint =
    error instanceof DatabaseTooNew
      ? 'use the newer program.'
      : isPostgres(database)
        ? 'check address, user and password, and that the server runs.'
        : 'name another folder with --data, or give permission to write there.';
  return new StopError(
    `The record store at ${shownDatabase(io, database)} can't be opened: ${reasonOf(error)}.\nhint: ${hint}`,
    exitCodes.environment,
  );
}

function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  return error instanceof Error ? error.message : String(error);
}
