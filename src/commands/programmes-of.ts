import { type CheckedProgrammes, checkProgrammes } from '../pipeline/check-programmes.js';
import type { Workshop } from '../pipeline.js';
import type { Io } from './io.js';
import { noFolder } from './modules.js';

/** The programmes of the curriculum, checked. A modules folder that is not there is the environment's fault (exit 74). */
export async function programmesOf(io: Io, workshop: Workshop): Promise<CheckedProgrammes> {
  return checkProgrammes(workshop).catch(noFolder(io, workshop));
}
