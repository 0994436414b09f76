import type { ContentNode } from '../content.js';
import type { Checked, Place } from '../diagnostics.js';
import type { QuestionDefinition } from '../questions/definition.js';
import type { PictureSize } from './picture-size.js';
import type { AuthoredModule } from './schemas/module-schema.js';
import type { AuthoredOrganizations } from './schemas/organizations-schema.js';
import type { AuthoredPracticeModel } from './schemas/practice-model-schema.js';
import type { AuthoredProgramme } from './schemas/programme-schema.js';
import type { QuestionFields, UnscoredFields } from './schemas/question-schema.js';
import type { AuthoredHeld, AuthoredRequirement } from './schemas/requirement-schema.js';
import type { TranslationRecord } from './translation/record.js';
import type { TextPair } from './translation/text-pair.js';
import type { Path } from './yaml/read-yaml.js';

/** What was read, what is wrong with it, and the texts of the files, for code frames. */
export interface Loaded<T> extends Checked<T> {
  /** Text of each file by the path that diagnostics show. */
  readonly sources: ReadonlyMap<string, string>;
}

/** A module after syntax and shape are checked, before meaning. */
export interface ModuleDefinition {
  /** Name of the folder. */
  readonly id: string;
  /** The whole of module.yaml; null when something in it is wrong. */
  readonly whole: AuthoredModule | null;
  /** Its fields that are right by themselves. */
  readonly parts: Partial<AuthoredModule>;
  readonly places: Places;
  readonly lessons: readonly LessonDefinition[];
  readonly questions: readonly AuthoredQuestion[];
  readonly media: readonly MediaFile[];
  /** What could not be read whole: faults that only follow from these are not worth a word. */
  readonly gaps: ReadonlySet<Gap>;
  /** The language that this was translated from; null for the source itself. */
  readonly original: string | null;
  /** The module in other languages. */
  readonly translations: readonly TranslationDefinition[];
}

/** A module in another language. */
export interface TranslationDefinition {
  /** BCP 47. */
  readonly language: string;
  /** True when `languages:` declares it: then it goes into packages. */
  readonly isPublished: boolean;
  /** Every text with its translation. */
  readonly pairs: readonly TextPair[];
  readonly record: TranslationRecord;
  /** Null when something of it is missing. */
  readonly definition: ModuleDefinition | null;
}

/** curriculum.yaml in another language, as far as it is translated. */
export interface CurriculumTranslation extends Pick<TranslationDefinition, 'language' | 'pairs' | 'record'> {
  /** What is translated of it, as it stands in its own language. */
  readonly data: unknown;
  /** Those whose texts are all there. */
  readonly programmes: readonly AuthoredProgramme[];
}

export type Gap = 'objectives' | 'sources' | 'glossary' | 'lessons' | 'questions' | 'module';

/** Where the parts of a YAML block stand; paths begin at the block. */
export interface Places {
  value(path: Path): Place;
  key(path: Path): Place;
  /** A piece of a text value: its `count`th occurrence, from 0. */
  piece(path: Path, text: string, count: number): Place;
}

export interface LessonDefinition {
  readonly id: string;
  readonly file: string;
  readonly title: string;
  readonly pages: readonly PageDefinition[];
}

export interface PageDefinition {
  readonly id: string;
  readonly title: string;
  /** The heading. */
  readonly place: Place;
  /** References in it are not resolved yet: `behavior {item}`, `source {id}`. */
  readonly content: readonly ContentNode[];
  readonly references: readonly Reference[];
}

/**
 * A name in the text that must lead somewhere. A `note` leads nowhere: it is the name under which a learner's private
 * words are kept; `glossary` is the list of all terms, and names none.
 */
export interface Reference {
  readonly kind: 'item' | 'source' | 'page' | 'question' | 'media' | 'term' | 'note' | 'glossary';
  readonly target: string;
  readonly place: Place;
}

export interface AuthoredQuestion {
  readonly id: string | undefined;
  /** Null when the file does not say it rightly. */
  readonly use: 'assessment' | 'check' | null;
  /** The common fields; null when one of them is wrong. */
  readonly whole: QuestionFields | UnscoredFields | null;
  readonly parts: Partial<QuestionFields> | Partial<UnscoredFields>;
  /** The fields of the type, ready for its `compile`; null when one is wrong or the type is unknown. */
  readonly body: Body | null;
  readonly places: Places;
}

export interface Body {
  readonly definition: QuestionDefinition;
  readonly fields: Record<string, unknown>;
}

/** A file of the media folder. */
export interface MediaFile {
  readonly name: string;
  /** Absolute path. */
  readonly path: string;
  /** See `pictureSize`. */
  readonly size: PictureSize | null;
  readonly bytes: number;
}

/** One edition of the practice model, with its places. */
export interface PracticeModelDefinition {
  /** Name of the file without its ending. */
  readonly fileName: string;
  readonly whole: AuthoredPracticeModel | null;
  readonly parts: Partial<AuthoredPracticeModel>;
  readonly places: Places;
}

/** What curriculum.yaml says of requirements: each entry with its place. */
export interface RequirementsDefinition {
  readonly classes: readonly EntryDefinition<AuthoredHeld>[];
  readonly fieldActivities: readonly EntryDefinition<AuthoredHeld>[];
  readonly requirements: readonly EntryDefinition<AuthoredRequirement>[];
}

/** One block of a list, checked by itself. */
export interface EntryDefinition<Authored> {
  /** Null when something in it is wrong. */
  readonly whole: Authored | null;
  readonly parts: Partial<Authored>;
  readonly places: Places;
}

/** One programme of curriculum.yaml, with its places. */
export type ProgrammeDefinition = EntryDefinition<AuthoredProgramme>;

/** _organizations.yaml. */
export type OrganizationsDefinition = EntryDefinition<AuthoredOrganizations>;
