import { type CheckedModule, checkModules, type Workshop } from '../pipeline.js';
import type { Io } from './io.js';
import { named } from './modules.js';

/** Loads and checks the modules named (none: all), as `named` has them. */
export async function checkNamed(
  io: Io,
  workshop: Workshop,
  ids: readonly string[],
): Promise<readonly CheckedModule[]> {
  return checkModules(workshop, await named(io, workshop, ids));
}
