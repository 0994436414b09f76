import type { XmlElement } from 'libxml2-wasm';
import { ownList } from '../definition/translation/own-list.js';
import { type Piece, piecesOf } from './markup.js';
import type { FileText, TranslationFile } from './translation-file.js';
import type { TextState } from './translation-texts.js';

export const xliffNamespace = 'urn:oasis:names:tc:xliff:document:2.0';

/** A text's state in XLIFF's words (2.1, 4.7.2.9). */
export const xliffStates: Readonly<Record<TextState, string>> = {
  new: 'initial',
  changed: 'initial',
  done: 'translated',
};

/**
 * XLIFF 2.1 (OASIS 2018): a `<file>` for each file of the module, a `<unit>` for each text. Markup is in `<ph>`, with
 * its own spelling in `<originalData>`, so that translators' tools keep it whole.
 */
export async function writeXliff({ module, from, to, texts }: TranslationFile): Promise<string> {
  const { XmlDocument } = await import('libxml2-wasm');
  const document = XmlDocument.create();
  try {
    const root = document.createRoot('xliff', xliffNamespace);
    for (const [name, value] of Object.entries({ version: '2.1', srcLang: from, trgLang: to }))
      root.setAttr(name, value);
    const files = [...new Set(texts.map((text) => text.file))];
    for (const [index, name] of files.entries()) {
      root.addText('\n');
      const file = root.addElement('file');
      file.setAttr('id', `f${index + 1}`);
      file.setAttr('original', `${module}/${name}`);
      for (const [at, text] of texts.filter((one) => one.file === name).entries()) addUnit(file, `u${at + 1}`, text);
    }
    return document.toString({ format: false });
  } finally {
    document.dispose();
  }
}

function addUnit(file: XmlElement, id: string, { key, source, target, state, isList }: FileText): void {
  // A line each, so that a message can say which one it means.
  file.addText('\n');
  const unit = file.addElement('unit');
  unit.setAttr('id', id);
  unit.setAttr('name', key);
  const said = [
    ...(state === 'changed'
      ? [{ category: 'changed', text: 'The source has changed since this was translated.' }]
      : []),
    ...(isList ? [{ category: 'instruction', text: ownList.note }] : []),
  ];
  const notes = said.length > 0 ? unit.addElement('notes') : undefined;
  for (const { category, text } of said) {
    const note = notes?.addElement('note');
    note?.setAttr('category', category);
    note?.addText(text);
  }
  // Answers are plain text: an asterisk in one of them is an asterisk.
  const taken = (text: string): readonly Piece[] => (isList ? [text] : piecesOf(text));
  const [from, to] = [taken(source), target === null ? null : taken(target)];
  const codes = [
    ...new Set([...from, ...(to ?? [])].flatMap((piece) => (typeof piece === 'string' ? [] : [piece.code]))),
  ];
  if (codes.length > 0) {
    const data = unit.addElement('originalData');
    for (const [at, code] of codes.entries()) {
      const one = data.addElement('data');
      one.setAttr('id', `d${at + 1}`);
      one.addText(code);
    }
  }
  const segment = unit.addElement('segment');
  segment.setAttr('state', xliffStates[state]);
  const ids = idsOf(from);
  fill(segment.addElement('source'), from, codes, ids);
  if (to) fill(segment.addElement('target'), to, codes, ids);
}

/** Ids of inline elements: those of a translation are its source's, where the markup is the same. */
function idsOf(source: readonly Piece[]): readonly string[] {
  return source.flatMap((piece) => (typeof piece === 'string' ? [] : [piece.code]));
}

function fill(element: XmlElement, pieces: readonly Piece[], codes: readonly string[], ids: readonly string[]): void {
  const free: (string | null)[] = [...ids];
  let extra = ids.length;
  for (const piece of pieces) {
    if (typeof piece === 'string') {
      element.addText(piece);
      continue;
    }
    const at = free.indexOf(piece.code);
    if (at !== -1) free[at] = null;
    else extra += 1;
    const ph = element.addElement('ph');
    ph.setAttr('id', String(at === -1 ? extra : at + 1));
    ph.setAttr('dataRef', `d${codes.indexOf(piece.code) + 1}`);
    ph.setAttr('disp', piece.code);
  }
}
