import type { Module } from '../model/module.js';
import type { Target } from './targets.js';

/** The file name of a module's package: `<module>-<version>-<target>.zip`. */
export function packageName(module: Pick<Module, 'id' | 'version'>, target: Pick<Target, 'id'>): string {
  return `${module.id}-${module.version}-${target.id}.zip`;
}
