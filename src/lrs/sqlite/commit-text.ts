import type { LinkRow } from '../sql/dialect.js';
import type { Newcomers, ShortRows } from '../sql/short-way.js';
import { storedAt } from '../sql/tables.js';
import { textStoredAt } from '../statement-text.js';

/**
 * What one commit writes as SQL. Where a statement is referred to already the clock is set to null, which it refuses;
 * a known id breaks the key of the ids: each ends the text.
 */
export function commitText({ statements, agents, activities, newcomers }: ShortRows, firstKey: number): string {
  const key = (index: number) => firstKey + index;
  const link = ([number, role, index]: LinkRow) => `(${number},${role},${key(index)})`;
  const statementRows = statements.map(({ id, verb, registration, text }, index) => {
    const body = textStoredAt(text, storedAt(key(index)));
    return `(${key(index)},${quoted(id)},${verb},${registration === null ? 'null' : quoted(registration)},0,0,${quoted(body)})`;
  });
  return [
    `update clock set last_key = ${key(statements.length - 1)} where one = 1`,
    ...(newcomers ? welcoming(newcomers) : []),
    ...inserting('statements (key, id, verb_id, registration, voided, voiding, body)', statementRows),
    ...inserting('statement_agents (agent_id, role, key)', agents.map(link)),
    ...inserting('statement_activities (activity_id, role, key)', activities.map(link)),
    `update clock set last_key = null where one = 1 and exists (select 1 from statements as s
      join statement_refs as r on r.target_id = s.id where s.key >= ${firstKey})`,
  ].join(';\n');
}

/** Those with a number of their own are there already, and get what is said of them more. */
function welcoming({ verbs, agents, activities }: Newcomers): string[] {
  const text = (value: unknown) => (value === null ? 'null' : quoted(JSON.stringify(value)));
  return [
    ...inserting(
      'verbs (id, iri)',
      verbs.map(([id, iri]) => `(${id},${quoted(iri)})`),
    ),
    ...inserting(
      'agents (id, identity, names)',
      agents.map(([identity, { id, names }]) => `(${id},${quoted(identity)},${text(names)})`),
      ' on conflict (id) do update set names = excluded.names',
    ),
    ...inserting(
      'activities (id, iri, definition)',
      activities.map(([iri, { id, definition }]) => `(${id},${quoted(iri)},${text(definition)})`),
      ' on conflict (id) do update set definition = excluded.definition',
    ),
  ];
}

/** Rows a statement of SQL: the parser holds all of them at once. */
const rowsAtOnce = 500;

function inserting(into: string, rows: readonly string[], end = ''): string[] {
  const texts: string[] = [];
  for (let at = 0; at < rows.length; at += rowsAtOnce)
    texts.push(`insert into ${into} values ${rows.slice(at, at + rowsAtOnce).join(',')}${end}`);
  return texts;
}

/** A text as SQL writes it: in SQLite nothing in it but the quote has a meaning. JSON has no NUL, and ids have none. */
function quoted(text: string): string {
  return `'${text.includes("'") ? text.replaceAll("'", "''") : text}'`;
}
