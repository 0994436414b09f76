import { topOf } from '../files.js';
import type { SourceText } from '../source-text.js';
import type { LessonText } from './lesson-texts.js';
import { type TranslationRecord, textHash } from './record.js';
import type { TextPair } from './text-pair.js';

interface Both<Of> {
  readonly source: Of;
  readonly translation: Of | null;
}

/**
 * The texts of a lesson with their translations. They are found by their place, and where the source has moved since,
 * by the record: it knows which text stood at which place when it was translated.
 * @param translation null when there is no file
 * @param all the texts of both
 */
export function lessonPairs(
  file: string,
  { source, translation }: Both<SourceText>,
  all: Both<readonly LessonText[]>,
  record: TranslationRecord,
): readonly TextPair[] {
  const [texts, given] = [all.source, all.translation ?? []];
  const hashes = record[file] ?? {};
  const byKey = new Map(given.map((one) => [one.key, one]));
  const isAligned = (key: string): boolean => sizeOf(pageOf(key), texts) === sizeOf(pageOf(key), given);
  const targetOf = ({ key, text }: LessonText): LessonText | undefined => {
    const hash = textHash(text);
    const moved = Object.keys(hashes).find((one) => hashes[one] === hash);
    if (hashes[key] !== hash && moved !== undefined) return byKey.get(moved);
    return isAligned(key) || hashes[key] === hash ? byKey.get(key) : undefined;
  };
  return texts.map((one): TextPair => {
    const target = targetOf(one);
    const place =
      translation && target
        ? translation.at(target.start, target.end - target.start)
        : topOf(translation?.file ?? source.file);
    return { file, key: one.key, path: null, source: one.text, isList: false, target: target?.text ?? null, place };
  });
}

function pageOf(key: string): string {
  return key.split('/')[0] ?? '';
}

function sizeOf(page: string, texts: readonly LessonText[]): number {
  return texts.filter(({ key }) => pageOf(key) === page).length;
}
