import Libsql from 'libsql/promise';

/** A connection that writes beside this thread. */
export interface SqliteWriter {
  /**
   * Carries out a text in a transaction of its own.
   * @param textOf asked once nobody else can write; null for nothing after all
   * @returns false, with nothing written, when any of it failed or there was nothing
   */
  hasWritten(textOf: () => string | null): Promise<boolean>;
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
    async hasWritten(textOf) {
      const connection = database ?? (await opened());
      try {
        await connection.exec('begin immediate');
        const text = textOf();
        if (text !== null) {
          await connection.exec(`${text};\ncommit`);
          return true;
        }
      } catch {
        // A full disk, another program's lock, a known id: who asked goes another way, and meets it again.
      }
      // On a full disk SQLite rolls back by itself.
      if (isInTransaction(connection)) await connection.exec('rollback');
      return false;
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
