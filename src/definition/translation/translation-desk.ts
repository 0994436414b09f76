import type { Diagnostic, Place, Severity } from '../../diagnostics.js';
import { fault } from '../fault.js';
import { type Entry, topOf } from '../files.js';
import type { AuthoredQuestion, LessonDefinition } from '../module-definition.js';
import type { Reader } from '../reader.js';
import type { Readings } from '../readings.js';
import type { SourceText } from '../source-text.js';
import { readYaml, type YamlFile } from '../yaml/read-yaml.js';
import { nameInLanguage } from './language-of-name.js';
import { type Overlaid, type OverlayParts, overlayYaml } from './overlay-yaml.js';
import { recordName, recordOf, type TranslationRecord } from './record.js';
import type { TextPair } from './text-pair.js';

/** What was read of the module in its own language, by names of files. */
export interface ReadSources {
  readonly module: SourceText;
  readonly lessons: ReadonlyMap<string, { readonly lesson: LessonDefinition; readonly text: SourceText }>;
  readonly questions: ReadonlyMap<string, readonly AuthoredQuestion[]>;
  /** Names of the files in the media folder. */
  readonly media: ReadonlySet<string>;
  /** Wanted even where nothing is translated yet. */
  readonly languages: readonly string[];
  /** True while the module is being written: what is not translated yet stands in its own language. */
  readonly isDraft: boolean;
}

export interface DeskParts {
  readonly reader: Reader;
  /** Id of the module. */
  readonly module: string;
  readonly sources: ReadSources;
  readonly language: string;
  readonly isPublished: boolean;
  /** Of what is missing. */
  readonly severity: Severity;
  /** The translation's files by name. */
  readonly files: ReadonlyMap<string, Entry>;
}

/** Where one translation is put together: its files are read here, and what it lacks is told here. */
export interface TranslationDesk extends Omit<DeskParts, 'reader' | 'files'> {
  readonly report: (d: Diagnostic) => void;
  /** What was read of these files before. */
  readonly readings: Readings;
  readonly record: TranslationRecord;
  /** Every text so far. */
  readonly pairs: TextPair[];
  /** True while nothing is missing. */
  isWhole(): boolean;
  lacks(): void;
  /** The translation of a file; null when there is none, which is told. */
  text(sourceName: string, shownAs: string): Promise<SourceText | null>;
  yaml(sourceName: string, shownAs: string): Promise<YamlFile | null>;
  /**
   * What was read of one source stands for the same block as before, as long as it was not read anew.
   * @param of the block; `from` is what it was taken from, as it was read
   */
  overlay(
    file: YamlFile,
    sourceName: string,
    of: Pick<OverlayParts, 'schemas' | 'data' | 'places' | 'base'> & { readonly from: object; readonly key: string },
  ): Overlaid;
}

export async function openDesk(parts: DeskParts): Promise<TranslationDesk> {
  const { reader, files, language, severity, module } = parts;
  const { readings } = reader;
  const report = parts.sources.isDraft && parts.isPublished ? whileWritten(reader.report) : reader.report;
  const yamlOf = (source: SourceText) => readings.of('yaml', source, '', report, (told) => readYaml(source, told));
  let whole = true;
  const lacks = (): void => {
    whole = false;
  };
  const text = async (sourceName: string, shownAs: string): Promise<SourceText | null> => {
    const name = nameInLanguage(sourceName, language);
    const entry = files.get(name);
    const found = entry ? await reader.read(entry) : null;
    if (found === null) lacks();
    if (entry === undefined)
      report(absent(topOf(shownAs), sourceName, name, `${module} --to ${language} --out ${language}.csv`, severity));
    return found;
  };
  const recorded = files.get(recordName(language));
  const recordText = recorded ? await reader.read(recorded) : null;
  const recordFile = recordText && yamlOf(recordText);
  return {
    ...parts,
    report,
    readings,
    record: readings.made(`record ${language}`, [recordFile], report, () => recordOf(recordFile)),
    pairs: [],
    isWhole: () => whole,
    lacks,
    text,
    async yaml(sourceName, shownAs) {
      const found = await text(sourceName, shownAs);
      const file = found && yamlOf(found);
      if (!file) lacks();
      return file;
    },
    overlay(file, sourceName, { from, key, ...of }) {
      const name = `overlay ${file.source.file} ${key}`;
      const made = readings.made(name, [from, file, of.base?.at(-1), severity], report, (told) =>
        overlayYaml({ ...of, file, sourceName, fallback: topOf(file.source.file), missing: severity, report: told }),
      );
      if (made.texts.some((one) => one.target === null && !one.isList)) lacks();
      return made;
    },
  };
}

/** Whoever writes is told what stands there meanwhile, and what will not let it pass. */
function whileWritten(report: (d: Diagnostic) => void): (d: Diagnostic) => void {
  const codes: readonly string[] = ['translation/missing', 'translation/structure', 'translation/no-source'];
  return (found) =>
    report(
      codes.includes(found.code)
        ? { ...found, message: `${found.message} Meanwhile the source is shown; \`cpm build\` waits for it.` }
        : found,
    );
}

function absent(place: Place, sourceName: string, name: string, order: string, severity: Severity): Diagnostic {
  return fault(
    'translation/missing',
    place,
    `\`${sourceName}\` is not translated: there is no \`${name}\`.`,
    `write it, or run \`cpm translate export ${order}\``,
    severity,
  );
}
