import type { ServerResponse } from 'node:http';
import { type Asked, send, webServer } from './web-server.js';

export type Json = Readonly<Record<string, unknown>>;

/** One request as it arrived, preflights left out. */
export interface Arrived {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly authorization: string;
  readonly version: string;
  readonly body: string;
}

/**
 * A record store on an origin of its own, asked through real CORS preflights, slow as a far one (150 ms a request).
 * It keeps documents and statements, hands out one token for each fetch address, and lists what arrived in order.
 */
export async function recordStore() {
  const arrived: Arrived[] = [];
  const statements: Json[] = [];
  const documents = new Map<string, string>();
  const tokens = new Set<string>();
  let status: number | null = null;
  let refuses: (statement: Json) => boolean = () => false;
  let refusal = 403;
  let letsIn = true;
  let open = 0;

  const server = await webServer(async (asked, response) => {
    if (letsIn) response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Access-Control-Allow-Headers', 'Authorization, Content-Type, X-Experience-API-Version');
    response.setHeader('Access-Control-Allow-Methods', 'GET, PUT, POST');
    open += 1;
    response.on('close', () => (open -= 1));
    await new Promise((resolve) => setTimeout(resolve, 150));
    if (asked.method === 'OPTIONS') return send(response, 'text/plain', '', 204);
    arrived.push({
      method: asked.method,
      path: asked.path,
      query: Object.fromEntries(asked.query),
      authorization: asked.headers.authorization ?? '',
      version: String(asked.headers['x-experience-api-version'] ?? ''),
      body: asked.body,
    });
    if (asked.path === '/token') return token(asked, response);
    if (status !== null) return send(response, 'text/plain', 'trouble', status);
    return answer(asked, response);
  });

  function token(asked: Asked, response: ServerResponse): void {
    const key = asked.query.get('key') ?? '';
    const used = tokens.has(key);
    tokens.add(key);
    send(
      response,
      'application/json',
      JSON.stringify(used ? { 'error-code': '1', 'error-text': 'used' } : { 'auth-token': `token-${key}` }),
    );
  }

  function answer(asked: Asked, response: ServerResponse): unknown {
    if (asked.path === '/xapi/statements' && asked.method === 'POST') {
      const batch = JSON.parse(asked.body) as Json[];
      if (batch.some(refuses)) return send(response, 'text/plain', 'refused', refusal);
      statements.push(...batch.filter((s) => !statements.some((known) => known.id === s.id)));
      return send(response, 'application/json', JSON.stringify(batch.map((s) => s.id)));
    }
    if (asked.path === '/xapi/statements' && asked.method === 'PUT') {
      const statement = JSON.parse(asked.body) as Json;
      const known = statements.some((s) => s.id === statement.id);
      if (!known && statement.id === asked.query.get('statementId')) statements.push(statement);
      return send(response, 'text/plain', '', 204);
    }
    if (asked.path === '/xapi/statements' && asked.method === 'GET') {
      const found = statements.find((s) => s.id === asked.query.get('statementId'));
      return found
        ? send(response, 'application/json', JSON.stringify(found))
        : send(response, 'text/plain', 'not found', 404);
    }
    if (asked.path === '/xapi/activities/state') {
      const key = documentKey(asked.query);
      if (asked.method === 'POST') {
        const merged = { ...JSON.parse(documents.get(key) ?? '{}'), ...JSON.parse(asked.body) };
        documents.set(key, JSON.stringify(merged));
        return send(response, 'text/plain', '', 204);
      }
      if (asked.method === 'PUT') {
        documents.set(key, asked.body);
        return send(response, 'text/plain', '', 204);
      }
      const found = documents.get(key);
      return found === undefined ? send(response, 'text/plain', '', 404) : send(response, 'application/json', found);
    }
    return send(response, 'text/plain', '', 404);
  }

  return {
    endpoint: `${server.origin}/xapi/`,
    origin: server.origin,
    arrived,
    statements,
    documents,
    /** Words of the verbs in the order of arrival. */
    verbs: () =>
      statements.map((s) =>
        String((s.verb as Json).id)
          .split('/')
          .at(-1),
      ),
    putDocument: (query: Readonly<Record<string, string>>, document: Json) =>
      void documents.set(documentKey(new URLSearchParams(query)), JSON.stringify(document)),
    /** From now on every request but the token's gets this status; null works again. */
    answerWith(next: number | null) {
      status = next;
    },
    /** A batch with such a statement gets this status. */
    refuse(which: typeof refuses, answer = 403) {
      refuses = which;
      refusal = answer;
    },
    /** False: browsers keep pages of other origins from reading any answer, and from asking for more than a preflight. */
    letOtherOriginsIn(next: boolean) {
      letsIn = next;
    },
    /** True while no request is under way. */
    idle: () => open === 0,
    close: server.close,
  };
}

function documentKey(query: URLSearchParams): string {
  return ['stateId', 'activityId', 'agent', 'registration'].map((name) => query.get(name) ?? '').join('|');
}
