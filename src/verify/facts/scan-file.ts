import { type FileFacts, noFacts, type Placed } from './file-facts.js';
import { type Load, loadsOfMarkup, loadsOfStyle } from './loads.js';
import { callsIn, unloadsIn } from './script-facts.js';
import { secretsIn } from './secrets.js';

/** Text longer than this is not looked at, in bytes: its facts would cost more than they tell. */
export const scannedBytes = 3 * 1024 * 1024;

/** Formats that load something, with what reads their loads. */
const loadsOf: Readonly<Record<string, (text: string) => readonly Load[]>> = {
  html: loadsOfMarkup,
  htm: loadsOfMarkup,
  xhtml: loadsOfMarkup,
  svg: loadsOfMarkup,
  css: loadsOfStyle,
};

/** Formats in which scripts stand. */
const withScripts = new Set(['html', 'htm', 'xhtml', 'js', 'mjs', 'cjs']);

/** Formats that are text, besides those above: looked at for credentials only. */
const texts = new Set([
  'json',
  'xml',
  'txt',
  'md',
  'yaml',
  'yml',
  'env',
  'ini',
  'conf',
  'cfg',
  'config',
  'pem',
  'key',
  'map',
  'php',
  'ts',
  'properties',
]);

/** True for a file whose inside is looked at. @param name its path */
export function isScanned(name: string): boolean {
  const kind = kindOf(name);
  return kind in loadsOf || withScripts.has(kind) || texts.has(kind);
}

/**
 * What is inside a file.
 * @param name its path, whose ending tells what it is
 */
export function scanFile(name: string, bytes: Uint8Array): FileFacts {
  const size = bytes.length;
  if (!isScanned(name) || size > scannedBytes) return { ...noFacts, size };
  const text = new TextDecoder().decode(bytes);
  const kind = kindOf(name);
  const scripts = withScripts.has(kind);
  const lineAt = lineFinder(text);
  const placed = <Thing extends { readonly index: number }>(things: readonly Thing[]): readonly Placed<Thing>[] =>
    things.map((thing) => ({ ...thing, line: lineAt(thing.index) }));
  return {
    size,
    isRead: true,
    loads: placed(loadsOf[kind]?.(text) ?? []),
    secrets: placed(secretsIn(text)),
    unloads: scripts ? placed(unloadsIn(text)) : [],
    calls: scripts ? placed(callsIn(text)) : [],
  };
}

function kindOf(name: string): string {
  return name.split(/[./]/).at(-1)?.toLowerCase() ?? '';
}

/** Finds lines by a search among their starts, made when the first is asked for: most files have nothing to place. */
function lineFinder(text: string): (index: number) => number {
  let starts: readonly number[] | null = null;
  return (index) => {
    starts ??= [0, ...Array.from(text.matchAll(/\n/g), (m) => m.index + 1)];
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= index) low = middle;
      else high = middle;
    }
    return low + 1;
  };
}
