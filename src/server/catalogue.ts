/** What the server offers: the outcome of one build, as plain data. */
export interface Catalogue {
  readonly modules: readonly BuiltModule[];
  /** Courses of several modules; none when left out. */
  readonly courses?: readonly BuiltCourse[];
  /** When the build ended, milliseconds since the epoch. */
  readonly builtAt: number;
  /** How long it took. */
  readonly seconds: number;
}

/** One module as its page shows it. A module with faults has no packages. */
export interface BuiltModule {
  readonly id: string;
  /** The id where the title could not be read. */
  readonly title: string;
  /** Semantic version; null where it could not be read. */
  readonly version: string | null;
  /** BCP 47, the module's own first; none where it says none. */
  readonly languages: readonly string[];
  readonly minutes: number | null;
  readonly summary: string;
  readonly lessons: number;
  /** Checks and assessment questions together. */
  readonly questions: number;
  /** Texts, in order. */
  readonly objectives: readonly string[];
  readonly packages: readonly BuiltPackage[];
  readonly faults: readonly ShownFault[];
}

/** One programme of the curriculum, packaged as a course. */
export interface BuiltCourse {
  readonly id: string;
  readonly title: string;
  /** Semantic version. */
  readonly version: string;
  readonly summary: string;
  /** In their order. */
  readonly modules: readonly { readonly id: string; readonly title: string; readonly required: boolean }[];
  /** None when something keeps it from being built. */
  readonly packages: readonly BuiltPackage[];
}

export interface BuiltPackage {
  /** Id of the target (`scorm12`). */
  readonly target: string;
  /** The target's name for people (`SCORM 1.2`). */
  readonly title: string;
  /** File name (`cpm-foundations-1.1.0-scorm12.zip`). */
  readonly file: string;
  /** Absolute path of the zip; null where none is made, for what the next save throws away. */
  readonly path: string | null;
  /** Content by path, in the zip's order, where there is no zip. */
  readonly tree?: ReadonlyMap<string, Uint8Array>;
  /** Of the zip. */
  readonly bytes: number;
  /** Hexadecimal; another text for another content. */
  readonly sha256: string;
  /** False for plain web pages, which are opened without an LMS; true when left out. */
  readonly plays?: boolean;
}

/** A diagnostic, ready to be read. */
export interface ShownFault {
  /** `file:line:column`. */
  readonly place: string;
  readonly message: string;
  readonly hint: string;
  /** The line at fault with its pointer; '' when there is none to show. */
  readonly frame: string;
}
