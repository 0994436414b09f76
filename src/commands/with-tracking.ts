import { existsSync } from 'node:fs';
import path from 'node:path';
import { isPostgres } from '../lrs/open-store.js';
import { openTracking, type Tracking } from '../tracking/open-tracking.js';
import type { Io } from './io.js';
import { display } from './modules.js';
import { exitCodes, StopError } from './stop.js';
import { databaseOf, type StoreOptions, storeRefused } from './with-store.js';

/** Address of tracking: its tables in the PostgreSQL database of the record store, or a file beside the store's. */
export function trackingOf(io: Io, options: StoreOptions): string {
  const database = databaseOf(io, options);
  return isPostgres(database) ? database : path.join(path.dirname(database), 'tracking.sqlite');
}

/** Opens the tracking of a command, runs the command with it and closes it. The folder must be there already unless `create`. */
export async function withTracking<Value>(
  io: Io,
  options: StoreOptions,
  run: (tracking: Tracking) => Promise<Value>,
  create = false,
): Promise<Value> {
  const database = trackingOf(io, options);
  const folder = path.dirname(database);
  if (!isPostgres(database) && !create && !existsSync(folder))
    throw new StopError(
      `There is no data at ${display(io, folder)}.\nhint: name its folder with --data, or a database with --database.`,
      exitCodes.environment,
    );
  const tracking = await openTracking(database, Date.now).catch((error: unknown) => {
    throw storeRefused(io, database, error);
  });
  try {
    return await run(tracking);
  } finally {
    await tracking.close();
  }
}
