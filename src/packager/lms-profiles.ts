import { readdirSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import type { Checked } from '../diagnostics.js';
import { readDataFile } from './read-data-file.js';

/** The folder in `packaging/` that holds LMS profiles: it is no target. */
export const profilesFolder = 'profiles';

/** A value, why it is so, and where that is known from. */
const setting = <Value extends z.ZodType>(value: Value) =>
  z.strictObject({ value, reason: z.string().min(1), source: z.string().min(1) });

const profileShape = z.strictObject({
  /** The file's name without `.json`. */
  id: z.string().regex(/^[a-z][a-z0-9-]*$/, 'write lower-case letters, digits and `-`'),
  /** The LMS's name for people. */
  title: z.string().min(1),
  /** Place in lists for people, the lowest first. */
  order: z.number().int().positive(),
  /** For whoever imports a package there; the build prints them. */
  advice: z.array(z.string().min(1)).default([]),
  /**
   * Whether the course asks for a window of its own. Only cmi5 has a place for it (`launchMethod`, cmi5 13); for the
   * others the build tells whoever imports the package what to choose.
   */
  window: setting(z.enum(['any', 'own'])),
  /** SCORM 1.2's one status of who failed the assessment and has tries left. */
  failing: setting(z.enum(['incomplete', 'failed'])),
  /** What SCORM is told of a module without an assessment once it is done. */
  untested: setting(z.enum(['completed', 'passed'])),
  /** Most characters of a path in the zip; null for no limit known. */
  longestPath: setting(z.number().int().min(60).nullable()),
  /** Whether SCORM 2004 courses may use global objectives: with them any prerequisite can be kept. */
  globalObjectives: setting(z.boolean()),
});

/** How packages are made for one LMS, as data: the content of `packaging/profiles/<id>.json`. */
export type LmsProfile = Readonly<z.infer<typeof profileShape>>;

/** The profile that is taken when none is named. */
export const commonProfile = 'generic';

/**
 * Every LMS profile, in the order that they state.
 * @param packaging absolute path of the folder `packaging/`
 */
export function readLmsProfiles(packaging: string): Checked<readonly LmsProfile[]> {
  const read = readdirSync(path.join(packaging, profilesFolder))
    .filter((name) => name.endsWith('.json'))
    .map((name) => readProfile(packaging, name.slice(0, -'.json'.length)));
  const value = read.flatMap((one) => (one.value === undefined ? [] : [one.value]));
  return { value: value.sort((a, b) => a.order - b.order), diagnostics: read.flatMap((one) => one.diagnostics) };
}

function readProfile(packaging: string, name: string): Checked<LmsProfile> {
  const file = path.join(packaging, profilesFolder, `${name}.json`);
  const read = readDataFile(file, `packaging/${profilesFolder}/${name}.json`, 'profile', profileShape);
  if (read.value === undefined) return { diagnostics: read.diagnostics };
  const { data, fault } = read.value;
  if (data.id !== name) {
    const hint = `write "id": "${name}".`;
    return { diagnostics: [fault(['id'], 'id', `The id "${data.id}" is not the file's name.`, hint)] };
  }
  // A prerequisite is then kept by success, which a module without an assessment must be able to reach.
  if (data.globalObjectives.value && data.untested.value !== 'passed') {
    const message = 'With global objectives, modules without an assessment must be told as passed.';
    return { diagnostics: [fault(['untested', 'value'], 'untested', message, 'write "passed".')] };
  }
  return { value: data, diagnostics: [] };
}
