import type { Element } from '../../scorm/interaction-elements.js';
import type { ObjectiveResult } from '../../scorm/objective-elements.js';
import type { JournalCalls } from './session.js';

/**
 * The learning objectives of an attempt, each where the LMS has it: a manifest or an earlier session may have put some
 * there, and an objective keeps its place and its id.
 * @param elements the objective's parts with their values, in the order in which the standard wants them set
 */
export function createObjectives(
  calls: JournalCalls,
  elements: (result: ObjectiveResult) => readonly Element[],
): (results: readonly ObjectiveResult[]) => void {
  const ids: string[] = [];
  const told = new Map<string, string>();
  const held = calls.number('cmi.objectives._count') ?? 0;
  while (ids.length < held) ids.push(calls.get(`cmi.objectives.${ids.length}.id`));

  return (results) => {
    for (const result of results) {
      const news = JSON.stringify(result);
      if (told.get(result.id) === news) continue;
      told.set(result.id, news);
      if (!ids.includes(result.id)) ids.push(result.id);
      for (const [part, value] of elements(result)) {
        calls.offer(`cmi.objectives.${ids.indexOf(result.id)}.${part}`, value);
      }
    }
  };
}
