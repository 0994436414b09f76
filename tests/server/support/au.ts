import { randomUUID } from 'node:crypto';
import type { Servers } from '../../../src/server/app.js';

/** An assignable unit without a browser: what a cmi5 package would send, request by request. */
export interface Au {
  readonly launch: string;
  readonly parameters: URLSearchParams;
  readonly actor: object;
  readonly registration: string;
  readonly activityId: string;
  launchData: Record<string, unknown>;
  /** Where it reports to, ends in '/'; another process of the same record store does as well. */
  endpoint: string;
  fetchToken(): Promise<Record<string, string>>;
  readLaunchData(): Promise<void>;
  readPreferences(): Promise<void>;
  /** Keeps a document of its own in the AU's state. */
  writeState(stateId: string, document: object): Promise<void>;
  /** Told of every answer from now on: its status, and the reason where it is a refusal. Returns the way to stop. */
  watch(listener: (answer: { readonly status: number; readonly reason: string }) => void): () => void;
  /** Token, launch data, learner preferences: all that comes before the first statement. */
  start(): Promise<void>;
  get(resource: string, query: Readonly<Record<string, string>>): Promise<Response>;
  document(
    method: string,
    resource: string,
    query: Readonly<Record<string, string>>,
    body?: unknown,
  ): Promise<Response>;
  statement(verb: string, change?: (statement: Draft) => void): Draft;
  send(...statements: readonly object[]): Promise<{ status: number; reason: string }>;
}

// biome-ignore lint/suspicious/noExplicitAny: a statement that a test bends out of shape has no type
export type Draft = Record<string, any>;

export interface Launched {
  readonly launch: string;
  readonly frame: string;
}

/** Asks the play page's address for a launch, as its script does. */
export async function launch(servers: Pick<Servers, 'origin'>, path: string, wish: object = {}): Promise<Launched> {
  const response = await fetch(`${servers.origin}/play/${path}/launches`, {
    method: 'POST',
    headers: { Origin: servers.origin, 'Content-Type': 'application/json' },
    body: JSON.stringify(wish),
  });
  if (response.status !== 201) throw new Error(`${response.status}: ${await response.text()}`);
  return (await response.json()) as Launched;
}

/** The data that a host page carries for its script. */
export async function hostData(frame: string): Promise<Draft> {
  const html = await (await fetch(frame)).text();
  return JSON.parse(/<script type="application\/json" id="launch">(.*?)<\/script>/s.exec(html)?.[1] ?? 'null') as Draft;
}

const categories: Readonly<Record<string, readonly string[]>> = {
  initialized: ['cmi5'],
  completed: ['cmi5', 'moveon'],
  passed: ['cmi5', 'moveon'],
  failed: ['cmi5', 'moveon'],
  terminated: ['cmi5'],
};
const results: Readonly<Record<string, object>> = {
  completed: { completion: true, duration: 'PT10S' },
  passed: { success: true, score: { scaled: 0.9 }, duration: 'PT10S' },
  failed: { success: false, score: { scaled: 0.3 }, duration: 'PT10S' },
  terminated: { duration: 'PT20S' },
};
export const masteryExtension = 'https://w3id.org/xapi/cmi5/context/extensions/masteryscore';
export const category = (name: string) => ({ id: `https://w3id.org/xapi/cmi5/context/categories/${name}` });

export async function launchAu(servers: Servers, path: string, wish: object = {}): Promise<Au> {
  const { launch: id, frame } = await launch(servers, path, wish);
  const host = await hostData(frame);
  const parameters = new URL(host.content, frame).searchParams;
  const given = (name: string) => parameters.get(name) ?? '';
  const actor = JSON.parse(given('actor')) as object;
  const [registration, activityId] = [given('registration'), given('activityId')];
  let token = '';
  const listeners = new Set<Parameters<Au['watch']>[0]>();
  const heard = async (response: Response) => {
    const text = listeners.size > 0 ? await response.clone().text() : '';
    const body = text.startsWith('{') ? (JSON.parse(text) as Draft) : {};
    // A 404 says that there is no such document, which is no refusal.
    for (const listener of listeners)
      if (response.status !== 404)
        listener({ status: response.status, reason: body.error ?? body['error-text'] ?? '' });
    return response;
  };
  const ask = async (method: string, resource: string, query: Readonly<Record<string, string>>, body?: unknown) => {
    const response = await fetch(`${au.endpoint}${resource}?${new URLSearchParams(query)}`, {
      method,
      headers: {
        Authorization: `Basic ${token}`,
        'X-Experience-API-Version': '1.0.3',
        'Content-Type': 'application/json',
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return heard(response);
  };
  const place = { activityId, agent: JSON.stringify(actor), registration };
  const au: Au = {
    launch: id,
    parameters,
    actor,
    registration,
    activityId,
    launchData: {},
    endpoint: given('endpoint'),
    async fetchToken() {
      const response = await heard(await fetch(given('fetch'), { method: 'POST' }));
      const answer = (await response.json()) as Record<string, string>;
      token = answer['auth-token'] ?? token;
      return answer;
    },
    async start() {
      await au.fetchToken();
      await au.readLaunchData();
      await au.readPreferences();
    },
    async readLaunchData() {
      const read = await ask('GET', 'activities/state', { ...place, stateId: 'LMS.LaunchData' });
      au.launchData = (await read.json()) as Record<string, unknown>;
    },
    async readPreferences() {
      await ask('GET', 'agents/profile', { agent: place.agent, profileId: 'cmi5LearnerPreferences' });
    },
    async writeState(stateId, document) {
      await ask('PUT', 'activities/state', { ...place, stateId }, document);
    },
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    get: (resource, query) => ask('GET', resource, query),
    document: ask,
    statement(verb, change) {
      const template = au.launchData.contextTemplate as Draft;
      const draft: Draft = {
        id: randomUUID(),
        actor,
        verb: { id: `http://adlnet.gov/expapi/verbs/${verb}` },
        object: { objectType: 'Activity', id: activityId },
        ...(results[verb] ? { result: structuredClone(results[verb]) } : {}),
        context: {
          registration,
          contextActivities: {
            ...structuredClone(template.contextActivities),
            category: (categories[verb] ?? []).map(category),
          },
          extensions: {
            ...template.extensions,
            ...(['passed', 'failed'].includes(verb) ? { [masteryExtension]: au.launchData.masteryScore } : {}),
          },
        },
        timestamp: new Date().toISOString(),
      };
      change?.(draft);
      return draft;
    },
    async send(...statements) {
      const response = await ask('POST', 'statements', {}, statements);
      const body = (await response.json()) as { error?: string };
      return { status: response.status, reason: body.error ?? '' };
    },
  };
  return au;
}
