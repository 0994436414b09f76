import { identityOf } from '../xapi/identity.js';
import { at, isObject, type JsonObject, listAt, textAt } from '../xapi/json.js';
import { verbs } from '../xapi/vocabulary.js';
import { mergedDefinition } from './merged-definition.js';

/** How an agent stands in a statement. */
export const role = { direct: 0, related: 1, authority: 2 } as const;

/** By what a statement can be found: the values that queries filter by. */
export interface Links {
  readonly verb: string;
  readonly registration: string | null;
  /** Each identity once; `role.direct` for actor, object and members of these. */
  readonly agents: ReadonlyMap<string, { readonly role: 0 | 1; readonly name: string | undefined }>;
  /** Identity of the authority. */
  readonly authority: string | undefined;
  /** Each activity once; direct for the object. */
  readonly activities: ReadonlyMap<string, { readonly role: 0 | 1; readonly definition: JsonObject | undefined }>;
  /** Id of the statement that is this one's object, in lower case. */
  readonly refersTo: string | null;
  readonly voids: boolean;
}

/** The links of a valid statement (xAPI 1.0.3 Communication 2.1.3). */
export function linksOf(statement: JsonObject): Links {
  const agents = new Map<string, { role: 0 | 1; name: string | undefined }>();
  const activities = new Map<string, { role: 0 | 1; definition: JsonObject | undefined }>();
  const found: Found = {
    agent(actor, as) {
      const identity = identityOf(actor);
      if (identity === undefined) return;
      const before = agents.get(identity);
      agents.set(identity, { role: before?.role === 0 ? 0 : as, name: textAt(actor, 'name') ?? before?.name });
    },
    activity(activity, as) {
      const id = textAt(activity, 'id');
      if (id === undefined) return;
      const before = activities.get(id);
      const definition = at(activity, 'definition');
      activities.set(id, {
        role: before?.role === 0 ? 0 : as,
        definition: isObject(definition)
          ? mergedDefinition(before?.definition ?? null, definition)
          : before?.definition,
      });
    },
  };
  collect(statement, found, role.direct);
  const authority = statement.authority;
  const refersTo =
    textAt(statement, 'object', 'objectType') === 'StatementRef' ? textAt(statement, 'object', 'id') : undefined;
  return {
    verb: textAt(statement, 'verb', 'id') ?? '',
    registration: textAt(statement, 'context', 'registration')?.toLowerCase() ?? null,
    agents,
    authority: identityOf(authority),
    activities,
    refersTo: refersTo?.toLowerCase() ?? null,
    voids: textAt(statement, 'verb', 'id') === verbs.voided.id,
  };
}

interface Found {
  agent(actor: unknown, as: 0 | 1): void;
  activity(activity: unknown, as: 0 | 1): void;
}

function collect(statement: unknown, found: Found, as: 0 | 1): void {
  const object = at(statement, 'object');
  person(at(statement, 'actor'), found, as);
  switch (textAt(object, 'objectType') ?? 'Activity') {
    case 'Agent':
    case 'Group':
      person(object, found, as);
      break;
    case 'SubStatement':
      collect(object, found, role.related);
      break;
    case 'Activity':
      found.activity(object, as);
      break;
    case 'StatementRef':
      break;
  }
  const context = at(statement, 'context');
  person(at(context, 'instructor'), found, role.related);
  person(at(context, 'team'), found, role.related);
  for (const entry of listAt(context, 'contextAgents')) person(at(entry, 'agent'), found, role.related);
  for (const entry of listAt(context, 'contextGroups')) person(at(entry, 'group'), found, role.related);
  for (const kind of ['parent', 'grouping', 'category', 'other']) {
    for (const activity of listAt(context, 'contextActivities', kind)) found.activity(activity, role.related);
  }
}

function person(actor: unknown, found: Found, as: 0 | 1): void {
  if (actor === undefined) return;
  found.agent(actor, as);
  for (const member of listAt(actor, 'member')) found.agent(member, as);
}
