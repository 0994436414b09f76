import { isPostgres, openStore } from '../lrs/open-store.js';
import { DatabaseTooNew, type RecordStore } from '../lrs/store.js';

/** The database of the record store can't be opened. Says why and what to do, never with its password. */
export class DatabaseRefused extends Error {
  constructor(
    database: string,
    why: string,
    readonly hint: string,
  ) {
    super(`The database ${database} can't be used: ${why}`);
    this.name = 'DatabaseRefused';
  }
}

/**
 * Opens the record store in a PostgreSQL database, or passes the system's error on for a file.
 * @param database `postgres://…` or a file
 * @param lasting false for a file that goes with the server: the disk is not waited for
 * @throws DatabaseRefused for PostgreSQL
 */
export async function openRecords(database: string, now: () => number, lasting = true): Promise<RecordStore> {
  if (!isPostgres(database)) return openStore(database, now, lasting);
  return openStore(database, now).catch((error: unknown) => {
    const { why, hint } = reasonOf(error);
    throw new DatabaseRefused(shownDatabase(database), why, hint);
  });
}

/** A database's address as people may see it: without user name, password and parameters. */
export function shownDatabase(database: string): string {
  if (!URL.canParse(database)) return 'postgres://…';
  const { host, pathname } = new URL(database);
  return `postgres://${host}${pathname}`;
}

interface Reason {
  readonly why: string;
  readonly hint: string;
}

function reasonOf(error: unknown): Reason {
  if (error instanceof DatabaseTooNew)
    return { why: `${error.message}.`, hint: 'start the newer program, or name another database.' };
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const known = reasons[code];
  if (known) return known;
  // The store's own errors carry the driver's.
  if (error instanceof Error && error.cause !== undefined) return reasonOf(error.cause);
  if (error instanceof Error && /password|SASL|SCRAM/i.test(error.message)) return wrongPassword;
  if (error instanceof Error && /timeout|timed out/i.test(error.message)) return noAnswer;
  if (error instanceof Error && /certificate|SSL|TLS/i.test(error.message)) return notSecure;
  return {
    why: `it answered with ${code === '' ? 'an error that says no more' : `the error ${code}`}.`,
    hint: 'look into the log of the PostgreSQL server; it says what it refused.',
  };
}

const wrongPassword: Reason = {
  why: 'the user name or the password is wrong.',
  hint: 'set CPM_DATABASE to postgres://user:password@host:5432/database; special characters in the password are percent-encoded (@ is %40).',
};
const noAnswer: Reason = {
  why: 'nothing answers at that address.',
  hint: 'check host and port, that PostgreSQL runs, and that a firewall lets this machine through.',
};
const notSecure: Reason = {
  why: 'the encrypted connection could not be made.',
  hint: 'check the certificate of the PostgreSQL server and sslmode in the address (sslmode=require, or sslmode=disable on one machine).',
};
const noRight: Reason = {
  why: 'the user may not connect, or may not make tables there.',
  hint: 'let the user own the database: alter database NAME owner to USER.',
};
const comeLater: Reason = {
  why: 'PostgreSQL takes no connection now: it is starting, stopping or full.',
  hint: 'try again in a moment; if it stays so, raise max_connections.',
};

/** By the system's code or PostgreSQL's SQLSTATE. */
const reasons: Readonly<Record<string, Reason>> = {
  ECONNREFUSED: noAnswer,
  ECONNRESET: noAnswer,
  EHOSTUNREACH: noAnswer,
  ENETUNREACH: noAnswer,
  ETIMEDOUT: noAnswer,
  ENOTFOUND: { why: 'its host name is not known.', hint: 'check the host in the address.' },
  EAI_AGAIN: {
    why: 'its host name can not be looked up now.',
    hint: 'check the host in the address, and the network.',
  },
  '28P01': wrongPassword,
  '28000': noRight,
  '42501': noRight,
  '3D000': {
    why: 'there is no such database.',
    hint: 'make it first: createdb NAME; the tables are made at the first start.',
  },
  '25006': { why: 'it can only be read (a standby?).', hint: 'name the primary server.' },
  '53100': { why: 'its disk is full.', hint: 'make room on the PostgreSQL server.' },
  '53300': comeLater,
  '57P01': comeLater,
  '57P03': comeLater,
  '55P03': {
    why: 'another program holds it.',
    hint: 'see who does in pg_stat_activity; a migration may be under way.',
  },
};
