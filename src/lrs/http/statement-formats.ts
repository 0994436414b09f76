import { identifierOf } from '../../xapi/identity.js';
import { isObject, type JsonObject } from '../../xapi/json.js';

/** A statement with nothing but identifiers (format=ids, xAPI 1.0.3 Communication 2.1.3). */
export function asIds(statement: JsonObject): JsonObject {
  return mapThings(statement, {
    activity: ({ id }) => ({ id }),
    verb: ({ id }) => ({ id }),
    actor: idsOnly,
  });
}

/**
 * A statement with what the store knows of its activities, each text in the reader's language (format=canonical).
 * @param definitions by activity id @param languages wanted, the best first
 */
export function asCanonical(
  statement: JsonObject,
  definitions: ReadonlyMap<string, JsonObject>,
  languages: readonly string[],
): JsonObject {
  return mapThings(statement, {
    activity: (activity) => {
      const known = typeof activity.id === 'string' ? definitions.get(activity.id) : undefined;
      const definition = known ?? activity.definition;
      return isObject(definition) ? { ...activity, definition: oneLanguage(definition, languages) } : activity;
    },
    verb: (verb) => (isObject(verb.display) ? { ...verb, display: pick(verb.display, languages) } : verb),
    actor: (actor) => actor,
  });
}

/** Ids of all activities in a statement. */
export function activityIdsIn(statement: JsonObject): string[] {
  const ids: string[] = [];
  mapThings(statement, {
    activity: (activity) => {
      if (typeof activity.id === 'string') ids.push(activity.id);
      return activity;
    },
    verb: (verb) => verb,
    actor: (actor) => actor,
  });
  return ids;
}

/** Languages of an Accept-Language header, the best first (RFC 9110 12.5.4). */
export function acceptedLanguages(header: string | undefined): string[] {
  return (header ?? '')
    .split(',')
    .map((entry) => {
      const [tag = '', ...rest] = entry.trim().split(';');
      const quality = rest.map((part) => /^\s*q=([\d.]+)/.exec(part)?.[1]).find((q) => q !== undefined);
      return { tag: tag.trim().toLowerCase(), quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ tag, quality }) => tag !== '' && quality > 0)
    .sort((a, b) => b.quality - a.quality)
    .map(({ tag }) => tag);
}

interface Mappers {
  activity(activity: JsonObject): JsonObject;
  verb(verb: JsonObject): JsonObject;
  actor(actor: JsonObject): JsonObject;
}

function mapThings(statement: JsonObject, map: Mappers): JsonObject {
  const actor = (value: unknown) => (isObject(value) ? map.actor(value) : value);
  const changed: Record<string, unknown> = { ...statement };
  if (isObject(statement.verb)) changed.verb = map.verb(statement.verb);
  if ('actor' in statement) changed.actor = actor(statement.actor);
  if ('authority' in statement) changed.authority = actor(statement.authority);
  if (isObject(statement.object)) changed.object = mapObject(statement.object, map);
  if (isObject(statement.context)) changed.context = mapContext(statement.context, map);
  return changed;
}

function mapObject(object: JsonObject, map: Mappers): JsonObject {
  switch (object.objectType ?? 'Activity') {
    case 'Agent':
    case 'Group':
      return map.actor(object);
    case 'SubStatement':
      return mapThings(object, map);
    case 'Activity':
      return map.activity(object);
    default:
      // A StatementRef is an id already.
      return object;
  }
}

function mapContext(context: JsonObject, map: Mappers): JsonObject {
  const changed: Record<string, unknown> = { ...context };
  for (const key of ['instructor', 'team']) if (isObject(context[key])) changed[key] = map.actor(context[key]);
  for (const [list, key] of [
    ['contextAgents', 'agent'],
    ['contextGroups', 'group'],
  ] as const) {
    const entries = context[list];
    if (!Array.isArray(entries)) continue;
    changed[list] = entries.map((entry) =>
      isObject(entry) && isObject(entry[key]) ? { ...entry, [key]: map.actor(entry[key]) } : entry,
    );
  }
  if (isObject(context.contextActivities)) {
    changed.contextActivities = Object.fromEntries(
      Object.entries(context.contextActivities).map(([kind, list]) => [
        kind,
        Array.isArray(list) ? list.map((one) => (isObject(one) ? map.activity(one) : one)) : list,
      ]),
    );
  }
  return changed;
}

function idsOnly(actor: JsonObject): JsonObject {
  const members = actor.member;
  const identifier = identifierOf(actor);
  return {
    ...(actor.objectType === undefined ? {} : { objectType: actor.objectType }),
    ...identifier,
    ...(Object.keys(identifier).length === 0 && Array.isArray(members)
      ? { member: members.map((one) => (isObject(one) ? idsOnly(one) : one)) }
      : {}),
  };
}

function oneLanguage(definition: JsonObject, languages: readonly string[]): JsonObject {
  const changed: Record<string, unknown> = { ...definition };
  for (const key of ['name', 'description'])
    if (isObject(definition[key])) changed[key] = pick(definition[key], languages);
  for (const key of ['choices', 'scale', 'source', 'target', 'steps']) {
    const components = definition[key];
    if (!Array.isArray(components)) continue;
    changed[key] = components.map((one) =>
      isObject(one) && isObject(one.description) ? { ...one, description: pick(one.description, languages) } : one,
    );
  }
  return changed;
}

function pick(texts: JsonObject, languages: readonly string[]): JsonObject {
  const tags = Object.keys(texts);
  const found =
    languages
      .map(
        (wanted) =>
          tags.find((tag) => tag.toLowerCase() === wanted) ??
          tags.find((tag) => tag.toLowerCase().split('-')[0] === wanted.split('-')[0]),
      )
      .find((tag) => tag !== undefined) ?? tags[0];
  return found === undefined ? texts : { [found]: texts[found] };
}
