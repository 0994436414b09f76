import { type JsonObject, textAt } from '../../xapi/json.js';
import { verbs } from '../../xapi/vocabulary.js';
import { assignmentOf } from '../cmi5/assignment.js';
import { breachOf } from '../cmi5/breach.js';
import { type Course, courseOf } from '../cmi5/course.js';
import { importFaults } from '../cmi5/import-faults.js';
import { type LmsStatements, lmsStatements } from '../cmi5/lms-statements.js';
import { oneTimeToken } from '../cmi5/one-time-token.js';
import { type Cmi5Session, launchData, launchModes } from '../cmi5/session.js';
import { type SessionRecord, sessionRecord } from '../cmi5/session-record.js';
import { type FollowedRegistration, followRegistration } from '../follow-registration.js';
import { actorOf } from '../learner.js';
import type { LaunchContext, LaunchProtocol, OpenLaunch } from '../open-launch.js';
import { isCmi5Defined } from '../registration-facts.js';
import { startAddress } from '../start-address.js';
import type { Credential } from '../store-access.js';

/** The LMS's side of cmi5: launch, one-time token, launch data, rules for the AU, and the LMS's own statements. */
export const cmi5: LaunchProtocol = {
  hasDoor: false,
  continues: () => true,
  attemptsOfCourse: true,
  importFaults,
  begin,
};

async function begin(context: LaunchContext): Promise<OpenLaunch> {
  const { attempt, unit, store, mode, iriBase } = context;
  const course = courseOf(context.package, iriBase);
  const session: Cmi5Session = {
    sessionId: context.uuid(),
    registration: attempt.registration,
    actor: actorOf(context.learner),
    lms: { objectType: 'Agent', account: { homePage: `${iriBase}stand-in-lms`, name: 'lms' } },
    assignment: assignmentOf(course, unit),
    launchMode: launchModes[mode],
  };
  let hear: (statements: readonly JsonObject[]) => Promise<void> = async () => undefined;
  // Issued first: with that all sessions before have ended, in every process, and what they came to stands in the store.
  const credential = await store.issue({
    scopes: ['statements/write', 'statements/read/mine', 'state', 'profile'],
    registration: attempt.registration,
    rule: { kind: 'cmi5', data: session },
    closing: launchedAgain,
    heard: (statements) => hear(statements),
  });
  const record = sessionRecord(session, course);
  const registration = await follow(context, session, record);
  hear = hearing(context, registration, record);
  const own = lmsStatements(session, context.now);
  const say = async (statement: JsonObject) => {
    if (await store.record(statement)) await hear([statement]);
  };
  await prepare(context, session);
  await speak(context, own, { course, record, registration, say });
  await credential.note(known(session, course, record, registration));
  return opened(context, session, { credential, registration, fetchedTwice: () => say(fetchedTwice(own)) });
}

const launchedAgain = 'cmi5 9.3.6: the session was abandoned, for the AU was launched again.';

const place = ({ assignment, actor, registration }: Cmi5Session) => ({
  activityId: assignment.activityId,
  agent: actor,
  registration,
});

async function follow(
  context: LaunchContext,
  session: Cmi5Session,
  record: SessionRecord,
): Promise<FollowedRegistration> {
  const following = { place: place(session), definedOnly: true, rows: record.rows };
  const registration = await followRegistration(context, following);
  // The panel's rows know of these with the next statement, which is Launched.
  record.add(registration.earlier);
  context.feed.statements(registration.earlier);
  return registration;
}

/** Shows what arrives; Terminated ends the session for the panel. */
function hearing(
  { feed }: LaunchContext,
  registration: FollowedRegistration,
  record: SessionRecord,
): (statements: readonly JsonObject[]) => Promise<void> {
  return async (statements) => {
    record.add(statements);
    await registration.add(statements);
    const isEnd = (one: JsonObject) => isCmi5Defined(one) && textAt(one, 'verb', 'id') === verbs.terminated.id;
    if (statements.some(isEnd)) feed.session('ended');
  };
}

/** The documents that an AU finds (cmi5 10.0, 11.0). */
async function prepare({ store, addresses }: LaunchContext, session: Cmi5Session): Promise<void> {
  await store.putState(place(session), 'LMS.LaunchData', launchData(session, addresses.returned));
  await store.offerAgentProfile(session.actor, 'cmi5LearnerPreferences', {
    languagePreference: 'en-US,es',
    audioPreference: 'on',
  });
}

/** What the rules of the session know from the beginning: a `Progress`. */
function known(
  { assignment }: Cmi5Session,
  course: Course,
  record: SessionRecord,
  registration: FollowedRegistration,
): JsonObject {
  const { completed, passed, satisfied } = registration.facts();
  const { met } = record.standing();
  const waiting = course.groups.filter(({ units }) =>
    units.some((unit) => unit !== assignment.activityId && !met.has(unit)),
  );
  return { completed, passed, satisfied, waiting: waiting.map(({ id }) => id) };
}

interface Speaking {
  readonly course: Course;
  readonly record: SessionRecord;
  readonly registration: FollowedRegistration;
  say(statement: JsonObject): Promise<void>;
}

/** What the LMS itself says at a launch: Abandoned, Satisfied where it is due, Launched. */
async function speak(
  { addresses, unit }: LaunchContext,
  own: LmsStatements,
  { course, record, registration, say }: Speaking,
): Promise<void> {
  // Sessions that were launched and never ended are abandoned before the next one begins (cmi5 9.3.6).
  for (const { launched, launchedAt, lastAt } of [...registration.facts().openSessions.values()])
    await say(own.abandoned(launched, (lastAt - launchedAt) / 1000));
  // What needs nothing is satisfied from the registration on (cmi5 9.6.1); or an earlier process had no time to say it.
  const { satisfied } = record.standing();
  for (const group of course.groups)
    if (satisfied.has(group.id) && !registration.facts().satisfied.includes(group.id))
      await say(own.satisfiedBefore(group));
  await say(own.launched(addresses.content + unit.href));
}

function fetchedTwice(own: LmsStatements): JsonObject {
  const rule = { id: 'A1', requirement: '8.2.3.0-1' } as const;
  return own.rejected(rule.id, breachOf([{ rule, says: 'the token is fetched once.' }]).reason);
}

interface Opening {
  readonly credential: Credential;
  readonly registration: FollowedRegistration;
  fetchedTwice(): Promise<void>;
}

/** The launch as the host page and the fetch address see it. */
function opened(
  { unit, store, addresses }: LaunchContext,
  { actor, registration: id, assignment }: Cmi5Session,
  { credential, registration, fetchedTwice }: Opening,
): OpenLaunch {
  const parameters = {
    endpoint: store.endpoint,
    fetch: addresses.fetch,
    actor: JSON.stringify(actor),
    registration: id,
    activityId: assignment.activityId,
  };
  const token = oneTimeToken(credential.basic, fetchedTwice);
  return {
    host: {
      api: null,
      title: unit.title,
      content: startAddress(unit.href, parameters),
      ownWindow: unit.launchMethod === 'OwnWindow',
      cmi: {},
    },
    credentials: [credential.basic],
    fetchToken: token.fetch,
    documentsChanged: () => registration.refresh(),
    async end() {
      token.end();
      await credential.close(launchedAgain);
      await registration.settled();
    },
    leave: () => registration.settled(),
  };
}
