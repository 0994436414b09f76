import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import type { Checked } from '../diagnostics.js';
import { profilesFolder } from './lms-profiles.js';
import { readDataFile } from './read-data-file.js';

/** A relative path below the place that the field's description names. */
const fileName = z
  .string()
  .regex(/^[A-Za-z0-9._/-]+$/, 'write a relative path of letters, digits, `.`, `_`, `-` and `/`');
const atMost = z.number().int().nonnegative().nullable();

const schemasShape = z.strictObject({
  /** The npm package that carries the schemas. */
  package: z.string().min(1),
  /** The schemas' folder in that package. */
  folder: fileName,
  /** The schemas a manifest is validated by, each with the namespace it describes. */
  roots: z.array(z.strictObject({ namespace: z.url(), file: fileName })).min(1),
  /** Where a file comes from when not from the folder under its own name: a path from the folder. */
  replace: z.record(fileName, fileName),
  /** Files that go into the root of the package. */
  ship: z.array(fileName),
});

const targetShape = z.strictObject({
  /** The folder's name. */
  id: z.string().regex(/^[a-z][a-z0-9-]*$/, 'write lower-case letters, digits and `-`'),
  title: z.string().min(1),
  /** Place in lists for people, the lowest first: what most systems take comes before what few do. */
  order: z.number().int().positive(),
  /** The standard, with its body and year. */
  standard: z.string().min(1),
  /** Name of the runtime script: `dist/runtime/<protocol>.js`. */
  protocol: z.string().regex(/^[a-z0-9]+$/, 'write the name of a file in src/runtime/lms, without `.ts`'),
  /** Why a setting is as it is, for whoever reads the file. */
  notes: z.array(z.string()).default([]),
  manifest: z.strictObject({
    /** Template in the target's folder, without `.hbs`. */
    template: fileName,
    /** Name of the manifest at the package's root. */
    file: fileName,
  }),
  /** null when the standard's schemas are in no npm package. */
  schemas: schemasShape.nullable(),
  /** The manifest's word for each completion rule, and for a module that may be left out; left out when it has none. */
  completion: z
    .strictObject({ pages: z.string(), pass: z.string(), 'pages-and-pass': z.string(), elective: z.string() })
    .nullable()
    .default(null),
  /** False where a package is no LMS's: it holds no standard's manifest, and the stand-in LMS can't play it. */
  forLms: z.boolean().default(true),
  /** Why no course of several modules is built for the target; null when it is. */
  noCourses: z.string().min(1).nullable(),
  /** How much of a course's prerequisites an LMS can be told: `in-line` where only an order that leaves no choice is kept. */
  prerequisites: z.enum(['all', 'in-line', 'none']),
  /** Whether the address of a collector and a package key go into the package (`cpm build --collector`). */
  takesCollector: z.boolean(),
  /** True when importers of the standard lose the white space behind an entity in a title. */
  plainTitles: z.boolean(),
  /** False when the standard's manifest has no place for a passing score. */
  statesPassingScore: z.boolean(),
  /** True when the manifest can ask for a window of its own (cmi5 13, launchMethod). */
  statesWindow: z.boolean(),
  /** Most characters a standard allows; null for no limit. Launch data: of each SCO. */
  limits: z.strictObject({ title: atMost, version: atMost, launchData: atMost, suspendData: atMost, bookmark: atMost }),
});

/** What one standard demands of a package, as data: the content of `packaging/<id>/target.json`. */
export type Target = Readonly<z.infer<typeof targetShape>>;

/**
 * Every target: each folder in `packaging/` but that of the LMS profiles is one, in the order that they state (a tie: that of their names).
 * @param packaging absolute path of the folder
 */
export function readTargets(packaging: string): Checked<readonly Target[]> {
  const found = readdirSync(packaging, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== profilesFolder)
    .map((entry) => readTarget(packaging, entry.name))
    .sort(
      ({ value: a }, { value: b }) =>
        (a?.order ?? 0) - (b?.order ?? 0) || (a?.id ?? '').localeCompare(b?.id ?? '', 'en'),
    );
  const diagnostics = found.flatMap((f) => f.diagnostics);
  const value = found.flatMap((f) => (f.value === undefined ? [] : [f.value]));
  return { value, diagnostics };
}

function readTarget(packaging: string, folder: string): Checked<Target> {
  const file = path.join(packaging, folder, 'target.json');
  const read = readDataFile(file, `packaging/${folder}/target.json`, 'target', targetShape);
  if (read.value === undefined) return { diagnostics: read.diagnostics };
  const { data: target, fault } = read.value;
  if (target.id !== folder) {
    const message = `The id "${target.id}" is not the folder's name.`;
    return { diagnostics: [fault(['id'], 'id', message, `write "id": "${folder}".`)] };
  }
  if (!existsSync(path.join(packaging, folder, `${target.manifest.template}.hbs`))) {
    const message = `There is no ${target.manifest.template}.hbs in the folder.`;
    const hint = 'write the manifest template, or name the one that is there.';
    return { diagnostics: [fault(['manifest', 'template'], 'template', message, hint)] };
  }
  return { value: target, diagnostics: [] };
}
