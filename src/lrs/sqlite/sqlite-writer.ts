import Libsql from 'libsql/promise';

/** A connection that writes beside this thread. */
export interface SqliteWriter {
  /**
   * Carries out a text that begins and commits a transaction.
   * @returns false, with nothing written, when any of it failed
   */
  hasWritten(text: string): Promise<boolean>;
  close(): void;
}

/** @param settings SQL that is carried out once, before anything else; the connection is made when it is first needed */
export function sqliteWriter(file: string, settings: string): SqliteWriter {
  let database: Libsql | undefined;
  const opened = async (): Promise<Libsql> => {
    const made = new Libsql(file, {});
    await made.exec(settings);
    database = made;
    return made;
  };
  return {
    async hasWritten(text) {
      const connection = database ?? (await opened());
      try {
        await connection.exec(text);
        return true;
      } catch {
        // On a full disk SQLite rolls back by itself.
        if (isInTransaction(connection)) await connection.exec('rollback');
        return false;
      }
    },
    close() {
      database?.close();
      database = undefined;
    },
  };
}

/** The library's types leave it out. */
function isInTransaction(connection: Libsql): boolean {
  return 'inTransaction' in connection && connection.inTransaction === true;
}
