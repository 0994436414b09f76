import type { XmlElement } from 'libxml2-wasm';
import { openXml } from '../verify/read-xml.js';
import type { FileProblem, ReadFile, ReadText } from './translation-file.js';
import { xliffNamespace } from './write-xliff.js';

/** Reads what `writeXliff` wrote and a translator's tool changed: XLIFF 2.0 or 2.1. Nothing outside the file is opened. */
export async function readXliff(bytes: Uint8Array): Promise<ReadFile> {
  const opened = await openXml(bytes, '');
  if (opened.value === undefined) {
    const problems = opened.diagnostics.map(({ line, message }) => ({ line, message }));
    return { value: null, problems };
  }
  const library = await import('libxml2-wasm');
  const problems: FileProblem[] = [];
  const note = (element: XmlElement, message: string): void => void problems.push({ line: element.line, message });
  try {
    const { root } = opened.value;
    const version = attribute(root, 'version');
    if (root.name !== 'xliff' || root.namespaceUri !== xliffNamespace) {
      note(root, `This is no XLIFF 2 file: its root is <${root.name}>${version ? `, version ${version}` : ''}.`);
      return { value: null, problems };
    }
    const files = elements(root, library).filter(({ name }) => name === 'file');
    const origins = files.map((file) => /^([^/]+)\/(.+)$/.exec(attribute(file, 'original')));
    const modules = [...new Set(origins.map((origin) => origin?.[1] ?? ''))];
    const [module = ''] = modules;
    if (modules.length !== 1 || module === '')
      note(root, 'The files in it do not name one module in `original`: export it again.');
    const texts = files.flatMap((file, at) => unitsOf(file, origins[at]?.[2] ?? '', library, note));
    return { value: { module, from: attribute(root, 'srcLang'), to: attribute(root, 'trgLang'), texts }, problems };
  } finally {
    opened.value.dispose();
  }
}

type Libxml = typeof import('libxml2-wasm');
type Note = (element: XmlElement, message: string) => void;

function unitsOf(file: XmlElement, name: string, library: Libxml, note: Note): ReadText[] {
  return elements(file, library).flatMap((unit): ReadText[] => {
    if (unit.name === 'group') return unitsOf(unit, name, library, note);
    if (unit.name !== 'unit') return [];
    const inside = elements(unit, library);
    const data = new Map(
      inside
        .filter((one) => one.name === 'originalData')
        .flatMap((one) => elements(one, library))
        .map((one) => [attribute(one, 'id'), one.content]),
    );
    // A tool may split a unit into segments, with what belongs between them in <ignorable> (XLIFF 2.1, 4.2.2.6).
    const parts = inside.filter((one) => one.name === 'segment' || one.name === 'ignorable');
    const side = (part: XmlElement, which: string): string | null => {
      const found = elements(part, library).find((one) => one.name === which);
      return found === undefined ? null : textOf(found, data, library, note);
    };
    const source = parts.map((part) => side(part, 'source') ?? '').join('');
    const targets = parts.map(
      (part) => side(part, 'target') ?? (part.name === 'ignorable' ? side(part, 'source') : null),
    );
    const isWhole = parts.length > 0 && targets.every((one) => one !== null);
    const target = isWhole ? targets.join('') : null;
    const isDone = parts.every((part) => part.name === 'ignorable' || attribute(part, 'state') !== 'initial');
    if (!isWhole && targets.some((one) => one !== null && one.trim() !== ''))
      note(unit, `Only some segments of "${attribute(unit, 'name')}" have a translation.`);
    const state = target === null || target.trim() === '' ? 'new' : isDone ? 'done' : 'changed';
    const given = target === null || target.trim() === '' ? null : target;
    return [{ file: name, key: attribute(unit, 'name'), source, target: given, state, line: unit.line }];
  });
}

/** The text of a source or target, markup in its own spelling again. */
function textOf(element: XmlElement, data: ReadonlyMap<string, string>, library: Libxml, note: Note): string {
  let text = '';
  for (let node = element.firstChild; node !== null; node = node.next) {
    if (node instanceof library.XmlText || node instanceof library.XmlCData) text += node.content;
    if (!(node instanceof library.XmlElement)) continue;
    if (node.name === 'mrk' || node.name === 'pc') {
      text += textOf(node, data, library, note);
    } else if (node.name === 'ph') {
      const code = data.get(attribute(node, 'dataRef'));
      if (code === undefined) note(node, `The markup ${attribute(node, 'id')} refers to nothing in <originalData>.`);
      text += code ?? '';
    } else if (node.name !== 'sm' && node.name !== 'em') {
      note(node, `<${node.name}> stands in a text; only the markup that was exported may.`);
    }
  }
  return text;
}

function elements(element: XmlElement, library: Libxml): XmlElement[] {
  const found: XmlElement[] = [];
  for (let node = element.firstChild; node !== null; node = node.next)
    if (node instanceof library.XmlElement) found.push(node);
  return found;
}

function attribute(element: XmlElement, name: string): string {
  return element.attrs.find((one) => one.name === name && one.namespaceUri === '')?.value ?? '';
}
