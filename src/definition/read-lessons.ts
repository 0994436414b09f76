import { isLost, isNamed } from './expected-names.js';
import { type FaultCode, fault } from './fault.js';
import { type Entry, type Folder, topOf } from './files.js';
import { idFromTitle } from './markdown/id-from-title.js';
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
  refuseSameNumbers(reader, entries);
  for (const entry of entries.sort((a, b) => byNumber(a.name, b.name))) {
    const id = /^\d+-([a-z0-9]+(?:-[a-z0-9]+)*)\.md$/.exec(entry.name)?.[1];
    if (id === undefined) {
      reader.report(
        fault(
          'lesson/file-name',
          topOf(entry.shownAs),
          `The file name "${entry.name}" is not \`<number>-<lesson-id>.md\`.`,
          `rename it, for example \`${lessonName(entry.name, entries)}\`: a number for the order, then lower-case letters, digits and single hyphens`,
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

/** The order is the author's to say: two lessons of one number would come by the alphabet. */
function refuseSameNumbers(reader: Reader, entries: readonly Entry[]): void {
  const sorted = [...entries].sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const [index, entry] of sorted.entries()) {
    const number = numberOf(entry.name);
    const other = sorted.slice(0, index).find(({ name }) => number !== undefined && numberOf(name) === number);
    if (other === undefined) continue;
    // `01-a-es.md` comes before `01-a.md` in the alphabet.
    const [, original, language] = /^(.+)-([a-z]{2})\.md$/.exec(other.name) ?? [];
    const hint =
      `${original}.md` === entry.name
        ? `when \`${other.name}\` is its translation, name that \`${original}.${language}.md\`; else give it another number`
        : `give one of the two another number: ${nextNumber(entries)} is free`;
    reader.report(
      fault(
        'lesson/same-number',
        topOf(entry.shownAs),
        `The lessons \`${other.name}\` and \`${entry.name}\` have the same number, so nobody knows which comes first.`,
        hint,
      ),
    );
  }
}

function numberOf(name: string): number | undefined {
  const digits = /^\d+(?=-)/.exec(name)?.[0];
  return digits === undefined ? undefined : Number(digits);
}

function nextNumber(entries: readonly Entry[]): string {
  const highest = Math.max(0, ...entries.map(({ name }) => numberOf(name) ?? 0));
  return String(highest + 1).padStart(2, '0');
}

/** A name as the compiler takes it, near to the one that was given: `Lesson 1 Ask First.md` is `01-ask-first.md`. */
function lessonName(name: string, entries: readonly Entry[]): string {
  const [, digits] = /(?:^|\D)(\d{1,2})(?=\D)/.exec(name) ?? [];
  const isFree = digits !== undefined && !entries.some((one) => numberOf(one.name) === Number(digits));
  const words = name.replace(/\.md$/, '').replace(digits ?? '', ' ');
  const id = idFromTitle(words);
  const short = id.replace(/^lesson-(?=.)/, '');
  return `${isFree ? digits.padStart(2, '0') : nextNumber(entries)}-${short === '' ? 'lesson' : short}.md`;
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
