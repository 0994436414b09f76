import { identityOf } from '../../xapi/identity.js';
import { isObject, type JsonObject, textAt } from '../../xapi/json.js';
import { validateStatements } from '../../xapi/validate/statement.js';
import { attachmentHashes } from '../attachment-hashes.js';
import { onlyMine } from '../scopes.js';
import type { RecordStore, StatementQuery, StoredStatement } from '../store.js';
import { type Call, checkParams, requireScope } from './call.js';
import { refuseBy } from './guard.js';
import { writeMultipart } from './multipart.js';
import { type ParamReader, readParams } from './params.js';
import { HttpRefusal } from './refusal.js';
import { statementBody } from './statement-body.js';
import { acceptedLanguages, activityIdsIn, asCanonical, asIds } from './statement-formats.js';
import { type Storing, storeAll } from './store-all.js';
import { textsOf } from './texts-of.js';

/** What the statements resource stands on. */
export interface StatementsResource extends Storing {
  readonly uuid: () => string;
  /** Most statements a page; also what `limit=0` or none gives. */
  readonly pageSize: number;
  /** Most statements in a request. */
  readonly maxStatements: number;
}

const filters = [
  'agent',
  'verb',
  'activity',
  'registration',
  'related_activities',
  'related_agents',
  'since',
  'until',
  'limit',
  'ascending',
  'cursor',
] as const;
const queryParams = ['statementId', 'voidedStatementId', 'format', 'attachments', ...filters] as const;

/** PUT: one statement under the id in the address (xAPI 1.0.3 Communication 2.1.1). */
export async function putStatement(call: Call, storing: Storing): Promise<void> {
  requireScope(call.principal, 'statements/write');
  checkParams(call, ['statementId'], ['statementId']);
  const params = readParams(call);
  const id = params.uuid('statementId') ?? '';
  params.done();
  const { json, written, attachments, faults } = statementBody(call);
  if (!isObject(json))
    throw new HttpRefusal(400, 'The body of a PUT must be one statement.', [
      ...faults,
      { path: '$', message: 'must be one statement (an object)' },
    ]);
  const own = textAt(json, 'id');
  const other =
    own !== undefined && own.toLowerCase() !== id.toLowerCase()
      ? [{ path: '$.id', message: `must be the statementId of the address (${id}), found ${JSON.stringify(own)}` }]
      : [];
  const statements = [Object.hasOwn(json, 'id') ? json : { id, ...json }];
  const texts = textsOf(statements, [json], written);
  await storeAll(call, storing, { statements, texts }, attachments, () => '$', [...faults, ...other]);
  call.reply.empty(204);
}

/** POST: one statement or many, all or none (xAPI 1.0.3 Communication 2.1.2). */
export async function postStatements(call: Call, resource: StatementsResource): Promise<void> {
  requireScope(call.principal, 'statements/write');
  checkParams(call, [], []);
  const { json, written, attachments, faults } = statementBody(call);
  const batch = Array.isArray(json);
  const sent: readonly unknown[] = batch ? json : [json];
  const { uuid, maxStatements } = resource;
  if (sent.length > maxStatements)
    throw new HttpRefusal(
      413,
      `A request takes at most ${maxStatements} statements, this one has ${sent.length}. Nothing was stored; send them in several requests.`,
    );
  const path = (index: number) => (batch ? `$[${index}]` : '$');
  if (!sent.every(isObject))
    throw new HttpRefusal(400, 'The statements are not valid.', [
      ...faults,
      ...validateStatements(sent, call.version, path),
    ]);
  const statements = sent.map((one) => (Object.hasOwn(one, 'id') ? one : { id: uuid(), ...one }));
  const texts = textsOf(statements, sent, written);
  call.reply.json(await storeAll(call, resource, { statements, texts }, attachments, path, faults, sent));
}

/** GET: one statement by id, or a page of those that match (xAPI 1.0.3 Communication 2.1.3). */
export async function getStatements(call: Call, resource: StatementsResource): Promise<void> {
  const { store } = resource;
  requireScope(call.principal, 'all/read', 'statements/read', 'statements/read/mine');
  // Asked before looking, so that what it vouches for is in what was found; and before refusing, for a refusal has it too:
  // clients wait for it to pass a time by asking the same again.
  call.reply.set(consistentThrough, new Date(await store.consistentThrough()).toISOString());
  checkParams(call, queryParams, []);
  await refuseBy(call, 'statements');
  const mine = onlyMine(call.principal);
  const params = readParams(call);
  const format = params.word('format', ['ids', 'exact', 'canonical']) ?? 'exact';
  const withFiles = params.flag('attachments');
  const single = wantedId(call, params);
  const query = queryOf(params, resource.pageSize, mine);
  params.done();
  if (single) {
    const found = await store.statement(single.id, single.voided);
    if (!found || (mine !== undefined && identityOf(parsed(found).authority) !== mine))
      throw new HttpRefusal(404, 'There is no such statement.');
    call.reply.set('Last-Modified', new Date(textAt(parsed(found), 'stored') ?? 0).toUTCString());
    const [json = '{}'] = await shownAs(format, [found], store, call.header('accept-language'));
    return answer(call, store, json, [found], withFiles);
  }
  const page = await store.find(query);
  const more = page.next === null ? '' : moreLink(call, page.next);
  const shown = await shownAs(format, page.statements, store, call.header('accept-language'));
  const json = `{"statements":[${shown.join(',')}],"more":${JSON.stringify(more)}}`;
  return answer(call, store, json, page.statements, withFiles);
}

const consistentThrough = 'X-Experience-API-Consistent-Through';

/** The one statement that is asked for, or undefined when a page is. */
function wantedId(call: Call, params: ParamReader): { id: string; voided: boolean } | undefined {
  const given = ['statementId', 'voidedStatementId'].filter((name) => call.params[name] !== undefined);
  const [name] = given;
  if (name === undefined) return undefined;
  const others = [...given.slice(1), ...filters.filter((filter) => call.params[filter] !== undefined)];
  if (others.length > 0) throw new HttpRefusal(400, `${name} can't be combined with ${others.join(', ')}.`);
  return { id: params.uuid(name) ?? '', voided: name === 'voidedStatementId' };
}

function queryOf(params: ParamReader, pageSize: number, mine: string | undefined): StatementQuery {
  const given = {
    agent: params.identity('agent', true),
    verb: params.iri('verb'),
    activity: params.iri('activity'),
    registration: params.uuid('registration'),
    since: params.time('since'),
    until: params.time('until'),
    cursor: params.cursor('cursor'),
    authority: mine,
  };
  const limit = params.count('limit') ?? 0;
  const query = {
    limit: limit === 0 ? pageSize : Math.min(limit, pageSize),
    relatedAgents: params.flag('related_agents'),
    relatedActivities: params.flag('related_activities'),
    ascending: params.flag('ascending'),
  };
  return Object.assign(
    query,
    ...Object.entries(given).map(([name, value]) => (value === undefined ? {} : { [name]: value })),
  );
}

async function shownAs(
  format: 'ids' | 'exact' | 'canonical',
  found: readonly StoredStatement[],
  store: RecordStore,
  accept: string | undefined,
): Promise<string[]> {
  switch (format) {
    case 'exact':
      return found.map((one) => one.json);
    case 'ids':
      return found.map((one) => JSON.stringify(asIds(parsed(one))));
    case 'canonical': {
      const statements = found.map(parsed);
      const definitions = await store.activityDefinitions([...new Set(statements.flatMap(activityIdsIn))]);
      const languages = acceptedLanguages(accept);
      return statements.map((one) => JSON.stringify(asCanonical(one, definitions, languages)));
    }
  }
}

async function answer(
  call: Call,
  store: RecordStore,
  json: string,
  found: readonly StoredStatement[],
  withFiles: boolean,
): Promise<void> {
  if (!withFiles) {
    call.reply.text(json);
    return;
  }
  // Whoever reads its own statements only could else name another's file by its hash, and get it.
  const which = onlyMine(call.principal) === undefined ? 'all' : 'sent';
  const files = await store.attachments(attachmentHashes(found.map(parsed), which));
  const { contentType, body } = writeMultipart(json, files.values());
  call.reply.bytes(body, contentType);
}

function moreLink(call: Call, cursor: string): string {
  return `${call.base}/statements?${new URLSearchParams({ ...call.params, cursor })}`;
}

function parsed(statement: StoredStatement): JsonObject {
  const value: unknown = JSON.parse(statement.json);
  return isObject(value) ? value : {};
}
