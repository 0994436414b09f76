import { isObject } from '../../xapi/json.js';
import type { XapiVersion } from '../../xapi/validate/check.js';
import { isMediaType } from '../../xapi/validate/formats.js';
import type { DocumentAddress, DocumentContent, DocumentResource, StoredDocument } from '../document-store.js';
import type { RecordStore } from '../store.js';
import { type Call, checkParams, mediaType, requireScope } from './call.js';
import { refuseDocumentBy } from './guard.js';
import { jsonBody } from './json-body.js';
import { readParams } from './params.js';
import { HttpRefusal } from './refusal.js';

/** How one document resource differs from the others (xAPI 1.0.3 Communication 2.3, 2.6, 2.7). */
interface Kind {
  /** Parameter that names a document. */
  readonly idParam: 'stateId' | 'profileId';
  readonly scope: 'state' | 'profile';
  readonly owners: readonly ('activityId' | 'agent')[];
  readonly registration: boolean;
  /** Where a PUT over an existing document must say which version it replaces. */
  readonly guarded: readonly XapiVersion[];
}

const kinds: Readonly<Record<DocumentResource, Kind>> = {
  'activities/state': {
    idParam: 'stateId',
    scope: 'state',
    owners: ['activityId', 'agent'],
    registration: true,
    guarded: ['2.0.0'],
  },
  'agents/profile': {
    idParam: 'profileId',
    scope: 'profile',
    owners: ['agent'],
    registration: false,
    guarded: ['1.0.3', '2.0.0'],
  },
  'activities/profile': {
    idParam: 'profileId',
    scope: 'profile',
    owners: ['activityId'],
    registration: false,
    guarded: ['1.0.3', '2.0.0'],
  },
};

/** Carries out a request on a document resource. */
export async function documentCall(call: Call, resource: DocumentResource, store: RecordStore): Promise<void> {
  const kind = kinds[resource];
  if (call.method === 'GET') requireScope(call.principal, kind.scope, 'all/read');
  else requireScope(call.principal, kind.scope);
  const { address, registration, since } = addressOf(call, resource, kind);
  await refuseDocumentBy(call, resource);
  const { reply } = call;
  switch (call.method) {
    case 'GET': {
      if (address.id === '') {
        reply.set('Last-Modified', new Date().toUTCString());
        reply.json(await store.documentIds(address, registration, since));
        return;
      }
      const found = await store.document(address);
      if (!found) throw new HttpRefusal(404, 'There is no such document.');
      reply.set('ETag', `"${found.etag}"`);
      reply.set('Last-Modified', new Date(found.updated).toUTCString());
      if (isStillThere(call, found)) reply.empty(304);
      else reply.bytes(found.content, found.contentType);
      return;
    }
    case 'PUT':
      await store.changeDocument(address, (current) => {
        checkVersion(call, current, kind.guarded.includes(call.version));
        return { content: call.body, contentType: contentTypeOf(call) };
      });
      break;
    case 'POST':
      await store.changeDocument(address, (current) => {
        checkVersion(call, current, false);
        return merged(call, current);
      });
      break;
    case 'DELETE':
      if (address.id === '') await store.deleteDocuments(address, registration);
      else {
        await store.changeDocument(address, (current) => {
          checkVersion(call, current, false);
          return null;
        });
      }
      break;
  }
  reply.empty(204);
}

function addressOf(
  call: Call,
  resource: DocumentResource,
  kind: Kind,
): { address: DocumentAddress; registration: string | undefined; since: number | undefined } {
  const many = call.method === 'GET' || (call.method === 'DELETE' && resource === 'activities/state');
  const optional = [
    ...(kind.registration ? ['registration'] : []),
    ...(call.method === 'GET' && call.params[kind.idParam] === undefined ? ['since'] : []),
  ];
  checkParams(call, [kind.idParam, ...kind.owners, ...optional], [...kind.owners, ...(many ? [] : [kind.idParam])]);
  const params = readParams(call);
  const activity = params.iri('activityId') ?? '';
  const agent = params.identity('agent', false) ?? '';
  const registration = params.uuid('registration')?.toLowerCase();
  const since = params.time('since');
  const id = params.name(kind.idParam) ?? '';
  params.short(kind.idParam, ...kind.owners);
  params.done();
  return {
    address: { resource, activity, agent, registration: registration ?? '', id },
    registration,
    since,
  };
}

/** Lost-update protection (xAPI 1.0.3 Communication 3.1): what the writer last saw must be what is there. */
function checkVersion(call: Call, current: StoredDocument | undefined, required: boolean): void {
  const match = call.header('if-match');
  const none = call.header('if-none-match');
  if (match !== undefined && (!current || !names(match, current.etag))) {
    throw new HttpRefusal(412, 'The document is not the version that If-Match names. Get it again, then decide.');
  }
  if (none !== undefined && current && names(none, current.etag))
    throw new HttpRefusal(412, 'There is such a document already (If-None-Match).');
  if (!required || match !== undefined || none !== undefined) return;
  if (current)
    throw new HttpRefusal(
      409,
      'There is such a document already. Send If-Match with its ETag to replace it; get it first to see what it holds.',
    );
  // Only 1.0.3 obliges the writer of a profile to say that it expects none (Communication 3.1).
  if (call.version === '1.0.3')
    throw new HttpRefusal(400, 'Send If-None-Match: * to make this document, or If-Match with an ETag to replace it.');
}

/** Whoever asks again for what it has gets no second copy (RFC 9110 13.1.2, 13.1.3). */
function isStillThere(call: Call, found: StoredDocument): boolean {
  const none = call.header('if-none-match');
  if (none !== undefined) return names(none, found.etag);
  const since = Date.parse(call.header('if-modified-since') ?? '');
  return Math.floor(found.updated / 1000) * 1000 <= since;
}

function names(header: string, etag: string): boolean {
  return header.split(',').some((entry) => {
    const tag = entry.trim().replace(/^W\//, '');
    return tag === '*' || tag === `"${etag}"` || tag === etag;
  });
}

/** The type is given back as a header, so it has to be fit for one. */
function contentTypeOf(call: Call): string {
  const given = call.header('content-type') ?? 'application/octet-stream';
  if (isMediaType(given)) return given;
  throw new HttpRefusal(400, 'The Content-Type must be a media type such as application/json.');
}

/** POST over a document joins the top properties of two JSON objects (xAPI 1.0.3 Communication 2.2). */
function merged(call: Call, current: StoredDocument | undefined): DocumentContent {
  const contentType = contentTypeOf(call);
  const isJson = mediaType(contentType) === 'application/json';
  const sent = isJson ? jsonBody(call.body) : undefined;
  if (!current) {
    if (isJson && !isObject(sent)) throw new HttpRefusal(400, 'A posted JSON document must be an object.');
    return { content: call.body, contentType };
  }
  const there =
    mediaType(current.contentType) === 'application/json'
      ? jsonBody(Buffer.from(current.content), 'The stored document')
      : undefined;
  if (!isObject(sent) || !isObject(there)) {
    throw new HttpRefusal(
      400,
      'A POST merges JSON objects; what was sent or what is stored is none. Use PUT to replace the document.',
    );
  }
  return { content: Buffer.from(JSON.stringify({ ...there, ...sent })), contentType: current.contentType };
}
