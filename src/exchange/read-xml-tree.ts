import type { XmlElement as LibraryElement } from 'libxml2-wasm';
import type { ContentNode } from '../content.js';
import { loadLibxml } from '../load-libxml.js';
import { openXml } from '../verify/read-xml.js';
import { RefusedSource } from './refused-source.js';

/** An element with its text and its children in their order, which `verify`'s form of XML does not keep. */
export interface XmlTree {
  /** Local name. */
  readonly name: string;
  /** By local name. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (string | XmlTree)[];
  /** From 1. */
  readonly line: number;
}

/**
 * An XML file as a tree, opened by the same hardened door as packages: no document type, no entity, nothing from outside.
 * @param file its name, for messages
 * @throws RefusedSource
 */
export async function readXmlTree(bytes: Uint8Array, file: string): Promise<XmlTree> {
  const opened = await openXml(bytes, file);
  if (opened.value === undefined)
    throw new RefusedSource(
      `${file} is no XML that can be read.`,
      'export it again, and bring it as it comes from the program that wrote it.',
      opened.diagnostics,
    );
  try {
    return treeOf(opened.value.root, await loadLibxml());
  } finally {
    opened.value.dispose();
  }
}

function treeOf(element: LibraryElement, library: typeof import('libxml2-wasm')): XmlTree {
  const children: (string | XmlTree)[] = [];
  for (let node = element.firstChild; node !== null; node = node.next) {
    if (node instanceof library.XmlElement) children.push(treeOf(node, library));
    else if (node instanceof library.XmlText || node instanceof library.XmlCData) children.push(node.content);
  }
  return {
    name: element.name,
    attributes: Object.fromEntries(element.attrs.map((one) => [one.name, one.value])),
    children,
    line: element.line,
  };
}

export function elements(tree: XmlTree): readonly XmlTree[] {
  return tree.children.filter((one) => typeof one !== 'string');
}

/** The children of that name. */
export function childrenOf(tree: XmlTree, name: string): readonly XmlTree[] {
  return elements(tree).filter((one) => one.name === name);
}

/** The first child of that name. */
export function childOf(tree: XmlTree | undefined, name: string): XmlTree | undefined {
  return tree === undefined ? undefined : childrenOf(tree, name)[0];
}

/** Everything below an element, in document order. */
export function below(tree: XmlTree): readonly XmlTree[] {
  return elements(tree).flatMap((one) => [one, ...below(one)]);
}

/** All text in an element. */
export function textOf(tree: XmlTree | undefined): string {
  return tree === undefined ? '' : tree.children.map((one) => (typeof one === 'string' ? one : textOf(one))).join('');
}

/** XHTML inside an XML file as a tree of HTML. */
export function markupOf(children: XmlTree['children']): ContentNode[] {
  return children.map((one) =>
    typeof one === 'string'
      ? one
      : { tag: one.name.toLowerCase(), attributes: one.attributes, children: markupOf(one.children) },
  );
}
