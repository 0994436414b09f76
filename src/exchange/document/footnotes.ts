import type { ContentElement, ContentNode } from '../../content.js';

export type Footnotes = ReadonlyMap<string, readonly ContentNode[]>;

/** Takes the list of notes off the end, where mammoth puts those of the whole document. */
export function takeFootnotes(content: readonly ContentNode[]): {
  readonly content: readonly ContentNode[];
  readonly notes: Footnotes;
} {
  const notes = new Map<string, readonly ContentNode[]>();
  const rest = content.filter((node) => {
    if (typeof node === 'string' || node.tag !== 'ol') return true;
    const items = node.children.filter((one) => typeof one !== 'string');
    if (items.length === 0 || !items.every(({ attributes }) => isNoteId(attributes.id))) return true;
    for (const item of items) notes.set(String(item.attributes.id), item.children.map(withoutWayBack));
    return false;
  });
  return { content: rest, notes };
}

function isNoteId(id: unknown): boolean {
  return typeof id === 'string' && /^(?:foot|end)note-\d+$/.test(id);
}

/** The arrow that leads back to the text. */
function withoutWayBack(node: ContentNode): ContentNode {
  if (typeof node === 'string') return node;
  const children = node.children.filter(
    (one) => typeof one === 'string' || !/^#(?:foot|end)note-ref-/.test(String(one.attributes.href)),
  );
  return { ...node, children: children.map(withoutWayBack) };
}

/** Puts the notes that a page refers to at its end, under a line, numbered as in the document. */
export function placeFootnotes(content: readonly ContentNode[], notes: Footnotes): readonly ContentNode[] {
  const found: ContentElement[] = [];
  const walk = (node: ContentNode): ContentNode => {
    if (typeof node === 'string') return node;
    const [link] = node.children;
    const note =
      node.tag === 'sup' && typeof link === 'object'
        ? notes.get(String(link.attributes.href).replace(/^#/, ''))
        : undefined;
    if (note === undefined || typeof link !== 'object') return { ...node, children: node.children.map(walk) };
    const label = link.children.filter((one) => typeof one === 'string').join('');
    found.push({ tag: 'p', attributes: {}, children: [`${label} `, ...note] });
    return { tag: 'span', attributes: {}, children: [label] };
  };
  const walked = content.map(walk);
  return found.length === 0 ? walked : [...walked, { tag: 'hr', attributes: {}, children: [] }, ...found];
}
