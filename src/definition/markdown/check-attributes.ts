import type { Node } from '@markdoc/markdoc';
import { didYouMean } from '../../did-you-mean.js';
import type { Block, BlockAttribute } from '../blocks/block.js';
import { idPattern } from '../schemas/words.js';
import { suggest } from '../suggest.js';
import { mediaTarget } from './links.js';
import { attributeOffset } from './tag-text.js';
import type { Walk } from './walk.js';

/** The attributes of a tag held to its block: every one of the block's comes back, fallbacks filled in. */
export function checkAttributes(
  block: Block,
  node: Node,
  offset: number,
  written: string,
  walk: Walk,
): Record<string, string> {
  const values: Record<string, string> = {};
  const known = new Map(
    Object.entries(block.attributes).map(([name, about]) => [about.unnamed ? 'primary' : name, { name, about }]),
  );
  const renamed = new Set<string>();
  for (const [written_, value] of Object.entries(node.attributes)) {
    const attribute = known.get(written_);
    const at = attributeOffset(walk.source.text, offset, written_);
    if (attribute === undefined) {
      const meant = didYouMean(written_, known.keys());
      if (meant !== undefined) renamed.add(meant);
      walk.note(unknownAttribute(block, written_, at, value, [...known.keys()], meant));
      continue;
    }
    const text = textValue(value);
    if (text === undefined) {
      walk.note({
        code: 'block/wrong-attribute',
        offset: at,
        length: 1,
        message: `\`${shownName(attribute.name, attribute.about)}\` of \`${block.name}\` must be a text.`,
        hint: `write it in straight double quotes`,
      });
      values[attribute.name] = attribute.about.fallback ?? '';
      continue;
    }
    values[attribute.name] = text.trim();
    checkValue(block, attribute.name, attribute.about, text.trim(), at, walk);
  }
  for (const [written_, { name, about }] of known) {
    if (written_ in node.attributes) continue;
    values[name] = about.fallback ?? '';
    if (about.fallback === undefined && !renamed.has(written_)) missing(block, name, about, offset, written, walk);
  }
  repeated(block, node, offset, walk);
  return values;
}

function checkValue(block: Block, name: string, about: BlockAttribute, value: string, at: number, walk: Walk): void {
  const quoted = walk.source.text.indexOf('"', at);
  const length = Math.max(1, value.length);
  const inner = quoted === -1 ? at : quoted + 1;
  if (value === '' && about.fallback === undefined && !about.mayBeEmpty) {
    missing(block, name, about, at, name, walk);
    return;
  }
  if (about.values !== undefined && !about.values.includes(value)) {
    if (about.missing !== undefined) {
      walk.note({ ...about.missing, offset: inner, length });
      return;
    }
    walk.note({
      code: 'block/wrong-attribute',
      offset: inner,
      length,
      message: `\`${name}\` of \`${block.name}\` is "${value}", which is none of its words.`,
      hint: suggest(value, about.values, ''),
    });
    return;
  }
  switch (about.kind) {
    case 'text':
      return;
    case 'id':
      if (idPattern.test(value) && value.length <= 60)
        walk.refer({ kind: 'note', target: value, offset: inner, length });
      else walk.note(malformedId(block, name, value, inner, length));
      return;
    case 'question':
    case 'item':
    case 'source':
    case 'term':
      walk.refer({ kind: about.kind, target: value, offset: inner, length });
      return;
    case 'image':
    case 'video':
    case 'audio':
    case 'captions':
    case 'document': {
      const target = mediaTarget(value, about.kind, walk.media);
      if (target.kind === 'wrong') walk.note({ ...target.slip, offset: inner, length });
      else walk.refer({ kind: 'media', target: value, offset: inner, length });
    }
  }
}

function missing(block: Block, name: string, about: BlockAttribute, offset: number, written: string, walk: Walk): void {
  if (about.missing !== undefined) {
    walk.note({ ...about.missing, offset, length: written.length });
    return;
  }
  walk.note({
    code: 'block/missing-attribute',
    offset,
    length: written.length,
    message: about.unnamed
      ? `\`${block.name}\` does not say which ${about.kind} it means.`
      : `\`${block.name}\` needs \`${name}\`: ${lower(about.description)}`,
    hint: about.unnamed ? `write \`{% ${block.name} "${about.kind}-id" /%}\`` : `add \`${name}="..."\``,
  });
}

function unknownAttribute(
  block: Block,
  name: string,
  at: number,
  value: unknown,
  known: readonly string[],
  meant: string | undefined,
) {
  const named = known.filter((one) => one !== 'primary').map((one) => `\`${one}\``);
  const isUnnamed = name === 'primary';
  return {
    code: 'block/unknown-attribute' as const,
    offset: at,
    length: isUnnamed ? 1 : name.length,
    message: isUnnamed
      ? `\`${block.name}\` takes no value without a name: ${JSON.stringify(value)}.`
      : `\`${block.name}\` has no attribute \`${name}\`.`,
    hint:
      meant !== undefined
        ? `did you mean \`${meant}\`?`
        : named.length === 0
          ? 'delete it'
          : `it has ${named.join(', ')}`,
  };
}

function malformedId(block: Block, name: string, value: string, offset: number, length: number) {
  return {
    code: 'block/wrong-attribute' as const,
    offset,
    length,
    message: `\`${name}\` of \`${block.name}\` is "${value}", which is no id.`,
    hint: 'use lower-case letters, digits and single hyphens, at most 60',
  };
}

function repeated(block: Block, node: Node, offset: number, walk: Walk): void {
  for (const error of node.errors) {
    if (error.id !== 'duplicate-attribute') continue;
    walk.note({
      code: 'block/wrong-attribute',
      offset,
      length: 2,
      message: `An attribute of \`${block.name}\` stands twice.`,
      hint: 'keep one of the two',
    });
  }
}

/** Numbers and yes/no may stand without quotes; variables, lists and blocks of values are nothing here. */
function textValue(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;
}

function shownName(name: string, about: BlockAttribute): string {
  return about.unnamed ? about.kind : name;
}

function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
