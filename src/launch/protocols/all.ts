import type { Protocol } from '../../verify/package.js';
import type { LaunchProtocol } from '../open-launch.js';
import { cmi5 } from './cmi5.js';
import { scorm12 } from './scorm12.js';
import { scorm2004 } from './scorm2004.js';
import { xapi } from './xapi.js';

/** Every protocol that the stand-in LMS speaks. */
export const launchProtocols: Readonly<Record<Protocol, LaunchProtocol>> = { scorm12, scorm2004, cmi5, xapi };
