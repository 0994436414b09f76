import type { Guard, Refusal } from '../../lrs/access.js';
import { identityOf } from '../../xapi/identity.js';
import { type JsonObject, textAt } from '../../xapi/json.js';
import { verbs } from '../../xapi/vocabulary.js';
import type { Feed } from '../feed.js';
import { type FollowedRegistration, followRegistration } from '../follow-registration.js';
import { actorOf } from '../learner.js';
import type { LaunchContext, LaunchProtocol, OpenLaunch } from '../open-launch.js';
import { startAddress } from '../start-address.js';

/** xAPI by the launch that Tin Can packages know: endpoint, auth, actor, registration, activity_id in the query. */
export const xapi: LaunchProtocol = { continues: () => true, begin };

async function begin(context: LaunchContext): Promise<OpenLaunch> {
  const { attempt, unit, store, feed } = context;
  const agent = actorOf(context.learner);
  const place = { activityId: unit.id, agent, registration: attempt.registration };
  const registration = await followRegistration(context, { place, definedOnly: false, rows: [] });
  let open = true;
  const credential = await store.issue({
    scopes: ['statements/write', 'statements/read/mine', 'state', 'profile'],
    guard: sessionGuard(place, () => open, ended(registration, feed)),
  });
  const parameters = {
    endpoint: store.endpoint,
    auth: `Basic ${credential.basic}`,
    actor: JSON.stringify(agent),
    registration: attempt.registration,
    activity_id: unit.id,
  };
  feed.statements(registration.earlier);
  return {
    host: { api: null, title: unit.title, content: startAddress(unit.href, parameters), ownWindow: false, cmi: {} },
    credentials: [credential.basic],
    documentsChanged: () => registration.refresh(),
    async end() {
      open = false;
      credential.revoke();
    },
  };
}

/** Shows what arrives; a terminated of the course ends the session for the panel. */
function ended(registration: FollowedRegistration, feed: Feed): (statements: readonly JsonObject[]) => Promise<void> {
  return async (statements) => {
    await registration.add(statements);
    if (statements.some((statement) => textAt(statement, 'verb', 'id') === verbs.terminated.id)) feed.session('ended');
  };
}

/** Keeps one launch to its learner and registration; xAPI itself asks for no more. */
function sessionGuard(
  place: { readonly agent: JsonObject; readonly registration: string },
  isOpen: () => boolean,
  stored: (statements: readonly JsonObject[]) => void | Promise<void>,
): Guard {
  const me = identityOf(place.agent);
  const over: Refusal = { status: 403, reason: 'This launch is over; a later one took its place.' };
  const judge = (statement: JsonObject): Refusal | null => {
    if (identityOf(statement.actor) !== me) return { status: 403, reason: 'The actor must be the one of the launch.' };
    if (textAt(statement, 'context', 'registration') !== place.registration) {
      return { status: 403, reason: `context.registration must be ${place.registration}.` };
    }
    return null;
  };
  return {
    statements: (statements) => (isOpen() ? (statements.map(judge).find((refusal) => refusal !== null) ?? null) : over),
    document(request) {
      if (!isOpen()) return over;
      const { agent } = request.params;
      return agent !== undefined && identityOf(parsed(agent)) !== me
        ? { status: 403, reason: 'The agent parameter must be the actor of the launch.' }
        : null;
    },
    other: () => (isOpen() ? null : over),
    stored,
  };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
