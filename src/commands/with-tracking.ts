import { existsSync } from 'node:fs';
import path from 'node:path';
import { isPostgres } from '../lrs/open-store.js';
import { checkCurriculum } from '../pipeline/check-curriculum.js';
import type { Curriculum } from '../tracking/curriculum.js';
import { openTracking, type Tracking } from '../tracking/open-tracking.js';
import { FileRefused, faultLines } from '../tracking/people/file-refused.js';
import type { Io } from './io.js';
import { display, printDiagnostics, workshopOf } from './modules.js';
import { exitCodes, StopError } from './stop.js';
import { databaseOf, type StoreOptions, storeRefused } from './with-store.js';

/** Where a command finds tracking and what it follows: `--data`, `--database`, `--modules`. */
export interface TrackingOptions extends StoreOptions {
  readonly modules?: string;
}

/** The database of tracking: the record store's own on PostgreSQL, else a file beside it. */
export function trackingDatabaseOf(io: Io, options: StoreOptions): string {
  const database = databaseOf(io, options);
  return isPostgres(database) ? database : path.join(path.dirname(database), 'tracking.sqlite');
}

/**
 * Opens tracking, runs a command with it and closes it.
 * @param create whether a folder without it gets one; else that ends the command
 */
export async function withTracking<Value>(
  io: Io,
  options: StoreOptions,
  run: (tracking: Tracking) => Promise<Value>,
  create = false,
): Promise<Value> {
  const database = trackingDatabaseOf(io, options);
  if (!isPostgres(database) && !create && !existsSync(database))
    throw new StopError(
      `There is nobody yet: no roster was imported at ${display(io, path.dirname(database))}.\nhint: cpm roster import FILE.csv, or name another folder with --data.`,
      exitCodes.environment,
    );
  // A folder that was mistyped would be filled without a word.
  if (!isPostgres(database) && !existsSync(database))
    io.err(`note: nobody was kept at ${display(io, database)} yet; a new file is made.`);
  const tracking = await openTracking(database, Date.now).catch((error: unknown) => {
    throw storeRefused(io, database, error);
  });
  try {
    return await run(tracking);
  } finally {
    await tracking.close();
  }
}

/** Requirements and organizations of the modules; what is wrong with them ends the command. */
export async function curriculumOf(io: Io, options: TrackingOptions): Promise<Curriculum> {
  const checked = await checkCurriculum(workshopOf(io, options.modules));
  if (checked.curriculum !== null && checked.diagnostics.every(({ severity }) => severity === 'warning'))
    return checked.curriculum;
  printDiagnostics(io, [checked]);
  throw new StopError(
    'The requirements are at fault; nothing was changed.\nhint: cpm check says all.',
    exitCodes.content,
  );
}

/** Reads a file, or ends the command with all that is wrong with it. */
export function refusing<Value>(io: Io, read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    for (const line of faultLines(error)) io.err(line);
    const count = error.faults.length;
    throw new StopError(
      `${error.file} is refused: ${count === 1 ? '1 fault' : `${count} faults`}. Nothing was changed.`,
      exitCodes.content,
    );
  }
}
