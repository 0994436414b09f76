import type { AuthoredAccepted, AuthoredItem } from '../definition/schemas/requirement-schema.js';
import type { RequirementItem } from '../tracking/curriculum.js';

/** What a line of a requirement names, with the kind of it. */
export function namedItems(
  line: AuthoredItem | AuthoredAccepted,
): readonly { kind: RequirementItem['kind']; id: string }[] {
  return (['module', 'class', 'field-activity'] as const).flatMap((kind) => {
    const id = line[kind];
    return id === undefined ? [] : [{ kind, id }];
  });
}

/** A module's hours: its minutes, to the hundredth. */
export function hoursOf(minutes: number): number {
  return Math.round((minutes / 60) * 100) / 100;
}
