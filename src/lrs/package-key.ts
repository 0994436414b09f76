import { isObject, type JsonObject, textAt } from '../xapi/json.js';
import { profileTerms, verbs } from '../xapi/vocabulary.js';
import type { Guard, Refusal } from './access.js';
import { contextActivityIds, isAtOrBelow } from './within-activity.js';

/** Most statements in one request with a package key. */
export const packageKeyBatch = 200;
/** Longest statement from a package, characters of JSON. Our queue sends at most 60,000 bytes a request. */
export const packageKeyStatement = 65_536;

/**
 * What a package key may say. The key lies in a package, so everybody who has the package has the key: it writes
 * statements of the shape that our packages send, about its own activities and what lies below them, and reads nothing.
 * @param activities activity ids that the key is limited to
 */
export function packageKeyGuard(activities: readonly string[]): Guard {
  const bounds = { activities, profiles: activities.flatMap(profilesBeside) };
  return {
    statements: (statements) => {
      if (statements.length > packageKeyBatch)
        return { status: 413, reason: `A package sends at most ${packageKeyBatch} statements in one request.` };
      for (const statement of statements) {
        const refusal = judge(statement, bounds);
        if (refusal) return refusal;
      }
      return null;
    },
    document: () => writesOnly,
    other: () => writesOnly,
    stored: () => undefined,
  };
}

interface Bounds {
  readonly activities: readonly string[];
  /** Categories that mark statements as ours. */
  readonly profiles: readonly string[];
}

const no = (reason: string): Refusal => ({ status: 403, reason });
const writesOnly = no('A package key writes statements and does nothing else.');

const topProperties = ['id', 'actor', 'verb', 'object', 'result', 'context', 'timestamp', 'version'];
const contextProperties = ['registration', 'contextActivities', 'revision', 'platform', 'language', 'extensions'];
const packageVerbs = new Set<string>(Object.values(verbs).flatMap(({ id }) => (id === verbs.voided.id ? [] : [id])));

function judge(statement: JsonObject, bounds: Bounds): Refusal | null {
  if (JSON.stringify(statement).length > packageKeyStatement)
    return { status: 413, reason: `A statement from a package has at most ${packageKeyStatement} characters.` };
  const extra =
    strange(statement, topProperties, '') ??
    strange(isObject(statement.context) ? statement.context : {}, contextProperties, 'context.');
  if (extra !== undefined) return no(`Packages send no ${extra}.`);
  return judgeActor(statement.actor) ?? judgeVerb(statement) ?? judgeActivities(statement, bounds);
}

/** Who learns is an account of an LMS: no mail address of a learner leaves a package. */
function judgeActor(actor: unknown): Refusal | null {
  const isAgent = (textAt(actor, 'objectType') ?? 'Agent') === 'Agent';
  return isAgent && textAt(actor, 'account', 'name') !== undefined
    ? null
    : no('The actor must be an Agent with an account.');
}

function judgeVerb(statement: JsonObject): Refusal | null {
  const verb = textAt(statement, 'verb', 'id') ?? '';
  if (!packageVerbs.has(verb)) return no(`Packages do not send the verb ${verb}.`);
  return textAt(statement, 'context', 'registration') === undefined ? no('context.registration is required.') : null;
}

function judgeActivities(statement: JsonObject, { activities, profiles }: Bounds): Refusal | null {
  const isOurs = (id: string) => activities.some((activity) => isAtOrBelow(activity, id));
  const objectType = textAt(statement, 'object', 'objectType') ?? 'Activity';
  if (objectType !== 'Activity' || !isOurs(textAt(statement, 'object', 'id') ?? ''))
    return no(`The object must be one of the key's activities or lie below one: ${activities.join(', ')}.`);
  // Reports find a statement's module in its context, so naming another one would count there.
  const other =
    contextActivityIds(statement, ['parent', 'grouping', 'other']).find((id) => !isOurs(id)) ??
    contextActivityIds(statement, ['category']).find((id) => !isOurs(id) && !profiles.includes(id));
  return other === undefined ? null : no(`The context names ${other}, which this key does not speak about.`);
}

function strange(value: JsonObject, known: readonly string[], place: string): string | undefined {
  const name = Object.keys(value).find((key) => !known.includes(key));
  return name === undefined ? undefined : place + name;
}

/** The category of our statements, for an activity id that has a module's form (`<iriBase>modules/<id>`). */
function profilesBeside(activity: string): string[] {
  return [...activity.matchAll(/\/modules\//g)].map(({ index }) => profileTerms(activity.slice(0, index + 1)).profile);
}
