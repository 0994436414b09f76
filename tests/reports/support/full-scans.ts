import { CompiledQuery, sql } from 'kysely';
import type { Tracking, TrackingDb } from '../../../src/tracking/open-tracking.js';
import { isObject, textAt } from '../../../src/xapi/json.js';

/** A database that notes every query that is sent to it. */
export function noting(db: TrackingDb): { readonly db: TrackingDb; readonly queries: Map<string, CompiledQuery> } {
  const queries = new Map<string, CompiledQuery>();
  const noted = db.withPlugin({
    transformQuery({ node, queryId }) {
      const query = db.getExecutor().compileQuery(node, queryId);
      queries.set(query.sql, query);
      return node;
    },
    transformResult: async ({ result }) => result,
  });
  return { db: noted, queries };
}

export interface Plan {
  /** Every table or index that it reads. */
  readonly reads: readonly string[];
  /** Tables that it goes through from end to end, by themselves or by an index. */
  readonly scans: readonly string[];
}

/** What the database would do for a query; PostgreSQL as if its tables were too large to be read whole where it can be helped. */
export async function planOf({ db, dialect }: Tracking, query: CompiledQuery): Promise<Plan> {
  if (dialect.bigInteger === 'integer') {
    const { rows } = await db.executeQuery<{ detail: string }>(
      CompiledQuery.raw(`explain query plan ${query.sql}`, [...query.parameters]),
    );
    const tables = tablesByAlias(query.sql);
    const named = rows.flatMap(({ detail }) => {
      const [, way = '', alias = ''] = /^(SCAN|SEARCH) (\w+)/.exec(detail) ?? [];
      // What else has a name are rows on their way.
      const table = tables.get(alias);
      return table === undefined ? [] : [{ way, table }];
    });
    const scanned = named.filter(({ way }) => way === 'SCAN');
    return { reads: named.map(({ table }) => table), scans: scanned.map(({ table }) => table) };
  }
  return db.transaction().execute(async (trx) => {
    await sql`set local enable_seqscan = off`.execute(trx);
    const { rows } = await trx.executeQuery<Record<string, unknown>>(
      CompiledQuery.raw(`explain (format json) ${query.sql}`, [...query.parameters]),
    );
    return inPlan(rows[0]?.['QUERY PLAN']);
  });
}

function tablesByAlias(text: string): ReadonlyMap<string, string> {
  return new Map(
    [...text.matchAll(/\b(?:from|join) "?(\w+)"?(?: as "?(\w+)"?)?/g)].map(([, table = '', alias]) => [
      alias ?? table,
      table,
    ]),
  );
}

function inPlan(plan: unknown): Plan {
  if (Array.isArray(plan)) return together(plan.map(inPlan));
  if (!isObject(plan)) return { reads: [], scans: [] };
  const below = together(Object.values(plan).map(inPlan));
  const table = textAt(plan, 'Relation Name');
  if (table === undefined) return below;
  const conditions = JSON.stringify(plan);
  const isRange = plan['Node Type'] !== 'Seq Scan' && /"(?:Index|Recheck) Cond"/.test(conditions);
  return together([below, { reads: [table], scans: isRange ? [] : [table] }]);
}

function together(plans: readonly Plan[]): Plan {
  return { reads: plans.flatMap(({ reads }) => reads), scans: plans.flatMap(({ scans }) => scans) };
}
