import type { XmlElement as LibraryElement, XmlDocument } from 'libxml2-wasm';
import type { Checked } from '../diagnostics.js';
import { loadLibxml } from '../load-libxml.js';
import { fault } from './fault.js';

/** An element of an XML document as plain data. */
export interface XmlElement {
  /** Local name. */
  readonly name: string;
  /** Namespace name; empty when there is none. */
  readonly namespace: string;
  readonly attributes: readonly { readonly name: string; readonly namespace: string; readonly value: string }[];
  readonly children: readonly XmlElement[];
  /** The element's own text, children's left out. */
  readonly text: string;
  /** From 1. */
  readonly line: number;
}

/** The namespace of `xml:lang` and `xml:base`. */
export const xmlNamespace = 'http://www.w3.org/XML/1998/namespace';

/**
 * An XML file as a tree. A document type declaration is refused (cmi5 allows no entities, and no standard here
 * needs one), and nothing outside the file is ever opened.
 * @param file its name in the package, for diagnostics
 */
export async function readXml(bytes: Uint8Array, file: string): Promise<Checked<XmlElement>> {
  const opened = await openXml(bytes, file);
  if (opened.value === undefined) return { diagnostics: opened.diagnostics };
  try {
    return { value: elementOf(opened.value.root, await loadLibxml()), diagnostics: [] };
  } finally {
    opened.value.dispose();
  }
}

/** The library's own document, for validation. Whoever opens it disposes of it. */
export async function openXml(bytes: Uint8Array, file: string): Promise<Checked<XmlDocument>> {
  const { ParseOption, XmlDocument, XmlLibError } = await loadLibxml();
  const option =
    ParseOption.XML_PARSE_NO_XXE |
    ParseOption.XML_PARSE_NONET |
    ParseOption.XML_PARSE_NO_SYS_CATALOG |
    ParseOption.XML_PARSE_BIG_LINES;
  try {
    const document = XmlDocument.fromBuffer(bytes, { option });
    if (document.dtd === null) return { value: document, diagnostics: [] };
    document.dispose();
    const message = 'The file has a document type declaration, and with it could declare entities.';
    return { diagnostics: [fault('document-type', { file }, message, 'remove `<!DOCTYPE ...>`.')] };
  } catch (error) {
    if (!(error instanceof XmlLibError)) throw error;
    const first = error.details[0];
    const message = `The file is not well-formed XML: ${(first?.message ?? error.message).trim()}.`;
    const hint = 'every element must be closed, every `&` written as `&amp;`, and the text saved as UTF-8.';
    return { diagnostics: [fault('not-well-formed', { file, line: first?.line ?? 1 }, message, hint)] };
  }
}

function elementOf(element: LibraryElement, library: typeof import('libxml2-wasm')): XmlElement {
  const children: XmlElement[] = [];
  let text = '';
  for (let node = element.firstChild; node !== null; node = node.next) {
    if (node instanceof library.XmlElement) children.push(elementOf(node, library));
    else if (node instanceof library.XmlText || node instanceof library.XmlCData) text += node.content;
  }
  return {
    name: element.name,
    namespace: element.namespaceUri,
    attributes: element.attrs.map((a) => ({ name: a.name, namespace: a.namespaceUri, value: a.value })),
    children,
    text,
    line: element.line,
  };
}

/** Value of an attribute; null when the element has none of that name in that namespace (none when left out). */
export function attribute(element: XmlElement, name: string, namespace = ''): string | null {
  return element.attributes.find((a) => a.name === name && a.namespace === namespace)?.value ?? null;
}

/** Value of an attribute of the types ID, IDREF and token: white space around it does not count (XML Schema 2, 4.3.6). */
export function token(element: XmlElement, name: string): string | null {
  return attribute(element, name)?.trim().replace(/\s+/g, ' ') ?? null;
}

/** The first child of that name, whatever its namespace. */
export function child(element: XmlElement, name: string): XmlElement | null {
  return element.children.find((c) => c.name === name) ?? null;
}

/** Every child of that name, whatever its namespace. */
export function childrenNamed(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.filter((c) => c.name === name);
}

/** An element and everything below it, in document order. */
export function withDescendants(element: XmlElement): readonly XmlElement[] {
  return [element, ...element.children.flatMap(withDescendants)];
}
