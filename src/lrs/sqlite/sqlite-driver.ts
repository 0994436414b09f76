import { CompiledQuery, type DatabaseConnection, type Driver, type QueryResult } from 'kysely';
import pRetry from 'p-retry';
import { DatabaseUnavailable } from '../store.js';
import type { LibsqlDatabase } from './libsql-database.js';

/**
 * Kysely's driver over the one connection to a SQLite file: who has begun a transaction has the connection alone, all
 * else is one call. libsql answers while the program stands still, so a write that finds the file's lock taken by another
 * program does not wait there: it lets go of the connection, which others read by meanwhile, and asks again after a while.
 * @param patience milliseconds until it says `DatabaseUnavailable('waited')`, with nothing changed
 */
export function sqliteDriver(database: LibsqlDatabase, patience: number): Driver {
  const connectionFree = turns();
  // Of those that wait for another program one asks; else many waiters would stop the program, 25 ms each.
  const oneAsks = turns();

  const run = <Row>({ sql, parameters }: CompiledQuery): QueryResult<Row> => {
    const statement = database.prepare(sql);
    if (statement.reader) return { rows: rowsOf<Row>(statement.all(parameters)) };
    const { changes, lastInsertRowid } = statement.run(parameters);
    return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
  };

  const patiently = async <Value>(attempt: () => Promise<Value>): Promise<Value> => {
    const since = performance.now();
    try {
      return await attempt();
    } catch (error) {
      if (!isBusy(error)) throw error;
    }
    const leave = await oneAsks();
    try {
      const maxRetryTime = Math.max(1, patience - (performance.now() - since));
      const shouldRetry = ({ error }: { error: Error }) => isBusy(error);
      return await pRetry(attempt, { ...pace, maxRetryTime, shouldRetry });
    } catch (error) {
      throw isBusy(error) ? new DatabaseUnavailable('waited', error) : error;
    } finally {
      leave();
    }
  };

  class Connection implements DatabaseConnection {
    /** Lets go of the connection; null while there is no transaction. */
    private leave: (() => void) | null = null;

    async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
      if (this.leave !== null) return run(query);
      return patiently(async () => {
        const leave = await connectionFree();
        try {
          return run(query);
        } finally {
          leave();
        }
      });
    }

    begin(): Promise<void> {
      return patiently(async () => {
        const leave = await connectionFree();
        try {
          run(CompiledQuery.raw('begin'));
          this.leave = leave;
        } catch (error) {
          leave();
          throw error;
        }
      });
    }

    release(): void {
      this.leave?.();
      this.leave = null;
    }

    // biome-ignore lint/correctness/useYield: the store streams nothing, it pages by key
    async *streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
      throw new Error('This connection does not stream');
    }
  }

  return {
    init: async () => undefined,
    acquireConnection: async () => new Connection(),
    async beginTransaction(connection) {
      if (connection instanceof Connection) await connection.begin();
    },
    async commitTransaction(connection) {
      await connection.executeQuery(CompiledQuery.raw('commit'));
    },
    async rollbackTransaction(connection) {
      await connection.executeQuery(CompiledQuery.raw('rollback'));
    },
    async releaseConnection(connection) {
      if (connection instanceof Connection) connection.release();
    },
    destroy: async () => database.close(),
  };
}

/** From 20 ms to 400 ms between tries, until time is up. */
const pace = { retries: 10_000, minTimeout: 20, maxTimeout: 400, factor: 1.5, randomize: true } as const;

function isBusy(error: unknown): boolean {
  return error instanceof DatabaseUnavailable && error.reason === 'busy';
}

/** Kysely's types say what a row is; the database gives what was selected. */
function rowsOf<Row>(rows: unknown[]): Row[] {
  return rows as Row[];
}

/** Lets in one after the other; who is in calls what it got to leave. */
function turns(): () => Promise<() => void> {
  let last: Promise<void> = Promise.resolve();
  return () =>
    new Promise((enter) => {
      last = last.then(() => new Promise<void>((leave) => enter(leave)));
    });
}
