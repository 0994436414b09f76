import type { JsonObject } from '../../xapi/json.js';
import { textAt } from '../../xapi/json.js';
import { verbs } from '../../xapi/vocabulary.js';
import { assignmentOf, moveOnMet } from '../cmi5/assignment.js';
import { lmsStatements } from '../cmi5/lms-statements.js';
import { type Cmi5Session, launchData, launchModes } from '../cmi5/session.js';
import { type FollowedRegistration, followRegistration } from '../follow-registration.js';
import { actorOf } from '../learner.js';
import type { LaunchContext, LaunchProtocol, OpenLaunch } from '../open-launch.js';
import { startAddress } from '../start-address.js';

/** The LMS's side of cmi5: launch, one-time token, launch data, rules for the AU, and the LMS's own statements. */
export const cmi5: LaunchProtocol = { hasDoor: false, continues: () => true, begin };

async function begin(context: LaunchContext): Promise<OpenLaunch> {
  const { attempt, unit, store, feed, mode, uuid } = context;
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
  let hear: (statements: readonly JsonObject[]) => Promise<void> = async () => undefined;
  // Issued first: with that all sessions before have ended, in every process, and what they came to stands in the store.
  const credential = await store.issue({
    scopes: ['statements/write', 'statements/read/mine', 'state', 'profile'],
    registration: attempt.registration,
    rule: { kind: 'cmi5', data: session },
    closing: launchedAgain,
    heard: (statements) => hear(statements),
  });
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
  hear = async (statements) => {
    await registration.add(statements);
    if (statements.some((statement) => textAt(statement, 'verb', 'id') === verbs.terminated.id)) feed.session('ended');
  };
  feed.statements(registration.earlier);
  await store.putState(place, 'LMS.LaunchData', launchData(session, context.addresses.returned));
  await store.offerAgentProfile(agent, 'cmi5LearnerPreferences', {
    languagePreference: 'en-US,es',
    audioPreference: 'on',
  });
  await speak(context, session, registration);
  const { completed, passed, satisfied } = registration.facts();
  await credential.note({ completed, passed, satisfied });
  return opened(context, session, credential.basic, {
    documentsChanged: () => registration.refresh(),
    async end() {
      await credential.close(launchedAgain);
      await registration.settled();
    },
    leave: () => registration.settled(),
  });
}

const launchedAgain = 'cmi5 9.3.6: the session was abandoned, for the AU was launched again.';

/** The launch as the host page and the fetch address see it. @param token for one use (cmi5 8.2.2) */
function opened(
  { unit, store, addresses }: LaunchContext,
  { actor, registration, assignment }: Cmi5Session,
  basic: string,
  life: Pick<OpenLaunch, 'documentsChanged' | 'end' | 'leave'>,
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

/** What the LMS itself says at a launch: Abandoned, Launched, and Satisfied where an earlier process had no time to. */
async function speak(
  { addresses, unit, store, now }: LaunchContext,
  session: Cmi5Session,
  registration: FollowedRegistration,
): Promise<void> {
  const own = lmsStatements(session, now);
  const say = async (statement: JsonObject) => {
    if (await store.record(statement)) await registration.add([statement]);
  };
  // Sessions that were launched and never ended are abandoned before the next one begins (cmi5 9.3.6).
  for (const [id, { launchedAt, lastAt }] of registration.facts().openSessions)
    await say(own.abandoned(id, (lastAt - launchedAt) / 1000));
  await say(own.launched(addresses.content + unit.href));
  // For the blocks and the course as soon as moveOn is met, once a registration (cmi5 9.3.9).
  const { assignment } = session;
  if (!moveOnMet[assignment.moveOn](registration.facts())) return;
  for (const above of assignment.above)
    if (!registration.facts().satisfied.includes(above.id)) await say(own.satisfied(above));
}
