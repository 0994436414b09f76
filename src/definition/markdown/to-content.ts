import type { Node, NodeType } from '@markdoc/markdoc';
import type { ContentElement, ContentNode } from '../../content.js';
import { checkBlock } from './check-block.js';
import { linkTarget, mediaTarget } from './links.js';
import { nameOf, offsetOf, type Scope, type Walk } from './walk.js';

/** Nodes of Markdoc as our content tree. Faults are noted, and the walk goes on. */
export function toContent(nodes: readonly Node[], walk: Walk, scope: Scope): ContentNode[] {
  const content: ContentNode[] = [];
  for (const node of nodes) {
    refuseAnnotation(node, walk);
    for (const made of writers[node.type](node, walk, scope)) {
      const last = content.at(-1);
      if (typeof made === 'string' && typeof last === 'string') content[content.length - 1] = last + made;
      else content.push(made);
    }
  }
  return content;
}

type Writer = (node: Node, walk: Walk, scope: Scope) => ContentNode[];

/** An element whose children stand in the same scope, or in a narrower one. */
function plain(tag: string, inner?: Scope['in'] & 'container'): Writer {
  return (node, walk, scope) => {
    const narrowed: Scope = inner === undefined || scope.in === 'sentence' ? scope : { in: inner };
    return [{ tag, attributes: {}, children: toContent(node.children, walk, narrowed) }];
  };
}

const through: Writer = (node, walk, scope) => toContent(node.children, walk, scope);
const nothing: Writer = () => [];

const writers: Readonly<Record<NodeType, Writer>> = {
  document: through,
  node: through,
  inline: through,
  paragraph: plain('p'),
  heading,
  strong: plain('strong'),
  em: plain('em'),
  s: plain('s'),
  link,
  image,
  code: (node) => [{ tag: 'code', attributes: {}, children: [textOf(node)] }],
  fence: (node) => [
    { tag: 'pre', attributes: {}, children: [{ tag: 'code', attributes: {}, children: [textOf(node)] }] },
  ],
  blockquote: plain('blockquote', 'container'),
  list,
  item: plain('li', 'container'),
  hr: () => [{ tag: 'hr', attributes: {}, children: [] }],
  table: plain('table', 'container'),
  thead: plain('thead', 'container'),
  tbody: plain('tbody', 'container'),
  tr: plain('tr', 'container'),
  th: cell('th', { scope: 'col' }),
  td: cell('td', {}),
  hardbreak: () => [{ tag: 'br', attributes: {}, children: [] }],
  softbreak: () => [' '],
  text,
  tag,
  comment: nothing,
  error: nothing,
};

function text(node: Node, walk: Walk): ContentNode[] {
  const content: unknown = node.attributes.content;
  if (typeof content === 'string') return [content];
  walk.note({
    code: 'markdown/variable',
    offset: offsetOf(node, walk),
    length: 2,
    message: 'A Markdoc variable or function stands here; the module language has none.',
    hint: 'write the text itself',
  });
  return [];
}

function textOf(node: Node): string {
  const content: unknown = node.attributes.content;
  return typeof content === 'string' ? content : '';
}

function heading(node: Node, walk: Walk, scope: Scope): ContentNode[] {
  if (scope.in !== 'page') {
    walk.note({
      code: 'lesson/heading-in-block',
      offset: offsetOf(node, walk),
      length: 1,
      message: `A heading may not stand inside ${nameOf(scope)}.`,
      hint: 'use a title attribute or **strong** text, or move the heading out',
    });
    return [];
  }
  // The page's title is the h1 of what is shown, so `###` is its h2.
  const level = Math.min(4, Math.max(2, Number(node.attributes.level) - 1));
  return [{ tag: `h${level}`, attributes: {}, children: toContent(node.children, walk, { in: 'container' }) }];
}

function list(node: Node, walk: Walk, scope: Scope): ContentNode[] {
  const isOrdered = node.attributes.ordered === true;
  const start: unknown = node.attributes.start;
  const children = toContent(node.children, walk, scope);
  const attributes: ContentElement['attributes'] = isOrdered && start !== undefined ? { start: Number(start) } : {};
  return [{ tag: isOrdered ? 'ol' : 'ul', attributes, children }];
}

function cell(name: string, fixed: Readonly<Record<string, string>>): Writer {
  return (node, walk) => {
    const align: unknown = node.attributes.align;
    const attributes = typeof align === 'string' ? { ...fixed, align } : fixed;
    return [{ tag: name, attributes, children: toContent(node.children, walk, { in: 'container' }) }];
  };
}

function link(node: Node, walk: Walk, scope: Scope): ContentNode[] {
  const offset = offsetOf(node, walk);
  const href = String(node.attributes.href ?? '');
  const target = linkTarget(href);
  const at = walk.source.text.indexOf('](', offset);
  const [start, length] =
    at === -1 ? [offset, 1] : [at + 2, Math.max(1, walk.source.text.slice(at + 2).search(/[\s)]/))];
  if (target.kind === 'wrong') walk.note({ ...target.slip, offset: start, length });
  if (target.kind === 'page') walk.refer({ kind: 'page', target: target.id, offset: start, length });
  refuseTitle(node, walk, 'link', 'say it in the sentence around the link');
  const children = toContent(node.children, walk, scope);
  return [{ tag: 'a', attributes: { href: target.kind === 'page' ? `#${target.id}` : href }, children }];
}

function image(node: Node, walk: Walk, scope: Scope): ContentNode[] {
  const offset = offsetOf(node, walk);
  const written = /^!\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])?/.exec(walk.source.text.slice(offset))?.[0] ?? '!';
  if (scope.in === 'sentence') {
    walk.note({
      code: 'markdown/not-here',
      offset,
      length: written.length,
      message: 'An image may not stand in the text of a question.',
      hint: 'put the image on the page before the question',
    });
    return [];
  }
  const alt = String(node.attributes.alt ?? '').trim();
  if (alt === '') {
    walk.note({
      code: 'image/no-alt',
      offset,
      length: written.length,
      message: 'This image has no text that says what it shows; who cannot see it gets nothing.',
      hint: 'write what it shows between the brackets: `![what it shows](...)`; an image that only decorates is a figure with alt=""',
    });
  }
  const target = mediaTarget(String(node.attributes.src ?? ''), 'image', walk.media);
  const behind = written.indexOf('](');
  const at = behind === -1 ? offset : offset + behind + 2;
  const length = behind === -1 ? written.length : Math.max(1, walk.source.text.slice(at).search(/[\s)]/));
  if (target.kind === 'wrong') walk.note({ ...target.slip, offset: at, length });
  if (target.kind === 'media') walk.refer({ kind: 'media', target: target.path, offset: at, length });
  refuseTitle(node, walk, 'image', 'use the block `figure` with a caption');
  return [{ tag: 'img', attributes: { src: target.kind === 'media' ? target.path : '', alt }, children: [] }];
}

function refuseTitle(node: Node, walk: Walk, what: 'link' | 'image', hint: string): void {
  if (node.attributes.title === undefined) return;
  walk.note({
    code: what === 'image' ? 'image/title' : 'markdown/not-here',
    offset: offsetOf(node, walk),
    length: 1,
    message: `The title in quotes of this ${what} would show only under a mouse pointer.`,
    hint: `delete it, or ${hint}`,
  });
}

function tag(node: Node, walk: Walk, scope: Scope): ContentNode[] {
  const offset = offsetOf(node, walk);
  const found = checkBlock(node, offset, walk, scope);
  const inner: Scope = found === null ? scope : { in: 'block', block: found.block };
  const made = toContent(node.children, walk, inner);
  if (found === null) return [];
  const children = found.block.body === 'list' ? linesOf(made, found.block.name) : made;
  const element: ContentElement = { tag: found.block.name, attributes: found.attributes, children };
  // Alone in its line Markdoc takes it for a block; it is still a part of a sentence.
  return found.block.inline && !node.inline ? [{ tag: 'p', attributes: {}, children: [element] }] : [element];
}

/** The entries of a block's list as elements of their own, so that they have a template: `checklist-line`. */
function linesOf(content: readonly ContentNode[], name: string): ContentElement[] {
  return content.flatMap((list) =>
    typeof list === 'string'
      ? []
      : list.children.flatMap((entry) => (typeof entry === 'string' ? [] : [{ ...entry, tag: `${name}-line` }])),
  );
}

/** `{% #id %}` behind a piece of text: only page headings take one, and the lesson reads those itself. */
function refuseAnnotation(node: Node, walk: Walk): void {
  if (node.type === 'tag' || node.annotations.length === 0) return;
  if (node.type === 'fence' && node.annotations.every((one) => one.name === 'process')) return;
  const offset = offsetOf(node, walk);
  walk.note({
    code: 'markdown/annotation',
    offset: Math.max(offset, walk.source.text.indexOf('{%', offset)),
    length: 2,
    message: 'An annotation stands here; only the heading of a page (##) takes one, its id.',
    hint: 'delete it',
  });
}
