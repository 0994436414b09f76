import { Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import type { Pool } from 'pg';
import type { Dialect } from '../sql/dialect.js';
import type { ShortWay } from '../sql/short-way.js';
import type { Tables } from '../sql/tables.js';
import { postgresDialect } from './postgres-dialect.js';
import { postgresDriver } from './postgres-driver.js';
import { postgresShortWay } from './postgres-short-way.js';

/** A PostgreSQL database of the store's tables, whatever version they have. */
export interface PostgresConnection<Schema = Tables> {
  readonly db: Kysely<Schema>;
  readonly dialect: Dialect;
  readonly shortWay: ShortWay;
}

/** Keys and times are whole numbers below 2^53; the driver would give them as texts. */
const int8 = 20;

/**
 * Connects to a PostgreSQL database.
 * @param url `postgres://user:password@host:port/database`; `?sslmode=verify-full` and the like choose TLS
 */
export async function connectPostgres<Schema = Tables>(url: string): Promise<PostgresConnection<Schema>> {
  const pool = await poolFor(url);
  const db = new Kysely<Schema>({
    dialect: {
      createDriver: () => postgresDriver(pool),
      createAdapter: () => new PostgresAdapter(),
      createIntrospector: (of) => new PostgresIntrospector(of),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
  return { db, dialect: postgresDialect, shortWay: postgresShortWay(pool) };
}

async function poolFor(url: string): Promise<Pool> {
  // The parser's own error would show the address, with its password.
  if (!URL.canParse(url)) throw new Error('The address of the database is not of the form postgres://user@host/name');
  // Late: most commands run on SQLite, and loading the driver would take a fifth of their time.
  const { default: driver } = await import('pg');
  const pool = new driver.Pool({
    connectionString: url,
    application_name: 'cpm-courseware',
    max: 10,
    // Only `postgresShortWay` sends what it does not wait for.
    pipeline: true,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    statement_timeout: 60_000,
    idle_in_transaction_session_timeout: 60_000,
    types: { getTypeParser: (id, format) => (id === int8 ? Number : driver.types.getTypeParser(id, format)) },
  });
  // A lost connection is replaced by the next one, and who used it is told; unheard, these would end the program.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => void client.on('error', () => undefined));
  return pool;
}
