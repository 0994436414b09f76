import type { Module } from '../model/module.js';
import type { Programme, ProgrammeTexts } from '../model/programme.js';

/** What a package holds: one module, or the modules of a programme in their order. */
export interface Course {
  /** Id of the module or the programme. */
  readonly id: string;
  /** Activity id of the course as a whole, where a standard knows one (cmi5 13). */
  readonly iri: string;
  readonly title: string;
  readonly version: string;
  /** BCP 47; of title and summary. */
  readonly language: string;
  readonly summary: string;
  /** Both in the other languages that it has. */
  readonly translations: readonly ProgrammeTexts[];
  readonly isProgramme: boolean;
  readonly units: readonly CourseUnit[];
}

/** A module as a part of a course: what becomes a SCO or an AU. */
export interface CourseUnit {
  readonly module: Module;
  /** Rendered pages, styles and media by their path below `folder`; the launch page is `index.html`. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Where it stands in the package: '', or a folder with `/` at its end. */
  readonly folder: string;
  /** False for a module that may be left out. */
  readonly required: boolean;
  /** Ids of earlier modules of the course that must be done first. */
  readonly after: readonly string[];
}

/** A module with its rendered files. */
export interface RenderedModule {
  readonly module: Module;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** A single module: a course of one, at the root of its package. */
export function courseOfModule({ module, files }: RenderedModule): Course {
  const { id, iri, title, version, language, summary, translations } = module;
  const unit = { module, files, folder: '', required: true, after: [] };
  const head = { id, iri: `${iri}/course`, title, version, language, summary, translations };
  return { ...head, isProgramme: false, units: [unit] };
}

/**
 * A programme: each module in a folder of its name. It is called as in the language of its first module, where it has a
 * name in that, and besides as in every language that one of its modules has.
 * @param rendered all of the programme's modules, in its order
 */
export function courseOfProgramme(programme: Programme, rendered: readonly RenderedModule[]): Course {
  const { steps, title, language, summary, translations, ...head } = programme;
  const units = rendered.map(({ module, files }) => {
    const step = steps.find((one) => one.module === module.id);
    const folder = `${module.id}/`;
    return { module, files, folder, required: step?.required ?? true, after: step?.after ?? [] };
  });
  const languages = rendered.flatMap(({ module }) => [module, ...module.translations].map((one) => one.language));
  const own = { language, title, summary };
  const all = [own, ...translations].filter((one) => languages.includes(one.language));
  const first = all.find((one) => one.language === languages[0]) ?? own;
  return { ...head, ...first, translations: all.filter((one) => one !== first), isProgramme: true, units };
}
