import { type JsonObject, textAt } from '../../xapi/json.js';
import { verbs } from '../../xapi/vocabulary.js';
import type { Feed } from '../feed.js';
import { type FollowedRegistration, followRegistration } from '../follow-registration.js';
import { actorOf } from '../learner.js';
import type { LaunchContext, LaunchProtocol, OpenLaunch } from '../open-launch.js';
import type { SessionBounds } from '../session-guard.js';
import { startAddress } from '../start-address.js';

/** xAPI by the launch that Tin Can packages know: endpoint, auth, actor, registration, activity_id in the query. */
export const xapi: LaunchProtocol = { hasDoor: false, continues: () => true, begin };

async function begin(context: LaunchContext): Promise<OpenLaunch> {
  const { attempt, unit, store, feed, iriBase } = context;
  const agent = actorOf(context.learner);
  const place = { activityId: unit.id, agent, registration: attempt.registration };
  const registration = await followRegistration(context, { place, definedOnly: false, rows: [] });
  const bounds: SessionBounds = {
    actor: agent,
    registration: attempt.registration,
    activityId: unit.id,
    iriBase,
    documents: true,
  };
  const credential = await store.issue({
    scopes: ['statements/write', 'statements/read/mine', 'state', 'profile'],
    registration: attempt.registration,
    rule: { kind: 'within-activity', data: bounds },
    closing: null,
    heard: ended(registration, feed),
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
      await credential.revoke();
      await registration.settled();
    },
    leave: () => registration.settled(),
  };
}

/** Shows what arrives; a terminated of the course ends the session for the panel. */
function ended(registration: FollowedRegistration, feed: Feed): (statements: readonly JsonObject[]) => Promise<void> {
  return async (statements) => {
    await registration.add(statements);
    if (statements.some((statement) => textAt(statement, 'verb', 'id') === verbs.terminated.id)) feed.session('ended');
  };
}
