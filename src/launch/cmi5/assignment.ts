import * as z from 'zod';
import type { LaunchUnit } from '../../verify/package.js';
import type { Course } from './course.js';
import { moveOnValues } from './move-on.js';

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
  /** The blocks that it lies in, innermost first, then the course. */
  above: z
    .array(z.object({ id: z.string(), publisherId: z.string(), type: z.string(), title: z.string() }).readonly())
    .readonly(),
});

/** One assignable unit as this LMS assigns it. */
export type Assignment = Readonly<z.infer<typeof assignmentShape>>;

/** The assignment of a unit of the course. @throws when the course has no such unit */
export function assignmentOf({ units, groups }: Course, launched: LaunchUnit): Assignment {
  const unit = units.find(({ publisherId }) => publisherId === launched.id);
  if (!unit) throw new Error(`The course structure has no unit ${launched.id}`);
  return {
    ...unit,
    title: launched.title,
    masteryScore: launched.passingScore,
    launchParameters: launched.launchData,
    above: groups
      .filter((group) => group.units.includes(unit.activityId))
      .map(({ id, publisherId, type, title }) => ({ id, publisherId, type, title })),
  };
}
