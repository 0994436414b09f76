import { type JsonObject, listAt, textAt } from '../xapi/json.js';

/** True for an activity and for what lies below it: ids that go on behind it with `/`, `#` or `?`. */
export function isAtOrBelow(activityId: string, id: string): boolean {
  return id === activityId || ['/', '#', '?'].some((mark) => id.startsWith(activityId + mark));
}

/** Ids of the activities of one kind, or of all kinds, in a statement's context (xAPI 1.0.3 Data 2.4.6.2). */
export function contextActivityIds(statement: JsonObject, kinds: readonly ContextKind[] = contextKinds): string[] {
  return kinds.flatMap((kind) =>
    listAt(statement, 'context', 'contextActivities', kind).map((activity) => textAt(activity, 'id') ?? ''),
  );
}

/** How an activity can stand in a statement's context. */
export type ContextKind = (typeof contextKinds)[number];

const contextKinds = ['parent', 'grouping', 'category', 'other'] as const;
