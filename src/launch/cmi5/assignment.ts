import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { LaunchUnit, Package } from '../../verify/package.js';
import { attribute, child, type XmlElement } from '../../verify/read-xml.js';

/** cmi5 13.1.4. */
export const moveOnValues = [
  'Passed',
  'Completed',
  'CompletedAndPassed',
  'CompletedOrPassed',
  'NotApplicable',
] as const;
export type MoveOn = (typeof moveOnValues)[number];

export const assignmentShape = z.object({
  publisherId: z.string(),
  /** The LMS's own id of the AU (cmi5 8.1.5): never the publisher's, the same in every registration. */
  activityId: z.string(),
  title: z.string(),
  moveOn: z.enum(moveOnValues),
  /** 0 to 1. */
  masteryScore: z.number().nullable(),
  launchParameters: z.string().nullable(),
  entitlementKey: z.string().nullable(),
  /** What is satisfied with this AU, innermost first: blocks that hold nothing else, then the course (cmi5 9.4). */
  above: z.array(z.object({ id: z.string(), type: z.string(), title: z.string() }).readonly()).readonly(),
});

/** One assignable unit as this LMS knows it: the publisher's ids and the LMS's own. */
export type Assignment = Readonly<z.infer<typeof assignmentShape>>;

/**
 * Reads the assignment of a unit of a cmi5 package.
 * @param iriBase what the LMS's own ids start with; ends in '/'
 */
export function assignmentOf({ manifest }: Package, unit: LaunchUnit, iriBase: string): Assignment {
  const path = pathTo(manifest.root, unit.id) ?? [];
  const au = path.at(-1);
  const moveOn = moveOnValues.find((value) => value === unit.moveOn);
  const own = (kind: string, publisherId: string) =>
    `${iriBase}stand-in-lms/${kind}/${createHash('sha256').update(publisherId).digest('hex').slice(0, 24)}`;
  // A launch plays one AU, so a block or course with more of them is never satisfied by it.
  const alone = manifest.units.length === 1;
  const blocks = path.filter((element) => element.name === 'block').reverse();
  return {
    publisherId: unit.id,
    activityId: own('au', unit.id),
    title: unit.title,
    moveOn: moveOn ?? 'NotApplicable',
    masteryScore: unit.passingScore,
    launchParameters: unit.launchData,
    entitlementKey: (au && child(au, 'entitlementKey')?.text.trim()) || null,
    above: alone
      ? [
          ...blocks.map((block) => ({
            id: own('block', attribute(block, 'id') ?? ''),
            type: 'https://w3id.org/xapi/cmi5/activitytype/block',
            title: child(block, 'title')?.children[0]?.text.trim() ?? '',
          })),
          {
            id: own('course', manifest.id),
            type: 'https://w3id.org/xapi/cmi5/activitytype/course',
            title: manifest.title,
          },
        ]
      : [],
  };
}

/** Elements from the root down to the AU with this id; null when there is none. */
function pathTo(element: XmlElement, auId: string): readonly XmlElement[] | null {
  if (element.name === 'au' && attribute(element, 'id') === auId) return [element];
  for (const inner of element.children) {
    const path = pathTo(inner, auId);
    if (path) return [element, ...path];
  }
  return null;
}

/** Whether the facts meet a moveOn (cmi5 13.1.4). */
export const moveOnMet: Readonly<
  Record<MoveOn, (facts: { readonly completed: boolean; readonly passed: boolean }) => boolean>
> = {
  Passed: ({ passed }) => passed,
  Completed: ({ completed }) => completed,
  CompletedAndPassed: ({ completed, passed }) => completed && passed,
  CompletedOrPassed: ({ completed, passed }) => completed || passed,
  NotApplicable: () => true,
};
