import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ModuleHead } from '../../definition/module-head.js';
import type { PictureVerdict } from '../../definition/picture-verdicts.js';
import type { Diagnostic } from '../../diagnostics.js';

/** Faults found by earlier runs, by what they were found in. */
export interface KeptFaults {
  /** Undefined when nothing is kept of this key. */
  find(name: string, key: string): KeptEntry | undefined;
  /** What was found in a module's pictures, when it was last looked at. */
  picturesOf(name: string): Readonly<Record<string, PictureVerdict>>;
  /** Keeps these for later runs, in the place of what was kept of the same names. Says nothing when the disk refuses: it is a convenience. */
  save(faults: ReadonlyMap<string, KeptEntry>): void;
}

export interface KeptEntry {
  readonly key: string;
  readonly diagnostics: readonly Diagnostic[];
  /** Those of the files with a fault whose text could be read, by the path that diagnostics show. */
  readonly read: readonly string[];
  /** Of a module: what it says of itself. */
  readonly head?: ModuleHead | null;
  /** Of a module: what was found in its pictures, by the path that diagnostics show. */
  readonly pictures?: Readonly<Record<string, PictureVerdict>>;
  /** Of the programmes: how many are without a fault. */
  readonly right?: number;
}

/**
 * One file for each folder of modules, below `folder`. A file that is damaged, or that another version of the program
 * wrote, counts as none; it is written whole beside its place, so that two runs at once can't mix their lines.
 * @param modulesFolder absolute
 */
export function openKeptFaults(folder: string, modulesFolder: string): KeptFaults {
  const file = path.join(folder, `${createHash('sha256').update(modulesFolder).digest('hex').slice(0, 16)}.json`);
  program ??= programKey();
  const by = program;
  const kept = read(file, by);
  return {
    find(name, key) {
      const entry = kept.get(name);
      return entry?.key === key ? entry : undefined;
    },
    picturesOf: (name) => kept.get(name)?.pictures ?? {},
    save(faults) {
      // Whoever checks one module keeps what is known of the others.
      const text = JSON.stringify({ program: by, entries: Object.fromEntries([...kept, ...faults]) });
      const draft = `${file}.${randomUUID()}`;
      try {
        mkdirSync(folder, { recursive: true });
        writeFileSync(draft, text, { flag: 'wx' });
        renameSync(draft, file);
        sweep(folder);
      } catch {
        removeIfThere(draft);
      }
    },
  };
}

function removeIfThere(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // Where no folder is, there is no draft.
  }
}

function read(file: string, program: string): ReadonlyMap<string, KeptEntry> {
  try {
    const found: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (!isRecord(found) || found.program !== program || !isRecord(found.entries)) return new Map();
    return new Map(Object.entries(found.entries).flatMap(([name, entry]) => (isEntry(entry) ? [[name, entry]] : [])));
  } catch {
    return new Map();
  }
}

function isEntry(entry: unknown): entry is KeptEntry {
  return (
    isRecord(entry) &&
    typeof entry.key === 'string' &&
    Array.isArray(entry.diagnostics) &&
    entry.diagnostics.every(isDiagnostic) &&
    Array.isArray(entry.read) &&
    entry.read.every((file) => typeof file === 'string') &&
    (entry.head === undefined || entry.head === null || isHead(entry.head)) &&
    (entry.pictures === undefined || (isRecord(entry.pictures) && Object.values(entry.pictures).every(isVerdict))) &&
    (entry.right === undefined || typeof entry.right === 'number')
  );
}

function isVerdict(one: unknown): one is PictureVerdict {
  return isRecord(one) && typeof one.sha256 === 'string' && Array.isArray(one.found) && one.found.every(isDiagnostic);
}

function isHead(head: unknown): head is ModuleHead {
  return (
    isRecord(head) &&
    ['id', 'title', 'version'].every((name) => typeof head[name] === 'string') &&
    typeof head.minutes === 'number' &&
    (head.passing === null || typeof head.passing === 'number')
  );
}

function isDiagnostic(one: unknown): one is Diagnostic {
  return (
    isRecord(one) &&
    ['code', 'message', 'hint', 'file'].every((name) => typeof one[name] === 'string') &&
    ['line', 'column'].every((name) => typeof one[name] === 'number') &&
    (one.length === undefined || typeof one.length === 'number') &&
    (one.severity === 'error' || one.severity === 'warning')
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Milliseconds. Folders of modules come and go (copies, tests); nobody asks for theirs any more. */
const forgottenAfter = 30 * 24 * 3600 * 1000;

function sweep(folder: string): void {
  for (const name of readdirSync(folder)) {
    const place = path.join(folder, name);
    const at = statSync(place, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (Date.now() - at > forgottenAfter) rmSync(place, { force: true });
  }
}

/** Looked at once: what this process runs stays the same, whatever becomes of its files. */
let program: string | undefined;

/** The program itself, by content: what another build of it found says nothing about what this one would find. */
function programKey(): string {
  const here = path.dirname(fileURLToPath(import.meta.url));
  // Bundled, all code lies in one folder; from its sources, in `src/`.
  const folder = path.basename(here) === 'bin' ? here : path.resolve(here, '../..');
  const hash = createHash('sha256').update(process.version);
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!/\.(ts|js)$/.test(name)) continue;
    hash.update(name);
    // The bundler names its late chunks by their content, so that the name says it all.
    if (!/-[A-Z0-9]{8}\.js$/.test(name)) hash.update(readFileSync(path.join(folder, name)));
  }
  return hash.digest('hex');
}
