import type { Actor, OpenSession } from './session.js';
import { readState, stateSession, xapiVersion } from './shared-xapi.js';

/**
 * Tin Can launch: endpoint, auth, actor, registration and activity_id in the address (Rustici's launch guideline).
 * Without a registration one is made, and kept beside the suspended state so that the next session has the same.
 */
export const open: OpenSession = async (host) => {
  const given = new URLSearchParams(host.window.location.search);
  const endpoint = given.get('endpoint') ?? '';
  const authorization = given.get('auth') ?? '';
  const actor = actorOf(given.get('actor') ?? '');
  if (endpoint === '' || actor === null) return { tracked: false, reason: 'no-lms', returnUrl: null };

  const access = { endpoint: endpoint.endsWith('/') ? endpoint : `${endpoint}/`, authorization };
  const activityId = given.get('activity_id') || host.courseIri;
  const launched = given.get('registration') || null;
  const place = { activityId, agent: actor, ...(launched === null ? {} : { registration: launched }) };
  const found = await readState(host, access, place);
  // An unreadable state is not an empty one: a new attempt would overwrite the learner's work.
  if (!found) return { tracked: false, reason: 'refused', returnUrl: null };

  const registration = launched ?? found.registration ?? host.uuid();
  return {
    tracked: true,
    writes: true,
    learner: JSON.stringify(actor) + (launched ?? ''),
    saved: found.state,
    passingScore: null,
    language: null,
    door: {
      ...access,
      actor,
      registration,
      activityId,
      version: xapiVersion,
      answersCarrySuccess: true,
      isRecord: true,
      dress: (statement) => statement,
    },
    returnUrl: null,
    continued: false,
    session: stateSession(host, access, place, launched === null ? { registration } : {}, {
      saved: found.state,
      writes: true,
      ended: () => undefined,
    }),
  };
};

/** The launch's actor as it came; older launchers send lists of one, and accounts in another spelling (Tin Can 0.90). */
function actorOf(text: string): Actor | null {
  try {
    const given: unknown = JSON.parse(text);
    if (typeof given !== 'object' || given === null) return null;
    const one = (name: string): unknown => {
      const value: unknown = Reflect.get(given, name);
      return Array.isArray(value) ? value[0] : value;
    };
    const account = accountOf(one('account'));
    const texts = ['name', 'mbox', 'mbox_sha1sum', 'openid'].flatMap((name) => {
      const value = one(name);
      return typeof value === 'string' ? [[name, value]] : [];
    });
    const actor: Actor = { objectType: 'Agent', ...Object.fromEntries(texts), ...(account ? { account } : {}) };
    return account || actor.mbox || actor.mbox_sha1sum || actor.openid ? actor : null;
  } catch {
    return null;
  }
}

function accountOf(value: unknown): Actor['account'] | null {
  if (typeof value !== 'object' || value === null) return null;
  const text = (...names: string[]) =>
    names.map((n): unknown => Reflect.get(value, n)).find((v) => typeof v === 'string');
  const homePage = text('homePage', 'accountServiceHomePage');
  const name = text('name', 'accountName');
  return typeof homePage === 'string' && typeof name === 'string' ? { homePage, name } : null;
}
