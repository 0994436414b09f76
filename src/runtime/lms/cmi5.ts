import { isObject, type JsonObject, numberAt, textAt } from '../../xapi/json.js';
import { cmi5, profileTerms } from '../../xapi/vocabulary.js';
import { createUnsent } from '../queue/unsent.js';
import type { Actor, Host, OpenSession, Statement, StatementKind } from './session.js';
import { type Access, readJson, readState, stateQuery, stateSession, xapiVersion } from './shared-xapi.js';

/** What the LMS put into LMS.LaunchData (cmi5 10.2). */
interface LaunchData {
  readonly contextTemplate: JsonObject;
  readonly normal: boolean;
  readonly masteryScore: number | null;
  readonly returnUrl: string | null;
}

/** cmi5 (Quartz): launch by address, one token a session, a context template on every statement (rules A1-A14). */
export const open: OpenSession = async (host) => {
  const given = new URLSearchParams(host.window.location.search);
  const part = (name: string) => given.get(name) ?? '';
  const actor = agentOf(part('actor'));
  const fetchUrl = part('fetch');
  if (part('endpoint') === '' || fetchUrl === '' || actor === null)
    return { tracked: false, reason: 'no-lms', returnUrl: null };

  const memory = sessionMemory(host, fetchUrl);
  const before = memory.read();
  // After Terminated nothing more may be said in this session (cmi5 9.3.8): a reload cannot go on with it.
  if (before?.ended) return { tracked: false, reason: 'link-used', returnUrl: before.returnUrl, kept: before.kept };
  const token = before ? before.token : await fetchToken(host, fetchUrl);
  if (token === null || token === 'used') {
    return { tracked: false, reason: token === 'used' ? 'link-used' : 'refused', returnUrl: null };
  }
  const endpoint = part('endpoint');
  const access: Access = {
    endpoint: endpoint.endsWith('/') ? endpoint : `${endpoint}/`,
    authorization: `Basic ${token}`,
  };
  const registration = part('registration');
  const activityId = part('activityId') || part('activityid') || host.courseIri;
  const place = { activityId, agent: actor, registration };
  memory.write({ token, ended: false, returnUrl: null });

  // In this order (cmi5 10.0, 11.0): launch data, learner preferences, and only then statements.
  const launch = launchDataOf(await readJson(host, access, 'activities/state', stateQuery(place, 'LMS.LaunchData')));
  if (!launch) return { tracked: false, reason: 'refused', returnUrl: null };
  memory.write({ token, ended: false, returnUrl: launch.returnUrl });
  const preferences = await readJson(host, access, 'agents/profile', {
    profileId: 'cmi5LearnerPreferences',
    agent: JSON.stringify(actor),
  });
  const found = await readState(host, access, place);
  if (!found) return { tracked: false, reason: 'refused', returnUrl: launch.returnUrl };

  const sessionId = textAt(launch.contextTemplate, 'extensions', cmi5.sessionId) ?? host.uuid();
  return {
    tracked: true,
    writes: launch.normal,
    learner: part('actor') + registration,
    saved: found.state,
    passingScore: launch.masteryScore,
    language: textAt(preferences, 'languagePreference')?.split(',')[0]?.trim() || null,
    door: {
      ...access,
      actor,
      registration,
      activityId,
      version: xapiVersion,
      answersCarrySuccess: false,
      isRecord: true,
      session: {
        id: sessionId,
        unsent: createUnsent(host, access, place, sessionId, profileTerms(host.iriBase).unsent),
      },
      dress: (statement, kind) => dress(statement, kind, launch, registration),
    },
    returnUrl: launch.returnUrl,
    continued: before !== null,
    session: stateSession(
      host,
      access,
      place,
      {},
      {
        saved: found.state,
        writes: launch.normal,
        ended: (kept) => memory.write({ token, ended: true, returnUrl: launch.returnUrl, kept }),
      },
    ),
  };
};

/** The session's token, asked for once (cmi5 8.2.3); 'used' when the link had served before, null when there is none. */
async function fetchToken(host: Host, url: string): Promise<string | null> {
  try {
    const response = await host.net.send(url, { method: 'POST', cache: 'no-store' });
    const answer: unknown = await response.json();
    // "error-code" 1 is a link that has been used, 2 and 3 a general and a permanent fault.
    if (textAt(answer, 'error-code') === '1') return 'used';
    return response.ok ? (textAt(answer, 'auth-token') ?? null) : null;
  } catch {
    return null;
  }
}

function launchDataOf(document: unknown): LaunchData | null {
  if (!isObject(document)) return null;
  const template = document.contextTemplate;
  return {
    contextTemplate: isObject(template) ? template : {},
    normal: (textAt(document, 'launchMode') ?? 'Normal') === 'Normal',
    masteryScore: numberAt(document, 'masteryScore') ?? null,
    returnUrl: /^https?:/i.test(textAt(document, 'returnURL') ?? '') ? (textAt(document, 'returnURL') ?? null) : null,
  };
}

/** Which categories cmi5 puts on its own statements (9.6.2); statements of other kinds are "cmi5 allowed". */
const categories: Readonly<Record<StatementKind, readonly string[]>> = {
  initialized: [cmi5.category],
  passed: [cmi5.category, cmi5.moveOn],
  failed: [cmi5.category, cmi5.moveOn],
  completed: [cmi5.category, cmi5.moveOn],
  terminated: [cmi5.category],
  allowed: [],
};

/** The statement in the LMS's context: the template's entries first and unchanged (10.2.1), ours behind them. */
function dress(statement: Statement, kind: StatementKind, launch: LaunchData, registration: string): Statement {
  const context = objectAt(statement, 'context');
  const template = launch.contextTemplate;
  const own = objectAt(context, 'contextActivities');
  const given = objectAt(template, 'contextActivities');
  const marks = categories[kind].map((id) => ({ id }));
  const activities = Object.fromEntries(
    [...new Set([...Object.keys(given), ...Object.keys(own), 'category'])]
      .map((key) => [key, [...list(given[key]), ...list(own[key]), ...(key === 'category' ? marks : [])]] as const)
      .filter(([, entries]) => entries.length > 0),
  );
  const judged = (kind === 'passed' || kind === 'failed') && launch.masteryScore !== null;
  return {
    ...statement,
    context: {
      ...context,
      ...template,
      registration,
      contextActivities: activities,
      extensions: {
        ...objectAt(context, 'extensions'),
        ...objectAt(template, 'extensions'),
        ...(judged ? { [cmi5.masteryScore]: launch.masteryScore } : {}),
      },
    },
  };
}

function objectAt(value: JsonObject, name: string): JsonObject {
  const found = value[name];
  return isObject(found) ? found : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : value === undefined ? [] : [value];
}

/** The launch's actor exactly as it came: every request must carry the same (cmi5 8.1.3). */
function agentOf(text: string): Actor | null {
  try {
    const actor: unknown = JSON.parse(text);
    return isObject(actor) ? actor : null;
  } catch {
    return null;
  }
}

interface Remembered {
  readonly token: string;
  /** True once the session said Terminated. */
  readonly ended: boolean;
  readonly returnUrl: string | null;
  /** True when the session ended while nothing stood in the way of saving. */
  readonly kept?: boolean | undefined;
}

/** What this tab remembers of the session over a reload: a second fetch of the token is refused (A1). */
function sessionMemory(host: Host, fetchUrl: string): { read(): Remembered | null; write(value: Remembered): void } {
  const key = `cpm-cmi5 ${fetchUrl}`;
  return {
    read() {
      try {
        const value: unknown = JSON.parse(host.window.sessionStorage.getItem(key) ?? 'null');
        const token = textAt(value, 'token');
        if (!isObject(value) || token === undefined) return null;
        return {
          token,
          ended: value.ended === true,
          returnUrl: textAt(value, 'returnUrl') ?? null,
          kept: value.kept === true,
        };
      } catch {
        return null;
      }
    },
    write(value) {
      try {
        host.window.sessionStorage.setItem(key, JSON.stringify(value));
      } catch {
        // No storage in this frame: then a reload ends in a plain message.
      }
    },
  };
}
