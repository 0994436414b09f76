import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { DatabaseUnavailable } from '../store.js';
import { libsqlDatabase } from './libsql-database.js';

/** Another running server keeps its data in the folder. */
export class FolderInUse extends Error {
  constructor(folder: string) {
    super(`another server that runs keeps its data in ${folder}`);
    this.name = 'FolderInUse';
  }
}

/**
 * Makes a folder one server's own while it runs. The lock is the operating system's (held through SQLite), so a program
 * that was killed holds nothing. Commands beside a server don't ask for it.
 * @returns lets go of the folder
 * @throws FolderInUse
 */
export function holdFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const lock = libsqlDatabase(path.join(folder, 'server.lock'));
  try {
    lock.exec('pragma busy_timeout = 250');
    lock.exec('begin exclusive');
  } catch (error) {
    lock.close();
    throw error instanceof DatabaseUnavailable ? new FolderInUse(folder) : error;
  }
  return () => lock.close();
}
