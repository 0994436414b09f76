import path from 'node:path';
import { backUp, type DataPlace } from '../backup/back-up.js';
import type { BackupCount } from '../backup/backup-count.js';
import { BackupRefused } from '../backup/backup-refused.js';
import { restore } from '../backup/restore.js';
import { DatabaseFull } from '../lrs/store.js';
import { everySecond } from './every-second.js';
import type { Io } from './io.js';
import { display, plural } from './modules.js';
import { exitCodes, StopError } from './stop.js';
import { databaseOf, type StoreOptions, shownDatabase, storeRefused } from './with-store.js';
import { trackingDatabaseOf } from './with-tracking.js';

/** `cpm backup`: one moment of everything that is kept, in one file. */
export async function backupVerb(io: Io, file: string, options: StoreOptions): Promise<void> {
  const to = path.resolve(io.cwd, file);
  const { place, progress } = asked(io, options);
  const count = await refused(io, place, display(io, to), backUp(place, to, Date.now, progress));
  io.out(
    `${display(io, to)}: ${listed(count)}, with credentials and settings. It names people: keep it like the data itself.`,
  );
}

/** `cpm restore`: a backup into an empty folder or database. */
export async function restoreVerb(io: Io, file: string, options: StoreOptions): Promise<void> {
  const { place, progress } = asked(io, options);
  const count = await refused(
    io,
    place,
    shownDatabase(io, place.records),
    restore(path.resolve(io.cwd, file), place, Date.now, progress),
  );
  io.out(`${listed(count)} restored to ${shownDatabase(io, place.records)}.`);
}

function asked(io: Io, options: StoreOptions) {
  const progress = everySecond(io);
  return {
    place: { records: databaseOf(io, options), tracking: trackingDatabaseOf(io, options) },
    progress: (table: string, rows: number) => progress(`${table}: ${plural(rows, 'row')}`),
  };
}

function listed(count: BackupCount): string {
  return [
    plural(count.statements, 'statement'),
    plural(count.documents, 'document'),
    count.people === 1 ? '1 person' : `${count.people} people`,
    plural(count.achievements, 'achievement'),
    plural(count.certificates, 'certificate'),
    plural(count.users, 'user'),
  ].join(', ');
}

/** @param to what is written, for who has to make room */
async function refused<Value>(io: Io, place: DataPlace, to: string, work: Promise<Value>): Promise<Value> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof BackupRefused)
      throw new StopError(`${error.message}.\nhint: ${error.hint}`, exitCodes.content);
    if (error instanceof DatabaseFull || (error instanceof Error && 'code' in error && error.code === 'ENOSPC'))
      throw new StopError(
        `${to} can't be written: the disk is full. Nothing is left of it.\nhint: make room there, or name a place on another disk.`,
        exitCodes.environment,
      );
    throw storeRefused(io, place.records, error);
  }
}
