import { type Node, parse } from '@markdoc/markdoc';
import type { Diagnostic, Place } from '../../diagnostics.js';
import { fault } from '../fault.js';
import type { LessonDefinition, PageDefinition, Reference } from '../module-definition.js';
import { idPattern } from '../schemas/words.js';
import type { SourceText } from '../source-text.js';
import { checkTokens } from './check-tokens.js';
import { checkLevels, headingText, refuseTitleId } from './headings.js';
import { idFromTitle } from './id-from-title.js';
import { attributeOffset } from './tag-text.js';
import { toContent } from './to-content.js';
import { tokenize } from './tokens.js';
import { offsetOf, type Walk } from './walk.js';

/** A page under way. */
interface OpenPage {
  readonly page: Omit<PageDefinition, 'content' | 'references'>;
  readonly nodes: Node[];
}

/**
 * A lesson file: its title and its pages. What is wrong is reported with its place, all at once, and the lesson
 * comes back as far as it could be read.
 * @param id the file's name without number and ending
 * @param media names of the files in the module's media folder
 */
export function readLesson(
  id: string,
  source: SourceText,
  media: ReadonlySet<string>,
  report: (d: Diagnostic) => void,
): LessonDefinition {
  let references: Reference[] = [];
  const note: Walk['note'] = ({ code, offset, length, message, hint }) =>
    report(fault(code, source.at(offset, length), message, hint));
  const { tokens, mended } = checkTokens(source, tokenize(source), note);
  const root = parse(tokens);
  const walk: Walk = {
    source,
    note,
    media,
    mended,
    refer: ({ kind, target, offset, length }) => references.push({ kind, target, place: source.at(offset, length) }),
  };
  if (root.attributes.frontmatter !== undefined) {
    report(
      fault(
        'lesson/front-matter',
        source.at(0, 3),
        'This lesson begins with front matter.',
        'delete the lines from --- to ---; what a module is stands in module.yaml',
      ),
    );
  }
  const outline = readOutline(root, walk, report);
  const pages = outline.pages.map(({ page, nodes }) => {
    references = [];
    checkLevels(nodes, walk);
    const content = toContent(nodes, walk, { in: 'page' });
    if (nodes.length === 0) {
      report(
        fault(
          'lesson/empty-page',
          page.place,
          `The page "${page.title}" holds nothing.`,
          'write its text, or delete the heading',
        ),
      );
    }
    return { ...page, content, references };
  });
  return { id, file: source.file, title: outline.title, pages };
}

interface Outline {
  readonly title: string;
  readonly pages: readonly OpenPage[];
}

function readOutline(root: Node, walk: Walk, report: (d: Diagnostic) => void): Outline {
  const { source } = walk;
  const pages: OpenPage[] = [];
  let title: { text: string; place: Place } | undefined;
  let isStray = false;
  for (const node of root.children) {
    const level = node.type === 'heading' ? Number(node.attributes.level) : 0;
    const place = source.at(offsetOf(node, walk), Math.max(1, source.line(node.lines[0] ?? 0).trim().length));
    if (level === 1) {
      const text = headingText(node, walk) ?? '';
      if (title !== undefined) {
        report(
          fault(
            'lesson/title',
            place,
            `A second lesson title stands here; the first is in line ${title.place.line}.`,
            'write ## for a page, or move the rest into a lesson file of its own',
          ),
        );
      } else {
        title = { text, place };
        refuseTitleId(node, walk);
        if (pages.length > 0 || isStray)
          report(
            fault(
              'lesson/title',
              place,
              'The title of a lesson must come first.',
              'move it to the first line of the file',
            ),
          );
      }
    } else if (level === 2) {
      pages.push({ page: readPage(node, place, walk), nodes: [] });
    } else {
      const page = pages.at(-1);
      if (page !== undefined) page.nodes.push(node);
      else if (node.type !== 'comment' && !isStray && title?.place !== undefined) {
        isStray = true;
        report(
          fault(
            'lesson/text-before-page',
            place,
            'Text stands before the first page of the lesson, where no learner sees it.',
            'write `## Page title` above it',
          ),
        );
      } else isStray = true;
    }
  }
  if (title === undefined) {
    report(fault('lesson/title', source.at(0), 'This lesson has no title.', 'begin the file with `# Lesson title`'));
  }
  if (pages.length === 0) {
    const at = title?.place ?? source.at(0);
    // Text without any page is one slip: the missing heading was named with it already.
    if (!isStray || title === undefined)
      report(
        fault('lesson/no-page', at, 'This lesson has no page.', 'write `## Page title` above the text of each page'),
      );
  }
  return { title: title?.text ?? '', pages };
}

function readPage(node: Node, place: Place, walk: Walk): OpenPage['page'] {
  const words = headingText(node, walk);
  const title = words ?? '';
  const offset = offsetOf(node, walk);
  const given: unknown = node.attributes.id;
  const others = node.annotations.filter((one) => one.name !== 'id');
  if (others.length > 0) {
    walk.note({
      code: 'markdown/annotation',
      offset: Math.max(offset, walk.source.text.indexOf('{%', offset)),
      length: 2,
      message: 'The heading of a page takes an id and nothing else.',
      hint: 'write `## Page title {% #page-id %}`',
    });
  }
  if (given === undefined) {
    const id = idFromTitle(title);
    if (id === '' && words !== null) {
      walk.note({
        code: 'lesson/page-id',
        offset,
        length: place.length ?? 1,
        message: 'No id can be made from this title.',
        hint: 'write one behind it: `## Page title {% #page-id %}`',
      });
    }
    return { id, title, place };
  }
  const id = String(given);
  if (!idPattern.test(id) || id.length > 60) {
    const tag = walk.source.text.indexOf('{%', offset);
    walk.note({
      code: 'lesson/page-id',
      offset: attributeOffset(walk.source.text, tag, 'id'),
      length: id.length + 1,
      message: `The page id "${id}" is malformed.`,
      hint: 'use lower-case letters, digits and single hyphens, at most 60',
    });
  }
  return { id, title, place };
}
