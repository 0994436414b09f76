import { createHash } from 'node:crypto';
import { CompiledQuery, type DatabaseConnection, type Driver, type QueryResult } from 'kysely';
import type { Pool, PoolClient } from 'pg';
import { postgresFailure } from './postgres-failure.js';

/** Stands before texts that are few and come again and again: PostgreSQL keeps them prepared by name. */
export const preparedMark = '/* kept */';

/** Kysely's driver over a pool of `pg`: prepares marked texts by name, and tells errors in the store's words. */
export function postgresDriver(pool: Pool): Driver {
  return {
    init: async () => undefined,
    async acquireConnection() {
      return new PostgresConnection(await told(pool.connect()));
    },
    async beginTransaction(connection, { isolationLevel, accessMode }) {
      const level = isolationLevel === undefined ? '' : ` isolation level ${isolationLevel}`;
      await connection.executeQuery(CompiledQuery.raw(`begin${level}${accessMode ? ` ${accessMode}` : ''}`));
    },
    async commitTransaction(connection) {
      await connection.executeQuery(CompiledQuery.raw('commit'));
    },
    async rollbackTransaction(connection) {
      await connection.executeQuery(CompiledQuery.raw('rollback'));
    },
    async releaseConnection(connection) {
      if (connection instanceof PostgresConnection) connection.release();
    },
    destroy: () => pool.end(),
  };
}

class PostgresConnection implements DatabaseConnection {
  constructor(private readonly client: PoolClient) {}

  async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    const name = sql.startsWith(preparedMark) ? { name: nameOf(sql) } : {};
    const result = await told(this.client.query({ text: sql, values: parameters.map(sendable), ...name }));
    return { rows: result.rows, ...(result.rowCount === null ? {} : { numAffectedRows: BigInt(result.rowCount) }) };
  }

  // biome-ignore lint/correctness/useYield: the store streams nothing, it pages by key
  async *streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error('This connection does not stream');
  }

  release(): void {
    this.client.release();
  }
}

const names = new Map<string, string>();

export function nameOf(text: string): string {
  const known = names.get(text);
  if (known !== undefined) return known;
  const name = `cpm_${createHash('sha256').update(text).digest('hex').slice(0, 20)}`;
  names.set(text, name);
  return name;
}

/** PostgreSQL has no text with the character NUL in it; its picture stands for it. */
export function sendable(value: unknown): unknown {
  if (typeof value === 'string') return value.includes('\0') ? value.replaceAll('\0', '\u2400') : value;
  return Array.isArray(value) ? value.map(sendable) : value;
}

async function told<Value>(asked: Promise<Value>): Promise<Value> {
  try {
    return await asked;
  } catch (error) {
    throw postgresFailure(error);
  }
}
