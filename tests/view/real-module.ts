import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { formatDiagnostic } from '../../src/diagnostics.js';
import type { Module } from '../../src/model/module.js';
import { checkModules } from '../../src/pipeline.js';

/** The clone's own folder. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

/** A module of the training itself, compiled. */
export async function realModule(id: string): Promise<Module> {
  const [checked] = await checkModules({ root, cwd: root, modulesFolder: path.join(root, 'modules') }, [id]);
  if (!checked?.module) throw new Error(checked?.diagnostics.map((d) => formatDiagnostic(d)).join('\n') ?? 'no module');
  return checked.module;
}
