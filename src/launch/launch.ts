import type { Package } from '../verify/package.js';
import type { Attempt } from './attempts.js';
import type { Feed } from './feed.js';
import type { Learner } from './learner.js';
import type { Mishap } from './mishap.js';
import type { OpenLaunch } from './open-launch.js';

/** A launch under way: a package in front of the learner, with what the LMS knows of it. */
export interface Launch {
  /** Unguessable: knowing it is the right to this launch's addresses on the package origin. */
  readonly id: string;
  readonly module: string;
  readonly target: string;
  readonly learner: Learner;
  /** As it was when the launch began. */
  readonly attempt: Attempt;
  readonly ownWindow: boolean;
  /** Of its files and its manifest; `renew` puts another build of it in its place. */
  package: Package;
  /** Names of the scripts and styles that the course asked for, since its launch began. */
  readonly asked: Set<string>;
  /** True once another build took the place of the one it began with. */
  isRenewed: boolean;
  readonly feed: Feed;
  readonly open: OpenLaunch;
  readonly mishaps: Set<Mishap>;
}
