import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Checked } from '../diagnostics.js';
import type { SchemaSet } from '../verify/validate-xml.js';
import type { Target } from './targets.js';

/** A target with its schemas in memory. Open each target once a process: its schemas are compiled once for all packages. */
export interface OpenTarget {
  readonly target: Target;
  /** What goes into the root of each package. */
  readonly ship: ReadonlyMap<string, Uint8Array>;
  /** What manifests are validated by; null when the target names no schemas. */
  readonly schemas: SchemaSet | null;
}

/**
 * Reads a target's schemas from the npm package it names.
 * @param root the project's root, from where the npm package is found
 */
export function openTarget(target: Target, root: string): Checked<OpenTarget> {
  const wanted = target.schemas;
  if (wanted === null) return { value: { target, ship: new Map(), schemas: null }, diagnostics: [] };
  try {
    const main = createRequire(path.join(root, 'package.json')).resolve(`${wanted.package}/package.json`);
    const folder = path.join(path.dirname(main), wanted.folder);
    const read = (name: string) => [name, readFileSync(path.join(folder, wanted.replace[name] ?? name))] as const;
    const ship = new Map(wanted.ship.map(read));
    const missing = wanted.roots.map((r) => r.file).filter((name) => !ship.has(name));
    const validating = new Map([...ship, ...missing.map(read)]);
    return { value: { target, ship, schemas: { files: validating, roots: wanted.roots } }, diagnostics: [] };
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    const diagnostic = {
      code: 'target/schemas',
      severity: 'error',
      file: `packaging/${target.id}/target.json`,
      line: 1,
      column: 1,
      message: `The schemas in the npm package ${wanted.package} can't be read: ${reason}.`,
      hint: 'run `npm ci` in the clone; when it stays, correct `schemas` in this file.',
    } as const;
    return { diagnostics: [diagnostic] };
  }
}
