import { LearnerUnreadable } from '../launch/learner.js';
import { FolderInUse } from '../lrs/sqlite/hold-folder.js';
import { DatabaseTooNew } from '../lrs/store.js';

/** What is kept in the data folder cannot be opened; `cause` says why. */
export class DataFolderRefused extends Error {
  constructor(override readonly cause: unknown) {
    super('The data folder cannot be used');
    this.name = 'DataFolderRefused';
  }

  /** What to do about it. */
  get hint(): string {
    if (this.cause instanceof LearnerUnreadable)
      return `bring ${this.cause.file} back from a copy; without it the learner, and all attempts, begin anew.`;
    if (this.cause instanceof FolderInUse)
      return 'end that one first, or name another folder with --data; several servers share one PostgreSQL (--database).';
    if (this.cause instanceof DatabaseTooNew) return 'start the newer program, or name another folder with --data.';
    return 'name another folder with --data.';
  }
}

/** Runs what opens something in the data folder. @throws DataFolderRefused */
export function inDataFolder<Opened>(open: Promise<Opened>): Promise<Opened> {
  return open.catch((cause: unknown) => {
    throw new DataFolderRefused(cause);
  });
}
