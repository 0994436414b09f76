import type { ContentNode } from '../../content.js';
import type { Diagnostic, Place, Severity } from '../../diagnostics.js';
import { blocks } from '../blocks/blocks.js';
import { fault } from '../fault.js';
import type { LessonDefinition, PageDefinition, Reference } from '../module-definition.js';
import type { SourceText } from '../source-text.js';
import { nameInLanguage } from './language-of-name.js';

interface OverlayWish {
  readonly language: string;
  /** Names of the files in the media folder: `x.es.svg` is shown for `x.svg`. */
  readonly media: ReadonlySet<string>;
  /** Of what is built otherwise. */
  readonly severity: Severity;
  readonly isDraft: boolean;
}

/**
 * A translated lesson with the ids of its source: pages are matched by their order. A page that is built otherwise
 * than its source is told, for then somebody would read less, or answer other questions; while the module is being
 * written, the page of the source stands in its place.
 */
export function overlayLesson(
  source: LessonDefinition,
  given: LessonDefinition,
  text: SourceText,
  { language, media, severity, isDraft }: OverlayWish,
  report: (d: Diagnostic) => void,
): { readonly lesson: LessonDefinition; readonly isWhole: boolean } {
  let isWhole = true;
  const differs = (at: { readonly place: Place } | undefined, message: string, hint: string): void => {
    isWhole = false;
    report(fault('translation/structure', at?.place ?? text.at(0), message, hint, severity));
  };
  const pages = source.pages.flatMap((page, index): PageDefinition[] => {
    const other = given.pages[index];
    if (other === undefined) {
      differs(
        undefined,
        `The page "${page.title}" (#${page.id}) is not translated.`,
        `add it as page ${index + 1}, below a heading with \`##\``,
      );
      return isDraft ? [page] : [];
    }
    const written = /\{%\s*#([\w-]+)\s*%\}/.exec(text.line(other.place.line - 1))?.[1];
    if (written !== undefined && written !== page.id) {
      differs(
        other,
        `This page has the id "${written}", but page ${index + 1} of the source has "${page.id}".`,
        'put the pages in the order of the source, with the same ids',
      );
    }
    const difference = firstDifference(page, other);
    if (difference !== null) differs(difference.at ?? other, difference.message, difference.hint);
    if (difference !== null && isDraft) return [page];
    return [
      {
        ...other,
        id: page.id,
        content: other.content.map((node) => localized(node, language, media)),
        references: other.references.map((one) => localizedReference(one, language, media)),
      },
    ];
  });
  for (const extra of given.pages.slice(source.pages.length))
    differs(extra, `The source has no page for "${extra.title}".`, 'delete it, or add it to the source');
  return { lesson: { ...given, id: source.id, pages }, isWhole };
}

interface Difference {
  /** Where it stands, when it is a name in the text. */
  readonly at?: Reference | undefined;
  readonly message: string;
  readonly hint: string;
}

function firstDifference(source: PageDefinition, given: PageDefinition): Difference | null {
  const [wanted, found] = [skeleton(source.content), skeleton(given.content)];
  const index = wanted.findIndex((part, at) => part !== found[at]);
  if (index !== -1 || found.length > wanted.length) {
    const part = index === -1 ? wanted.length : index;
    const [there, here] = [wanted[part] ?? 'nothing more', found[part] ?? 'nothing more'];
    return {
      message: `Part ${part + 1} of the page "#${source.id}" is \`${there}\` in the source, but \`${here}\` here.`,
      hint: 'keep every paragraph, list line, block and check of the source, in its order; translate the words only',
    };
  }
  const lost = source.references.find((one) => !given.references.some((other) => isSame(one, other)));
  if (lost === undefined || lost.kind === 'media') return null;
  return {
    at: given.references.find(
      (one) => one.kind === lost.kind && !source.references.some((other) => isSame(one, other)),
    ),
    message: `The page "#${source.id}" refers to the ${lost.kind} "${lost.target}" in the source, but not here.`,
    hint: 'copy the tag or the link of the source into the translation',
  };
}

function isSame(a: Reference, b: Reference): boolean {
  return a.kind === b.kind && a.target === b.target;
}

const inlineTags: ReadonlySet<string> = new Set(['strong', 'em', 's', 'code', 'a', 'br']);

/** The parts of a page without its words: tags in their order, with the attributes that are no texts. */
function skeleton(nodes: readonly ContentNode[]): string[] {
  return nodes.flatMap((node) => {
    if (typeof node === 'string' || inlineTags.has(node.tag)) return [];
    const block = blocks.get(node.tag);
    if (block?.inline) return [];
    const fixed = Object.entries(node.attributes).filter(([name, value]) => {
      const about = block?.attributes[name];
      return about === undefined
        ? name === 'start' || name === 'src'
        : (about.kind !== 'text' || about.values) && value;
    });
    return [[node.tag, ...fixed.map(([, value]) => String(value))].join(' '), ...skeleton(node.children)];
  });
}

function localized(node: ContentNode, language: string, media: ReadonlySet<string>): ContentNode {
  if (typeof node === 'string') return node;
  const attributes = Object.fromEntries(
    Object.entries(node.attributes).map(([name, value]) => [
      name,
      typeof value === 'string' ? localizedMedia(value, language, media) : value,
    ]),
  );
  return { ...node, attributes, children: node.children.map((child) => localized(child, language, media)) };
}

function localizedReference(reference: Reference, language: string, media: ReadonlySet<string>): Reference {
  if (reference.kind !== 'media') return reference;
  return { ...reference, target: localizedMedia(reference.target, language, media) };
}

/** `media/x.es.svg` where there is one, else `media/x.svg`; any other text as it is. */
function localizedMedia(path: string, language: string, media: ReadonlySet<string>): string {
  if (!path.startsWith('media/')) return path;
  const name = nameInLanguage(path.slice('media/'.length), language);
  return media.has(name) ? `media/${name}` : path;
}
