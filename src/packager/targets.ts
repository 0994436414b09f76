import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import type { Checked, Diagnostic } from '../diagnostics.js';

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
  /** The manifest's word for each completion rule; left out when it has none. */
  completion: z
    .strictObject({ pages: z.string(), pass: z.string(), 'pages-and-pass': z.string() })
    .nullable()
    .default(null),
  /** True when importers of the standard lose the white space behind an entity in a title. */
  plainTitles: z.boolean(),
  /** False when the standard's manifest has no place for a passing score. */
  statesPassingScore: z.boolean(),
  /** Most characters a standard allows; null for no limit. */
  limits: z.strictObject({ title: atMost, version: atMost, launchData: atMost, suspendData: atMost, bookmark: atMost }),
});

/** What one standard demands of a package, as data: the content of `packaging/<id>/target.json`. */
export type Target = Readonly<z.infer<typeof targetShape>>;

/**
 * Every target: each folder in `packaging/` is one, in the order that they state (a tie: that of their names).
 * @param packaging absolute path of the folder
 */
export function readTargets(packaging: string): Checked<readonly Target[]> {
  const found = readdirSync(packaging, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
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
  const shown = `packaging/${folder}/target.json`;
  if (!existsSync(file)) {
    return faulty(
      shown,
      1,
      'missing',
      'The folder has no target.json.',
      'every folder in packaging/ is a target: write one, or move the folder.',
    );
  }
  const text = readFileSync(file, 'utf8');
  const json = parse(text, shown);
  if (json.value === undefined) return { diagnostics: json.diagnostics };
  const checked = targetShape.safeParse(json.value.content);
  if (!checked.success) {
    const diagnostics = checked.error.issues.map((issue) => {
      const key = issue.path.join('.');
      const keys = issue.code === 'unrecognized_keys' ? [...issue.path, ...issue.keys] : issue.path;
      return diagnosticOf(
        shown,
        lineOf(text, keys),
        'shape',
        `${key === '' ? 'The file' : `\`${key}\``}: ${issue.message}.`,
        'compare with the other folders in packaging/.',
      );
    });
    return { diagnostics };
  }
  const target = checked.data;
  if (target.id !== folder) {
    return faulty(
      shown,
      lineOf(text, ['id']),
      'id',
      `The id "${target.id}" is not the folder's name.`,
      `write "id": "${folder}".`,
    );
  }
  if (!existsSync(path.join(packaging, folder, `${target.manifest.template}.hbs`))) {
    const line = lineOf(text, ['manifest', 'template']);
    return faulty(
      shown,
      line,
      'template',
      `There is no ${target.manifest.template}.hbs in the folder.`,
      'write the manifest template, or name the one that is there.',
    );
  }
  return { value: target, diagnostics: [] };
}

function parse(text: string, file: string): Checked<{ readonly content: unknown }> {
  try {
    return { value: { content: JSON.parse(text) }, diagnostics: [] };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const position = Number(/position (\d+)/.exec(reason)?.[1] ?? 0);
    const line = text.slice(0, position).split('\n').length;
    return faulty(
      file,
      line,
      'json',
      `This is not JSON: ${reason}.`,
      'look for a missing comma, quote or bracket before this place.',
    );
  }
}

/** The line of the key that a path leads to, or of the last one on the way that the text holds. */
function lineOf(text: string, keys: readonly PropertyKey[]): number {
  let at = 0;
  for (const key of keys) {
    const next = text.indexOf(`"${String(key)}"`, at);
    if (next >= 0) at = next;
  }
  return text.slice(0, at).split('\n').length;
}

function faulty(
  file: string,
  line: number,
  what: string,
  message: string,
  hint: string,
): { diagnostics: readonly Diagnostic[] } {
  return { diagnostics: [diagnosticOf(file, line, what, message, hint)] };
}

function diagnosticOf(file: string, line: number, what: string, message: string, hint: string): Diagnostic {
  return { code: `target/${what}`, severity: 'error', file, line, column: 1, message, hint };
}
