import { isLost, isNamed } from './expected-names.js';
import { type FaultCode, fault } from './fault.js';
import { type Folder, topOf } from './files.js';
import { readLesson } from './markdown/read-lesson.js';
import type { Gap, LessonDefinition } from './module-definition.js';
import type { Reader } from './reader.js';
import type { SourceText } from './source-text.js';
import { languageOfName } from './translation/language-of-name.js';

/** The lessons of a module in the order of their numbers. @param media names of the files in the media folder */
export async function readLessons(
  reader: Reader,
  folder: Folder,
  media: ReadonlySet<string>,
): Promise<{
  lessons: LessonDefinition[];
  gaps: Gap[];
  byName: Map<string, { lesson: LessonDefinition; text: SourceText }>;
}> {
  const lessons: LessonDefinition[] = [];
  const byName = new Map<string, { lesson: LessonDefinition; text: SourceText }>();
  const gaps: Gap[] = [];
  const listed = (await reader.list(folder)).filter((entry) => languageOfName(entry.name) === null);
  const entries = listed.filter((entry) => isNamed(reader, entry, '.md'));
  if (listed.some((entry) => isLost(entry, '.md'))) {
    gaps.push('lessons');
  } else if (entries.length === 0) {
    reader.report(
      fault(
        'module/no-lessons',
        topOf(folder.shownAs),
        'This module has no lesson.',
        'write one: `lessons/01-<lesson-id>.md`',
      ),
    );
    gaps.push('lessons');
  }
  let isWhole = true;
  for (const entry of entries.sort((a, b) => byNumber(a.name, b.name))) {
    const id = /^\d+-([a-z0-9]+(?:-[a-z0-9]+)*)\.md$/.exec(entry.name)?.[1];
    if (id === undefined) {
      reader.report(
        fault(
          'lesson/file-name',
          topOf(entry.shownAs),
          `The file name "${entry.name}" is not \`<number>-<lesson-id>.md\`.`,
          'rename it, for example `01-why-a-model.md`: a number for the order, then lower-case letters, digits and single hyphens',
        ),
      );
    }
    const source = await reader.read(entry);
    if (source === null || id === undefined) isWhole = false;
    if (source === null) continue;
    const before = reader.diagnostics.length;
    const lesson = reader.readings.of('lesson', source, [...media].join('/'), reader.report, (report) =>
      readLesson(id ?? entry.name, source, media, report),
    );
    lessons.push(lesson);
    byName.set(entry.name, { lesson, text: source });
    if (lesson.pages.some((page) => page.id === '')) isWhole = false;
    if (reader.diagnostics.slice(before).some((found) => !leavesTextWhole.has(found.code))) isWhole = false;
  }
  return { lessons, gaps: isWhole ? gaps : [...gaps, 'lessons'], byName };
}

/** `9-` comes before `10-`, as an author means it; names without a number last. */
function byNumber(a: string, b: string): number {
  const [first, second] = [a, b].map((name) => Number(/^\d+/.exec(name)?.[0] ?? Number.MAX_SAFE_INTEGER));
  return (first ?? 0) - (second ?? 0);
}

/** Faults of a lesson after which its pages, checks and words are still all there. */
const leavesTextWhole: ReadonlySet<string> = new Set<FaultCode>([
  'image/no-alt',
  'vignette/not-attested',
  'image/title',
  'media/missing',
  'media/path',
  'media/kind',
  'link/address',
  'lesson/heading',
  'lesson/empty-page',
  'markdown/annotation',
  'block/unknown-attribute',
  'block/wrong-attribute',
  'block/empty',
]);
