import type { Actor, CommitResult, Host, LmsSession } from './session.js';

/** A record store as one launch may use it. */
export interface Access {
  /** Ends in '/'. */
  readonly endpoint: string;
  readonly authorization: string;
}

/** Whose document it is (xAPI 1.0.3 Communication 2.3). */
export interface StatePlace {
  readonly activityId: string;
  readonly agent: Actor;
  /** Absent where the launch brought no registration. */
  readonly registration?: string;
}

export const xapiVersion = '1.0.3';

/** Our document in the State resource: the suspended state, and a registration of our own making where the launch had none. */
export interface StateDocument {
  readonly state: string;
  readonly registration?: string;
}

const stateId = 'cpm-suspended-state';
const patience = 20_000;

/** One request; null when nothing answered. It outlives the page while there is room for its body. */
export async function ask(
  host: Host,
  access: Access,
  method: 'GET' | 'PUT' | 'POST',
  resource: string,
  query: Readonly<Record<string, string>>,
  body?: string,
): Promise<Response | null> {
  try {
    return await host.net.send(`${access.endpoint}${resource}?${new URLSearchParams(query)}`, {
      method,
      headers: {
        Authorization: access.authorization,
        'X-Experience-API-Version': xapiVersion,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body }),
      cache: 'no-store',
      signal: AbortSignal.timeout(patience),
    });
  } catch {
    return null;
  }
}

/** A document as JSON: its value, 'none' when there is no such document, null when it could not be had after some tries. */
export async function readJson(
  host: Host,
  access: Access,
  resource: string,
  query: Readonly<Record<string, string>>,
): Promise<unknown> {
  for (let wait = 500; ; wait *= 2) {
    const response = await ask(host, access, 'GET', resource, query);
    if (response?.status === 404 || response?.status === 204) return 'none';
    if (response?.ok) return response.json().catch(() => 'none');
    const lasting = response !== null && response.status < 500 && response.status !== 429;
    if (lasting || wait > 2000) return null;
    await new Promise((resolve) => host.window.setTimeout(resolve, wait));
  }
}

/** The query of a State document. */
export function stateQuery(place: StatePlace, id: string): Record<string, string> {
  return {
    stateId: id,
    activityId: place.activityId,
    agent: JSON.stringify(place.agent),
    ...(place.registration === undefined ? {} : { registration: place.registration }),
  };
}

/** Our own document of an earlier session; null when the store could not say (then nothing may be overwritten). */
export async function readState(host: Host, access: Access, place: StatePlace): Promise<StateDocument | null> {
  const found = await readJson(host, access, 'activities/state', stateQuery(place, stateId));
  if (found === null) return null;
  const text = (name: string) => {
    const value: unknown = typeof found === 'object' ? Reflect.get(found, name) : undefined;
    return typeof value === 'string' ? value : '';
  };
  return { state: text('state'), ...(text('registration') === '' ? {} : { registration: text('registration') }) };
}

/**
 * A session whose suspended state is a State document and whose verdicts are statements.
 * @param keep what stands in the document beside the state
 * @param ended called once, at the close; `kept`: nothing stood in the way of saving
 */
export function stateSession(
  host: Host,
  access: Access,
  place: StatePlace,
  keep: Omit<StateDocument, 'state'>,
  options: { readonly saved: string; readonly writes: boolean; readonly ended: (kept: boolean) => void },
): LmsSession {
  let stored = options.saved;
  let wanted = options.saved;
  let location = '';
  /** What the request under way carries. The bookmark goes along for whoever looks; the state alone is read back. */
  let sending: string | null = null;

  async function put(): Promise<CommitResult> {
    const state = wanted;
    if (!options.writes || state === stored) return { ok: true };
    sending = state;
    const document = { ...keep, location, state };
    const response = await ask(
      host,
      access,
      'PUT',
      'activities/state',
      stateQuery(place, stateId),
      JSON.stringify(document),
    );
    sending = null;
    if (response?.ok) {
      stored = state;
      return { ok: true };
    }
    if (!response) return { ok: false, reason: 'offline', retry: true };
    if (response.status === 413 || response.status === 507) return { ok: false, reason: 'full', retry: true };
    const expired = response.status === 401 || response.status === 403;
    return { ok: false, reason: expired ? 'expired' : 'refused', retry: !expired };
  }

  return {
    set(snapshot) {
      ({ state: wanted, location } = snapshot);
    },
    commit: put,
    close(snapshot) {
      ({ state: wanted, location } = snapshot);
      // What is under way outlives the page; the same document is not sent twice.
      if (wanted !== sending) void put();
      options.ended(!snapshot.failing);
    },
  };
}
