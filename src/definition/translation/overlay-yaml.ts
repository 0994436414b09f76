import * as z from 'zod';
import type { Diagnostic, Place, Severity } from '../../diagnostics.js';
import { didYouMean } from '../../did-you-mean.js';
import { fault } from '../fault.js';
import type { Places } from '../module-definition.js';
import { checkShape } from '../yaml/check-shape.js';
import type { Path, YamlFile } from '../yaml/read-yaml.js';
import { ownList } from './own-list.js';
import { idOf, translatableTexts } from './translatable-texts.js';

/** A block in another language: the texts exchanged, all else as it was. */
export interface Overlaid {
  readonly data: unknown;
  /** Of the texts in the translation's file. */
  readonly texts: readonly OverlaidText[];
  readonly places: Places;
}

export interface OverlaidText {
  readonly key: string;
  /** In the source's block. */
  readonly path: Path;
  readonly source: string;
  readonly isList: boolean;
  /** Null when it is missing. */
  readonly target: string | null;
  readonly place: Place;
}

export interface OverlayParts {
  /** Of the block in the module's own language; the first that knows a field decides. */
  readonly schemas: readonly z.ZodType[];
  readonly data: unknown;
  readonly places: Places;
  /** The translation's file, and the path in it of what stands for the block; null when nothing does. */
  readonly file: YamlFile;
  readonly base: Path | null;
  /** Name of the file in the module's own language: where keys, scores and correctness live. */
  readonly sourceName: string;
  /** Where a missing text is told when nothing stands for the block. */
  readonly fallback: Place;
  readonly missing: Severity;
  readonly report: (d: Diagnostic) => void;
}

/** Puts the texts of a translation into a block, by the same paths; entries with ids are found by them. */
export function overlayYaml(parts: OverlayParts): Overlaid {
  const { schemas, data, places, file, base, fallback, missing, report, sourceName } = parts;
  const wanted = schemas.flatMap((schema) => translatableTexts(schema, data));
  const given = base === null ? undefined : valueAt(file.data, base);
  const known = new Map<string, Path>();
  const copy: unknown = structuredClone(data);
  const texts = wanted.map(({ path, key, text, isList }): OverlaidText => {
    const at = pathIn(given, data, path);
    const target = at && valueAt(given, at);
    const ofText = { path, key, source: text, isList };
    if (isList) {
      if (base === null) return { ...ofText, target: null, place: fallback };
      const list = ownEntries(parts, base, String(path.at(-1)), text, target);
      if (list === null) return { ...ofText, target: null, place: file.value(base) };
      known.set(JSON.stringify(path), [...base, ...path]);
      put(copy, path, list);
      return { ...ofText, target: ownList.joined(list), place: file.key([...base, ...path]) };
    }
    if (base !== null && at && typeof target === 'string' && target.trim() !== '') {
      known.set(JSON.stringify(path), [...base, ...at]);
      put(copy, path, target.replace(/\s+/g, ' ').trim());
      return { ...ofText, target, place: file.value([...base, ...at]) };
    }
    const place = base === null ? fallback : file.value([...base, ...(at ?? [])]);
    report(
      fault(
        'translation/missing',
        place,
        `The translation of \`${shown(path)}\` is missing: "${short(text)}".`,
        `write \`${String(path.findLast((step) => typeof step === 'string') ?? '')}:\` with the text, at the same place as in ${sourceName}`,
        missing,
      ),
    );
    return { ...ofText, target: null, place };
  });
  if (base !== null)
    strangers(
      parts,
      base,
      given,
      wanted.map((one) => one.path),
    );
  // An entry of the language's own list stands where it stands there.
  const whereIs = (path: Path): Path | undefined => {
    const list = known.get(JSON.stringify(path.slice(0, -1)));
    return known.get(JSON.stringify(path)) ?? (list && [...list, ...path.slice(-1)]);
  };
  return {
    data: copy,
    texts,
    places: {
      value: (path) => (whereIs(path) ? file.value(whereIs(path) ?? []) : places.value(path)),
      key: (path) => (whereIs(path) ? file.key(whereIs(path) ?? []) : places.key(path)),
      piece: (path, text, count) =>
        whereIs(path) ? file.piece(whereIs(path) ?? [], text, count) : places.piece(path, text, count),
    },
  };
}

/**
 * The entries of a list that the language has of its own, held to the same schema; null when there are none. Then those
 * of the source count, which is told: a learner would have to answer in another language than the question's.
 */
function ownEntries(
  { schemas, file, sourceName, report }: OverlayParts,
  base: Path,
  name: string,
  source: string,
  target: unknown,
): readonly string[] | null {
  if (target === undefined) {
    report(
      fault(
        'translation/own-answers',
        file.value(base),
        `There are no \`${name}\` in this language: learners have to type what ${sourceName} accepts ("${short(source)}").`,
        `write \`${name}:\` with all that a learner may type in this language; the same words again, where they are the same`,
        'warning',
      ),
    );
    return null;
  }
  const of = schemas.find((schema) => schema instanceof z.ZodObject && name in schema.shape);
  const field = of instanceof z.ZodObject ? z.object({ [name]: of.shape[name] }) : z.object();
  const { whole } = checkShape(field, file, base, 'a translated question', { [name]: target }, report);
  const list: unknown = whole && Reflect.get(whole, name);
  return Array.isArray(list) ? list.map(String) : null;
}

/** Whatever the translation holds besides texts: keys, scores and correctness live once, in the module's own language. */
function strangers(parts: OverlayParts, base: Path, given: unknown, wanted: readonly Path[]): void {
  const isWanted = (path: Path): boolean => wanted.some((one) => JSON.stringify(one) === JSON.stringify(path));
  const look = (value: unknown, source: unknown, path: Path, sourcePath: Path): void => {
    if (isWanted(sourcePath)) return;
    if (typeof value === 'object' && value !== null) {
      for (const [name, inner] of Array.isArray(value) ? value.entries() : Object.entries(value)) {
        const step = Array.isArray(source) && idOf(inner) ? source.findIndex((one) => idOf(one) === idOf(inner)) : name;
        const next: unknown = typeof source === 'object' && source !== null ? Reflect.get(source, step) : undefined;
        if (name === 'id' && inner === next) continue;
        look(inner, next, [...path, name], [...sourcePath, step]);
      }
      return;
    }
    const { file, report, sourceName } = parts;
    const name = path.findLast((step) => typeof step === 'string');
    const meant = didYouMean(
      String(name),
      wanted.map((one) => String(one.at(-1))),
    );
    report(
      fault(
        'translation/not-a-text',
        file.key([...base, ...path]),
        `\`${shown(path)}\` is no text that is translated here: ids, keys, scores and what is correct stand once, in ${sourceName}.`,
        meant !== undefined && meant !== name ? `did you mean \`${meant}\`? Otherwise delete it` : 'delete it',
      ),
    );
  };
  look(given, parts.data, [], []);
}

/** The path in a translation of what stands at a path in the source. */
export function pathIn(given: unknown, source: unknown, path: Path): Path | null {
  const found: (string | number)[] = [];
  let [here, there] = [given, source];
  for (const step of path) {
    if (typeof here !== 'object' || here === null || typeof there !== 'object' || there === null) return null;
    const next: unknown = Reflect.get(there, step);
    const id = Array.isArray(here) ? idOf(next) : undefined;
    const at = Array.isArray(here) && id !== undefined ? here.findIndex((one) => idOf(one) === id) : step;
    if (at === -1) return null;
    found.push(at);
    here = Reflect.get(here, at);
    there = next;
  }
  return found;
}

export function valueAt(data: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, step) => (typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined),
    data,
  );
}

function put(data: unknown, path: Path, value: string | readonly string[]): void {
  const owner = valueAt(data, path.slice(0, -1));
  const last = path.at(-1);
  if (typeof owner === 'object' && owner !== null && last !== undefined) Reflect.set(owner, last, value);
}

function shown(path: Path): string {
  return path.map((step) => (typeof step === 'number' ? step + 1 : step)).join('.');
}

export function short(text: string): string {
  return text.length > 50 ? `${text.slice(0, 47)}...` : text;
}
