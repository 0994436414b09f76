import { identityOf } from '../../xapi/identity.js';
import { isObject, type JsonObject, textAt } from '../../xapi/json.js';
import type { Principal } from '../access.js';
import { attachmentHashes } from '../attachment-hashes.js';
import type { Attachment, RecordStore, StatementQuery, StoredStatement } from '../store.js';
import { type Call, checkParams, jsonOf, mediaType, requireScope } from './call.js';
import { refuseBy } from './guard.js';
import { readMultipart, writeMultipart } from './multipart.js';
import { readParams } from './params.js';
import { HttpRefusal } from './refusal.js';
import { acceptedLanguages, activityIdsIn, asCanonical, asIds } from './statement-formats.js';
import { storeAll } from './store-all.js';

/** What the statements resource stands on. */
export interface StatementsResource {
  readonly store: RecordStore;
  readonly uuid: () => string;
  /** Most statements a page; also what `limit=0` or none gives. */
  readonly pageSize: number;
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
export async function putStatement(call: Call, { store }: StatementsResource): Promise<void> {
  requireScope(call.principal, 'statements/write');
  checkParams(call, ['statementId'], ['statementId']);
  const params = readParams(call);
  const id = params.uuid('statementId') ?? '';
  params.done();
  const { json, attachments } = readBody(call);
  if (!isObject(json)) throw new HttpRefusal(400, 'The body of a PUT must be one statement.');
  const own = textAt(json, 'id');
  if (own !== undefined && own.toLowerCase() !== id.toLowerCase()) {
    throw new HttpRefusal(400, 'The statement is not valid.', [
      { path: '$.id', message: `is not the statementId of the address (${id})` },
    ]);
  }
  await storeAll(call, store, [{ id, ...json }], attachments, () => '$');
  call.response.status(204).end();
}

/** POST: one statement or many, all or none (xAPI 1.0.3 Communication 2.1.2). */
export async function postStatements(call: Call, { store, uuid }: StatementsResource): Promise<void> {
  requireScope(call.principal, 'statements/write');
  checkParams(call, [], []);
  const { json, attachments } = readBody(call);
  const batch = Array.isArray(json);
  const sent: readonly unknown[] = batch ? json : [json];
  const path = (index: number) => (batch ? `$[${index}]` : '$');
  const faults = sent.flatMap((one, index) =>
    isObject(one) ? [] : [{ path: path(index), message: 'must be a statement (an object)' }],
  );
  if (faults.length > 0) throw new HttpRefusal(400, 'The statements are not valid.', faults);
  const statements = sent.filter(isObject).map((one) => (Object.hasOwn(one, 'id') ? one : { id: uuid(), ...one }));
  call.response.json(await storeAll(call, store, statements, attachments, path));
}

/** GET: one statement by id, or a page of those that match (xAPI 1.0.3 Communication 2.1.3). */
export async function getStatements(call: Call, resource: StatementsResource): Promise<void> {
  const { store } = resource;
  requireScope(call.principal, 'all/read', 'statements/read', 'statements/read/mine');
  checkParams(call, queryParams, []);
  await refuseBy(call, 'statements');
  const mine = onlyMine(call.principal);
  const params = readParams(call);
  const format = params.word('format', ['ids', 'exact', 'canonical']) ?? 'exact';
  const withFiles = params.flag('attachments');
  const shown = (found: readonly StoredStatement[]) => shownAs(format, found, store, call.header('accept-language'));
  const single = params.uuid('statementId') ?? params.uuid('voidedStatementId');
  const ids = ['statementId', 'voidedStatementId'].filter((name) => call.params[name] !== undefined);
  if (ids.length > 0) {
    const others = filters.filter((name) => call.params[name] !== undefined);
    if (ids.length > 1 || others.length > 0)
      throw new HttpRefusal(
        400,
        `${ids.join(' and ')} can't be combined with ${[...ids.slice(1), ...others].join(', ')}.`,
      );
    params.done();
    const found = await store.statement(single ?? '', ids[0] === 'voidedStatementId');
    if (!found || (mine !== undefined && identityOf(parsed(found).authority) !== mine))
      throw new HttpRefusal(404, 'There is no such statement.');
    call.response.set('Last-Modified', new Date(textAt(parsed(found), 'stored') ?? 0).toUTCString());
    const [json = '{}'] = await shown([found]);
    return answer(call, store, json, [found], withFiles);
  }
  const query = queryOf(call, resource.pageSize, mine);
  params.done();
  const page = await store.find(query);
  const more = page.next === null ? '' : moreLink(call, page.next);
  const json = `{"statements":[${(await shown(page.statements)).join(',')}],"more":${JSON.stringify(more)}}`;
  return answer(call, store, json, page.statements, withFiles);
}

function queryOf(call: Call, pageSize: number, mine: string | undefined): StatementQuery {
  const params = readParams(call);
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
  params.done();
  return Object.assign(
    query,
    ...Object.entries(given).map(([name, value]) => (value === undefined ? {} : { [name]: value })),
  );
}

function readBody(call: Call): { json: unknown; attachments: Attachment[] } {
  const type = call.header('content-type');
  switch (mediaType(type)) {
    case 'application/json':
      return { json: jsonOf(call.body), attachments: [] };
    case 'multipart/mixed': {
      const { json, attachments } = readMultipart(type ?? '', call.body);
      return { json: jsonOf(json, 'The first part'), attachments };
    }
    default:
      throw new HttpRefusal(400, 'Statements are sent as application/json, or as multipart/mixed with attachments.');
  }
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
    call.response.type('application/json').send(json);
    return;
  }
  const files = await store.attachments(attachmentHashes(found.map(parsed)));
  const { contentType, body } = writeMultipart(json, files.values());
  call.response.set('Content-Type', contentType).send(body);
}

function moreLink(call: Call, cursor: string): string {
  return `${call.base}/statements?${new URLSearchParams({ ...call.params, cursor })}`;
}

/** Identity of the authority that this reader is limited to, or undefined. */
function onlyMine(principal: Principal): string | undefined {
  const reads = principal.scopes.some(
    (scope) => scope === 'all' || scope === 'all/read' || scope === 'statements/read',
  );
  return reads ? undefined : identityOf(principal.authority);
}

function parsed(statement: StoredStatement): JsonObject {
  const value: unknown = JSON.parse(statement.json);
  return isObject(value) ? value : {};
}
