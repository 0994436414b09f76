import type { ContentElement, ContentNode } from '../../content.js';
import { idFromTitle } from '../../definition/markdown/id-from-title.js';
import { blockMarkdown } from '../markup/block-markdown.js';
import { inlineMarkdown } from '../markup/inline-markdown.js';
import { wordsOf } from '../markup/words-of.js';
import type { ImportNote } from '../note.js';
import { convertDocx } from './convert-docx.js';
import { type CutLesson, cutDocument } from './document-lessons.js';
import { placeFootnotes, takeFootnotes } from './footnotes.js';
import { openDocx } from './open-docx.js';
import { scanDocument } from './scan-document.js';

/** What the module has already: nothing of it is written over, no id comes twice. */
export interface LessonsPlace {
  /** Name of the Word file. */
  readonly source: string;
  readonly lessonIds: ReadonlySet<string>;
  readonly pageIds: ReadonlySet<string>;
  readonly mediaNames: ReadonlySet<string>;
  /** The number of the first new lesson. */
  readonly firstNumber: number;
}

export interface MadeLessons {
  /** Content by path in the module's folder: `lessons/...` and `media/...`. */
  readonly files: ReadonlyMap<string, string | Uint8Array>;
  readonly lessons: number;
  readonly pages: number;
  readonly pictures: number;
  readonly notes: readonly ImportNote[];
}

/** Lessons of a Word document. @throws RefusedSource for what is no Word file, or one made to harm */
export async function lessonsOfDocx(bytes: Uint8Array, place: LessonsPlace): Promise<MadeLessons> {
  const { source } = place;
  const { document, names } = await openDocx(bytes, source);
  const stem = idFromTitle(source.replace(/\.[^.]*$/, '')) || 'document';
  const converted = await convertDocx(bytes, source, stem, place.mediaNames);
  const notes: ImportNote[] = [...scanDocument(document, names, source), ...converted.notes];
  const { content, title } = withoutFrontMatter(converted.content, source, notes);
  const footnotes = takeFootnotes(content);
  const cut = cutDocument(footnotes.content, title || source.replace(/\.[^.]*$/, ''), place.pageIds);
  for (const { heading, what } of cut.changes)
    notes.push(changed(`${source}, under "${heading}"`, what, 'use headings in their order: 1, 2, 3, without a gap.'));
  const files = new Map<string, string | Uint8Array>();
  const usedIds = new Set(place.lessonIds);
  for (const [index, lesson] of cut.lessons.entries()) {
    const id = lessonId(lesson.title, usedIds);
    const number = String(place.firstNumber + index).padStart(2, '0');
    const text = lessonText(
      {
        ...lesson,
        pages: lesson.pages.map((page) => ({ ...page, content: placeFootnotes(page.content, footnotes.notes) })),
      },
      source,
      notes,
    );
    files.set(`lessons/${number}-${id}.md`, text);
  }
  for (const [name, picture] of converted.pictures) files.set(`media/${name}`, picture);
  return {
    files,
    lessons: cut.lessons.length,
    pages: cut.lessons.reduce((sum, { pages }) => sum + pages.length, 0),
    pictures: converted.pictures.size,
    notes,
  };
}

/** Without the document's title, which is no lesson, and its table of contents, which a module makes by itself. */
function withoutFrontMatter(content: readonly ContentNode[], source: string, notes: ImportNote[]) {
  const hasClass = (node: ContentNode, name: string): node is ContentElement =>
    typeof node !== 'string' && String(node.attributes.class ?? '') === name;
  const titles = content.filter((node) => hasClass(node, 'title'));
  const title = wordsOf(titles.slice(0, 1));
  if (content.some((node) => hasClass(node, 'contents')))
    notes.push(changed(source, 'The table of contents is left out.', 'a module makes its own; nothing is to be done.'));
  if (titles.length > 0)
    notes.push(
      changed(
        source,
        `The title of the document, "${title}", is no lesson.`,
        "write it as `title:` into module.yaml, if it is the module's.",
      ),
    );
  return { title, content: content.filter((node) => !hasClass(node, 'contents') && !hasClass(node, 'title')) };
}

function lessonText(lesson: CutLesson, source: string, notes: ImportNote[]): string {
  const pages = lesson.pages.map(({ id, title, content }) => {
    const { markdown, lost } = blockMarkdown(content, '[To write: what this image shows]');
    const at = `${source}, under "${title}"`;
    if (lost.length > 0)
      notes.push(
        changed(
          at,
          `The page is brought in without:\n${lost.map((one) => `- ${one}`).join('\n')}`,
          'compare it with the document, and write what learners need.',
        ),
      );
    const anchor = id === idFromTitle(title) ? '' : ` {% #${id} %}`;
    return `## ${headingText(title)}${anchor}\n\n${markdown === '' ? '[To write: the text of this page]' : markdown}\n`;
  });
  return `# ${headingText(lesson.title)}\n\n${pages.join('\n')}`;
}

function headingText(title: string): string {
  return inlineMarkdown([title]).markdown.replace(/ #+$/, (marks) => marks.replaceAll('#', '\\#'));
}

function lessonId(title: string, used: Set<string>): string {
  const base = idFromTitle(title) || 'lesson';
  let id = base;
  for (let number = 2; used.has(id); number++) id = `${base.slice(0, 56)}-${number}`;
  used.add(id);
  return id;
}

function changed(place: string, message: string, hint: string): ImportNote {
  return { severity: 'warning', code: 'import/changed', place, message, hint };
}
