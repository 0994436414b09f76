import { createHash } from 'node:crypto';
import type { LaunchUnit, Package } from '../../verify/package.js';
import { attribute, child, type XmlElement } from '../../verify/read-xml.js';
import { type MoveOn, moveOnValues } from './move-on.js';

/** A cmi5 course as this LMS keeps it: the publisher's ids with the LMS's own beside them. */
export interface Course {
  /** In the order of the course structure. */
  readonly units: readonly CourseUnit[];
  /** Blocks and the course itself, each behind all that lie in it: the order in which they are satisfied. */
  readonly groups: readonly CourseGroup[];
}

export interface CourseUnit {
  readonly publisherId: string;
  /** The LMS's own id of the AU (cmi5 8.1.5): never the publisher's, the same in every registration. */
  readonly activityId: string;
  readonly title: string;
  readonly moveOn: MoveOn;
  readonly entitlementKey: string | null;
}

/** What is satisfied as soon as all its units are (cmi5 9.3.9). */
export interface CourseGroup {
  readonly publisherId: string;
  /** The LMS's own, never the publisher's. */
  readonly id: string;
  /** Activity type: block or course. */
  readonly type: string;
  readonly title: string;
  /** Activity ids of all units in it, at whatever depth. */
  readonly units: readonly string[];
}

/**
 * Reads blocks and assignable units of a cmi5 package.
 * @param iriBase what the LMS's own ids start with; ends in '/'
 */
export function courseOf({ manifest }: Package, iriBase: string): Course {
  const own = (kind: string, publisherId: string) =>
    `${iriBase}stand-in-lms/${kind}/${createHash('sha256').update(publisherId).digest('hex').slice(0, 24)}`;
  const launched = new Map(manifest.units.map((unit) => [unit.id, unit]));
  const units: CourseUnit[] = [];
  const groups: CourseGroup[] = [];
  /** @returns activity ids of the units below */
  const walk = (element: XmlElement): readonly string[] =>
    element.children.flatMap((inner): readonly string[] => {
      if (inner.namespace !== element.namespace) return [];
      const publisherId = attribute(inner, 'id') ?? '';
      if (inner.name === 'au') {
        const activityId = own('au', publisherId);
        units.push(unitOf(inner, { publisherId, activityId, title: titleOf(inner) }, launched.get(publisherId)));
        return [activityId];
      }
      if (inner.name !== 'block') return [];
      const within = walk(inner);
      groups.push({
        publisherId,
        id: own('block', publisherId),
        type: types.block,
        title: titleOf(inner),
        units: within,
      });
      return within;
    });
  const all = walk(manifest.root);
  const course = { publisherId: manifest.id, id: own('course', manifest.id), type: types.course };
  return { units, groups: [...groups, { ...course, title: manifest.title, units: all }] };
}

const types = {
  block: 'https://w3id.org/xapi/cmi5/activitytype/block',
  course: 'https://w3id.org/xapi/cmi5/activitytype/course',
};

function unitOf(
  au: XmlElement,
  named: Pick<CourseUnit, 'publisherId' | 'activityId' | 'title'>,
  unit: LaunchUnit | undefined,
): CourseUnit {
  return {
    ...named,
    moveOn: moveOnValues.find((value) => value === unit?.moveOn) ?? 'NotApplicable',
    entitlementKey: child(au, 'entitlementKey')?.text.trim() || null,
  };
}

function titleOf(element: XmlElement): string {
  return child(element, 'title')?.children[0]?.text.trim() ?? '';
}
