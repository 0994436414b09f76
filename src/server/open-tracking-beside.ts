import path from 'node:path';
import { isPostgres } from '../lrs/open-store.js';
import { openTracking, type Tracking } from '../tracking/open-tracking.js';
import { inDataFolder } from './data-folder.js';

/**
 * Opens tracking where the record store is: in the same PostgreSQL database, or in a file beside its own.
 * @param database of the record store; undefined for SQLite in the data folder
 * @throws DataFolderRefused, DatabaseTooNew, DatabaseUnavailable
 */
export function openTrackingBeside(
  database: string | undefined,
  dataFolder: string,
  now: () => number,
): Promise<Tracking> {
  if (database !== undefined && isPostgres(database)) return openTracking(database, now);
  return inDataFolder(openTracking(path.join(dataFolder, 'tracking.sqlite'), now));
}
