import type { ContentElement, ContentNode } from '../../content.js';
import { idFromTitle } from '../../definition/markdown/id-from-title.js';
import { wordsOf } from '../markup/words-of.js';

/** A document cut where its headings say: Heading 1 begins a lesson, Heading 2 a page. */
export interface CutLesson {
  readonly title: string;
  readonly pages: readonly CutPage[];
}

export interface CutPage {
  /** Unique in the module. */
  readonly id: string;
  readonly title: string;
  readonly content: readonly ContentNode[];
}

export interface CutDocument {
  readonly lessons: readonly CutLesson[];
  /** What was changed to fit, in words, with the heading under which it stood. */
  readonly changes: readonly { readonly heading: string; readonly what: string }[];
}

/**
 * @param title of a lesson for text that stands before the first Heading 1
 * @param usedPageIds of the module
 */
export function cutDocument(
  content: readonly ContentNode[],
  title: string,
  usedPageIds: ReadonlySet<string>,
): CutDocument {
  const changes: { heading: string; what: string }[] = [];
  const lessons: { title: string; pages: { id: string; title: string; content: ContentNode[] }[] }[] = [];
  const ids = new Set(usedPageIds);
  const pageIds = new Map<string, string>();
  let level = 2;
  const lesson = (name: string) => {
    lessons.push({ title: name, pages: [] });
    level = 2;
  };
  const page = (name: string) => {
    if (lessons.length === 0) lesson(title);
    lessons.at(-1)?.pages.push({ id: newId(name, ids), title: name, content: [] });
    level = 2;
  };
  const pageNow = () => {
    if (lessons.at(-1)?.pages.length === undefined || lessons.at(-1)?.pages.length === 0)
      page(lessons.at(-1)?.title ?? title);
    return lessons.at(-1)?.pages.at(-1);
  };
  for (const node of content) {
    if (typeof node === 'string' && node.trim() === '') continue;
    const depth = typeof node === 'string' ? null : depthOf(node);
    if (typeof node === 'string' || depth === null) {
      pageNow()?.content.push(node);
      continue;
    }
    const name = wordsOf(node.children);
    if (name === '') {
      // A heading of nothing but an image is how some put pictures into a text.
      if (node.children.length > 0) pageNow()?.content.push({ ...node, tag: 'p' });
      continue;
    }
    if (depth === 1) lesson(name);
    else if (depth === 2) page(name);
    else {
      const allowed = Math.min(depth, level + 1, 5);
      if (allowed !== depth)
        changes.push({
          heading: name,
          what: `The heading "${name}" was of level ${depth} and is of level ${allowed} now.`,
        });
      pageNow()?.content.push({ tag: `h${allowed}`, attributes: {}, children: [name] });
      level = allowed;
    }
    const here = depth === 1 ? undefined : lessons.at(-1)?.pages.at(-1)?.id;
    for (const anchor of anchorsOf(node)) if (here !== undefined) pageIds.set(anchor, here);
  }
  // A lesson of a heading alone still needs a page; a bookmark outside of headings leads to its page.
  for (const one of lessons) {
    if (one.pages.length === 0) one.pages.push({ id: newId(one.title, ids), title: one.title, content: [] });
    for (const { id, content: inner } of one.pages)
      for (const anchor of anchorsOf({ tag: 'div', attributes: {}, children: inner })) pageIds.set(anchor, id);
  }
  return { lessons: lessons.map((one) => ({ ...one, pages: one.pages.map((p) => linked(p, pageIds)) })), changes };
}

function depthOf({ tag }: ContentElement): number | null {
  const digit = /^h([1-6])$/.exec(tag)?.[1];
  return digit === undefined ? null : Number(digit);
}

function newId(title: string, used: Set<string>): string {
  const base = idFromTitle(title) || 'page';
  let id = base;
  for (let number = 2; used.has(id); number++) id = `${base.slice(0, 56)}-${number}`;
  used.add(id);
  return id;
}

/** Ids that links in the document lead to. */
function anchorsOf(node: ContentElement): string[] {
  const own = typeof node.attributes.id === 'string' ? [node.attributes.id] : [];
  return [...own, ...node.children.flatMap((one) => (typeof one === 'string' ? [] : anchorsOf(one)))];
}

/** Links inside of the document lead to the page where their goal stands. */
function linked(page: CutPage, pageIds: ReadonlyMap<string, string>): CutPage {
  const walk = (node: ContentNode): ContentNode => {
    if (typeof node === 'string') return node;
    const children = node.children.map(walk);
    const { href } = node.attributes;
    const target = typeof href === 'string' && href.startsWith('#') ? pageIds.get(href.slice(1)) : undefined;
    if (node.tag !== 'a' || target === undefined) return { ...node, children };
    return { tag: 'page-link', attributes: { page: target }, children };
  };
  return { ...page, content: page.content.map(walk) };
}
