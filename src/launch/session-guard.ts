import * as z from 'zod';
import type { DocumentRequest, Refusal } from '../lrs/access.js';
import type { SessionRules } from '../lrs/session-rules.js';
import { contextActivityIds, isAtOrBelow } from '../lrs/within-activity.js';
import { identityOf } from '../xapi/identity.js';
import { type JsonObject, parsedJson, textAt } from '../xapi/json.js';
import { moduleIriOf, verbs } from '../xapi/vocabulary.js';

const boundsShape = z.object({
  actor: z.record(z.string(), z.unknown()),
  registration: z.string(),
  /** The activity that was launched; what lies below it (`/`, `#`, `?`) belongs to it. */
  activityId: z.string(),
  /** Ends in '/'. */
  iriBase: z.string(),
  /** Whether it may also read what it wrote, and keep documents; false leaves writing statements alone. */
  documents: z.boolean(),
});

/** What the credential of one launch may speak of. */
export type SessionBounds = Readonly<z.infer<typeof boundsShape>>;

/**
 * Keeps the credential of one launch to its learner, registration and activity: whoever takes it out of a package
 * can neither speak for others nor void what anybody said. xAPI itself asks for no more than a scope.
 * Nothing is noted: each request is judged by itself.
 * @param data `SessionBounds`
 */
export function sessionGuard(data: JsonObject): SessionRules {
  const bounds = boundsShape.parse(data);
  return {
    statements: (statements, state) =>
      firstOf(statements.map((statement) => judgeStatement(statement, bounds))) ?? { state },
    document: (request, state) => (bounds.documents ? judgeDocument(request, bounds) : writesOnly) ?? { state },
    other: () => (bounds.documents ? null : writesOnly),
  };
}

const no = (reason: string): Refusal => ({ status: 403, reason });
const writesOnly = no('This key writes statements and does nothing else.');
const firstOf = (refusals: readonly (Refusal | null)[]) => refusals.find((refusal) => refusal !== null) ?? null;

function judgeStatement(statement: JsonObject, bounds: SessionBounds): Refusal | null {
  const { activityId, registration } = bounds;
  if (identityOf(statement.actor) !== identityOf(bounds.actor)) return no('The actor must be the one of the launch.');
  if (textAt(statement, 'context', 'registration') !== registration)
    return no(`context.registration must be ${registration}.`);
  if (textAt(statement, 'verb', 'id') === verbs.voided.id) return no('A course cannot void statements.');
  const about = textAt(statement, 'object', 'objectType') ?? 'Activity';
  const id = textAt(statement, 'object', 'id') ?? '';
  if (about !== 'Activity' || !isAtOrBelow(activityId, id))
    return no(`The object must be the activity ${activityId} or one whose id goes on behind it.`);
  const other = contextActivityIds(statement).find((one) => isOtherModule(one, bounds));
  return other === undefined ? null : no(`The context names ${other}, which was not launched.`);
}

/** Reports find a statement's module in its context, so naming another one would count there. */
function isOtherModule(id: string, { activityId, iriBase }: SessionBounds): boolean {
  return moduleIriOf(iriBase, id) !== undefined && !isAtOrBelow(activityId, id);
}

function judgeDocument({ resource, params }: DocumentRequest, bounds: SessionBounds): Refusal | null {
  const { agent, registration, activityId = '' } = params;
  if (agent !== undefined && identityOf(parsedJson(agent)) !== identityOf(bounds.actor))
    return no('The agent parameter must be the actor of the launch.');
  if (registration !== undefined && registration.toLowerCase() !== bounds.registration)
    return no(`registration must be ${bounds.registration}.`);
  return resource === 'agents/profile' || isAtOrBelow(bounds.activityId, activityId)
    ? null
    : no(`activityId must be ${bounds.activityId} or one that goes on behind it.`);
}
