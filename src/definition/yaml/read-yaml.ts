import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseDocument,
  type YAMLError,
} from 'yaml';
import type { Diagnostic, Place } from '../../diagnostics.js';
import { fault } from '../fault.js';
import type { SourceText } from '../source-text.js';
import { syntaxFault } from './syntax-fault.js';

export type Path = readonly (string | number)[];

/** A YAML file that could be read: its values and where each stands. */
export interface YamlFile {
  readonly source: SourceText;
  readonly data: unknown;
  /** Place of a value; of its parent's key when the path leads to nothing. */
  value(path: Path): Place;
  /** Place of a key. */
  key(path: Path): Place;
  /** Place of a piece of a text value: of its `count`th occurrence, from 0; of the value when it is not found as written. */
  piece(path: Path, text: string, count?: number): Place;
  /** A scalar as the author wrote it (`1.10`), or undefined when the path leads to no plain scalar. */
  written(path: Path): string | undefined;
}

/** Reads YAML 1.2 with all its syntax faults at once. Null when a fault leaves its values in doubt. */
export function readYaml(source: SourceText, report: (d: Diagnostic) => void): YamlFile | null {
  const document = parseDocument(source.text, { prettyErrors: false, stringKeys: true });
  const faults = [
    ...independent(source, document.errors).map((error) => syntaxFault(source, error)),
    ...taggedNodes(source, document),
  ];
  for (const found of faults) report(found);
  if (faults.length > 0) return null;
  let data: unknown;
  try {
    data = document.toJS({ maxAliasCount: 100 });
  } catch {
    report(
      fault(
        'yaml/aliases',
        source.at(Math.max(0, source.text.search(/(?<=[\s[{,:-])[*&][^\s,\]}]+/))),
        'The aliases (`*name`) of this file refer to nothing, to themselves, or repeat too much.',
        'write the text out instead of referring to it',
      ),
    );
    return null;
  }
  return { source, data, ...places(source, document) };
}

/** One slip makes the parser stumble more than once: keeps what does not follow from an earlier fault. */
function independent(source: SourceText, errors: readonly YAMLError[]): YAMLError[] {
  const kept: YAMLError[] = [];
  let last = -2;
  let wasTab = false;
  for (const error of [...errors].sort((a, b) => a.pos[0] - b.pos[0])) {
    const line = source.at(error.pos[0]).line;
    const isTab = error.code === 'TAB_AS_INDENT';
    const follows = line === last || (isTab && wasTab && line === last + 1);
    last = line;
    wasTab = isTab;
    if (follows) continue;
    kept.push(error);
    // After an open quote or bracket nobody knows where text ends, so the rest says nothing.
    if (error.code === 'MISSING_CHAR') break;
  }
  return kept;
}

function taggedNodes(source: SourceText, document: Document): Diagnostic[] {
  const found: Diagnostic[] = [];
  const look = (node: unknown): void => {
    if (isMap(node) || isSeq(node) || isScalar(node)) {
      if (node.tag !== undefined && node.range) {
        let from = source.text.lastIndexOf('!', node.range[0]);
        while (source.text[from - 1] === '!') from -= 1;
        const written = /^\S+/.exec(source.text.slice(from))?.[0] ?? '!';
        found.push(
          fault(
            'yaml/tag',
            source.at(from, written.length),
            'A YAML tag stands here.',
            'delete the tag; for a text that looks like a number write quotes',
          ),
        );
        return;
      }
    }
    if (isMap(node)) for (const pair of node.items) look(pair.value);
    if (isSeq(node)) for (const item of node.items) look(item);
  };
  look(document.contents);
  return found;
}

function places(source: SourceText, document: Document): Pick<YamlFile, 'value' | 'key' | 'piece' | 'written'> {
  const at = (node: unknown): Place | undefined => {
    const range = rangeOf(node);
    if (range === undefined) return undefined;
    return source.at(range[0], isScalar(node) ? range[1] - range[0] : 1);
  };
  const value = (path: Path): Place => {
    const found = find(document, path);
    if (found.whole && found.node !== undefined && !isEmpty(found.node)) return at(found.node) ?? source.at(0);
    if (found.pair !== undefined) return at(found.pair.key) ?? source.at(0);
    return at(found.node) ?? source.at(0);
  };
  return {
    value,
    key: (path) => {
      const found = find(document, path);
      return (found.whole && found.pair !== undefined && found.isKey ? at(found.pair.key) : undefined) ?? value(path);
    },
    piece(path, text, count = 0) {
      const found = find(document, path);
      const range = rangeOf(found.node);
      if (!found.whole || range === undefined || text === '') return value(path);
      const written = source.text.slice(range[0], range[1]);
      let index = -1;
      for (let n = 0; n <= count; n += 1) {
        const next = written.indexOf(text, index + 1);
        if (next === -1) break;
        index = next;
      }
      return index === -1 ? value(path) : source.at(range[0] + index, text.length);
    },
    written(path) {
      const found = find(document, path);
      const node = found.whole ? found.node : undefined;
      return isScalar(node) && node.type === 'PLAIN' ? node.source : undefined;
    },
  };
}

interface Found {
  /** The deepest node on the way. */
  readonly node: Node | undefined;
  /** The pair that was entered last. */
  readonly pair: Pair | undefined;
  /** True when the last step of the path was this pair's key. */
  readonly isKey: boolean;
  /** True when the whole path was walked. */
  readonly whole: boolean;
}

function find(document: Document, path: Path): Found {
  let node: Node | undefined = document.contents ?? undefined;
  let pair: Pair | undefined;
  let isKey = false;
  for (const step of path) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) {
      const next: Pair | undefined = node.items.find(
        (item) => isScalar(item.key) && String(item.key.value) === String(step),
      );
      if (next === undefined) return { node, pair: isKey ? pair : undefined, isKey: false, whole: false };
      pair = next;
      isKey = true;
      node = asNode(next.value);
    } else if (isSeq(node)) {
      const next: Node | undefined = asNode(node.items[Number(step)]);
      if (next === undefined) return { node, pair: isKey ? pair : undefined, isKey: false, whole: false };
      isKey = false;
      node = next;
    } else {
      return { node, pair: isKey ? pair : undefined, isKey: false, whole: false };
    }
  }
  return { node, pair, isKey, whole: true };
}

function asNode(value: unknown): Node | undefined {
  return isMap(value) || isSeq(value) || isScalar(value) || isAlias(value) ? value : undefined;
}

function rangeOf(node: unknown): readonly [number, number] | undefined {
  const range = asNode(node)?.range;
  return range ? [range[0], range[1]] : undefined;
}

function isEmpty(node: Node): boolean {
  return isScalar(node) && node.value === null && (node.source ?? '') === '';
}
