import type { JsonObject } from '../../xapi/json.js';
import { textAt } from '../../xapi/json.js';
import { verbs } from '../../xapi/vocabulary.js';
import { assignmentOf, moveOnMet } from '../cmi5/assignment.js';
import { cmi5Guard } from '../cmi5/guard.js';
import { lmsStatements } from '../cmi5/lms-statements.js';
import { type Cmi5Session, launchData, launchModes } from '../cmi5/session.js';
import { type FollowedRegistration, followRegistration } from '../follow-registration.js';
import { actorOf } from '../learner.js';
import type { LaunchContext, LaunchProtocol, OpenLaunch } from '../open-launch.js';
import { startAddress } from '../start-address.js';

/** The LMS's side of cmi5: launch, one-time token, launch data, rules for the AU, and the LMS's own statements. */
export const cmi5: LaunchProtocol = { hasDoor: false, continues: () => true, begin };

async function begin(context: LaunchContext): Promise<OpenLaunch> {
  const { attempt, unit, store, feed, mode, now, uuid } = context;
  const agent = actorOf(context.learner);
  const assignment = assignmentOf(context.package, unit, context.iriBase);
  const session: Cmi5Session = {
    sessionId: uuid(),
    registration: attempt.registration,
    actor: agent,
    assignment,
    launchMode: launchModes[mode],
  };
  const place = { activityId: assignment.activityId, agent, registration: attempt.registration };
  const registration = await followRegistration(context, {
    place,
    definedOnly: true,
    rows: [
      {
        label: 'Move on',
        value: (facts) => `${assignment.moveOn}, ${moveOnMet[assignment.moveOn](facts) ? 'met' : 'not met yet'}`,
      },
    ],
  });
  const own = lmsStatements(session, now, uuid);
  const say = async (statement: JsonObject) => {
    await store.record(statement);
    await registration.add([statement]);
  };
  feed.statements(registration.earlier);
  await abandonOpenSessions(registration, own, say);
  const satisfy = satisfaction(session, registration, own, say);
  const guard = cmi5Guard(session, registration.facts(), now, async (statements) => {
    await registration.add(statements);
    await satisfy();
    if (statements.some((statement) => textAt(statement, 'verb', 'id') === verbs.terminated.id)) feed.session('ended');
  });
  const credential = await store.issue({
    scopes: ['statements/write', 'statements/read/mine', 'state', 'profile'],
    registration: attempt.registration,
    guard,
  });
  await store.putState(place, 'LMS.LaunchData', launchData(session, context.addresses.returned));
  await store.offerAgentProfile(agent, 'cmi5LearnerPreferences', {
    languagePreference: 'en-US,es',
    audioPreference: 'on',
  });
  await say(own.launched(context.addresses.content + unit.href));
  await satisfy();
  return opened(context, session, credential.basic, {
    documentsChanged: () => registration.refresh(),
    async end() {
      guard.close('cmi5 9.3.6: the session was abandoned, for the AU was launched again.');
      await registration.settled();
    },
  });
}

/** The launch as the host page and the fetch address see it. @param token for one use (cmi5 8.2.2) */
function opened(
  { unit, store, addresses }: LaunchContext,
  { actor, registration, assignment }: Cmi5Session,
  basic: string,
  life: Pick<OpenLaunch, 'documentsChanged' | 'end'>,
): OpenLaunch {
  const parameters = {
    endpoint: store.endpoint,
    fetch: addresses.fetch,
    actor: JSON.stringify(actor),
    registration,
    activityId: assignment.activityId,
  };
  let token: string | null = basic;
  return {
    host: {
      api: null,
      title: unit.title,
      content: startAddress(unit.href, parameters),
      ownWindow: unit.launchMethod === 'OwnWindow',
      cmi: {},
    },
    credentials: [basic],
    fetchToken() {
      // One use, then an error with code 1 under HTTP 200 (cmi5 8.2.3).
      if (token === null)
        return { 'error-code': '1', 'error-text': 'The authorization token has already been returned.' };
      const answer = { 'auth-token': token };
      token = null;
      return answer;
    },
    ...life,
    end() {
      token = null;
      return life.end();
    },
  };
}

/** Sessions that were launched and never ended are abandoned before the next one begins (cmi5 9.3.6). */
async function abandonOpenSessions(
  registration: FollowedRegistration,
  own: ReturnType<typeof lmsStatements>,
  say: (statement: JsonObject) => Promise<void>,
): Promise<void> {
  for (const [id, { launchedAt, lastAt }] of registration.facts().openSessions) {
    await say(own.abandoned(id, (lastAt - launchedAt) / 1000));
  }
}

/** Satisfied for the blocks and the course as soon as moveOn is met, once a registration (cmi5 9.3.9). */
function satisfaction(
  { assignment }: Cmi5Session,
  registration: FollowedRegistration,
  own: ReturnType<typeof lmsStatements>,
  say: (statement: JsonObject) => Promise<void>,
): () => Promise<void> {
  const said = new Set(registration.facts().satisfied);
  return async () => {
    if (!moveOnMet[assignment.moveOn](registration.facts())) return;
    for (const above of assignment.above) {
      if (said.has(above.id)) continue;
      // Noted before it is stored: two requests at once must not say it twice.
      said.add(above.id);
      await say(own.satisfied(above));
    }
  };
}
