import type { Credential, Grant, StatePlace, StoreAccess } from '../launch/store-access.js';
import type { Credentials } from '../lrs/credentials.js';
import type { DocumentAddress } from '../lrs/document-store.js';
import type { RecordStore } from '../lrs/store.js';
import { identityOf } from '../xapi/identity.js';
import { isObject, type JsonObject } from '../xapi/json.js';

export interface StoreAccessOptions {
  readonly store: RecordStore;
  readonly credentials: Credentials;
  /** The record store's base endpoint, ending in '/'. */
  readonly endpoint: string;
  /** Ends in '/'. */
  readonly iriBase: string;
  /** See `lmsRecord`. */
  readonly record: StoreAccess['record'];
}

/** The stand-in LMS's way to the record store in this process, past HTTP: its credentials, statements and documents. */
export function storeAccess({ store, credentials, endpoint, iriBase, record }: StoreAccessOptions): StoreAccess {
  const put = (address: DocumentAddress, document: JsonObject, onlyNew: boolean) =>
    store.changeDocument(address, (current) =>
      current && onlyNew
        ? current
        : { content: new TextEncoder().encode(JSON.stringify(document)), contentType: 'application/json' },
    );
  return {
    endpoint,
    async issue({ scopes, registration, rule, closing, heard }: Grant): Promise<Credential> {
      const { authorization, note, close, revoke } = await credentials.issueSession({
        scopes,
        rule,
        closing,
        heard,
        about: registration,
        // An authority of its own: "my statements" are then those of this registration and of no other.
        authority: { objectType: 'Agent', account: { homePage: `${iriBase}stand-in-lms`, name: registration } },
        expiresInSeconds: sessionSeconds,
      });
      return { basic: authorization.replace(/^Basic /, ''), note, close, revoke };
    },
    closeAll: (registration, reason) => credentials.closeSessions(registration, reason),
    record,
    statementsOf: (registration) => statementsOf(store, registration),
    putState: (place, stateId, document) => put(stateAddress(place, stateId), document, false),
    async states(place) {
      const { registration, id: _id, ...scope } = stateAddress(place, '');
      const documents = new Map<string, string>();
      for (const id of await store.documentIds(scope, registration, undefined)) {
        const document = await store.document(stateAddress(place, id));
        if (document) documents.set(id, new TextDecoder().decode(document.content));
      }
      return documents;
    },
    offerAgentProfile: (agent, profileId, document) =>
      put(
        { resource: 'agents/profile', activity: '', agent: identityOf(agent) ?? '', registration: '', id: profileId },
        document,
        true,
      ),
  };
}

async function statementsOf(store: RecordStore, registration: string): Promise<JsonObject[]> {
  const found: JsonObject[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page = await store.find({ registration, ascending: true, limit: 500, ...(cursor === '' ? {} : { cursor }) });
    for (const { json } of page.statements) {
      const statement: unknown = JSON.parse(json);
      if (isObject(statement)) found.push(statement);
    }
    cursor = page.next;
  }
  return found;
}

/** A launch's credential outlives a long day of learning, and no more. */
const sessionSeconds = 24 * 3600;

function stateAddress({ activityId, agent, registration }: StatePlace, id: string): DocumentAddress {
  return { resource: 'activities/state', activity: activityId, agent: identityOf(agent) ?? '', registration, id };
}
