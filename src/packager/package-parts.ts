import type { Engine } from '../html/engine.js';
import type { Collector } from './collector.js';
import type { Course } from './course.js';
import type { LmsProfile } from './lms-profiles.js';
import type { OpenTarget } from './open-target.js';

/** What a package is made of. */
export interface PackageParts {
  readonly course: Course;
  readonly open: OpenTarget;
  /** The learner's script of the target's protocol. */
  readonly runtime: Uint8Array;
  /** Knows the templates in `packaging/` by `<target>/<template>`. */
  readonly engine: Engine;
  readonly profile: LmsProfile;
  /** Text for the LMS to hand back at launch of each module; nothing by default. */
  readonly launchData?: string;
  /** Where the package reports to besides; for targets that take it. */
  readonly collector?: Collector;
}
