import { type Folder, inside } from './files.js';
import type { ModuleDefinition } from './module-definition.js';
import { readModuleFile } from './read-module-file.js';
import { Reader } from './reader.js';

/** What requirements need to know of a module. */
export interface ModuleHead {
  readonly id: string;
  readonly title: string;
  readonly version: string;
  readonly minutes: number;
  /** Share of the assessment that passes, 0 to 1; null without one. */
  readonly passing: number | null;
}

/** A module's own words on itself; null when its module.yaml does not say them. */
export function moduleHead(id: string, parts: ModuleDefinition['parts']): ModuleHead | null {
  const { title, version, minutes, assessment } = parts;
  if (title === undefined || version === undefined || minutes === undefined) return null;
  const passing = assessment?.['passing-score'];
  return { id, title, version, minutes, passing: passing === undefined ? null : passing / 100 };
}

/** The same from module.yaml alone (`loadModule` tells what is wrong with it). */
export async function loadModuleHead(modules: Folder, id: string): Promise<ModuleHead | null> {
  const reader = new Reader(inside(modules, id));
  const source = await reader.read(inside(reader.root, 'module.yaml'));
  return source && moduleHead(id, readModuleFile(source, reader.report).parts);
}
