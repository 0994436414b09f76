/** An ordered set of modules for an audience: what one course package is made of. Plain data. */
export interface Programme {
  readonly id: string;
  /** `<iriBase>programmes/<id>`. */
  readonly iri: string;
  readonly title: string;
  /** Semantic version. */
  readonly version: string;
  /** BCP 47; of title and summary. */
  readonly language: string;
  readonly summary: string;
  /** Title and summary in other languages. */
  readonly translations: readonly ProgrammeTexts[];
  /** In the order in which learners take them. */
  readonly steps: readonly ProgrammeStep[];
}

export interface ProgrammeTexts {
  /** BCP 47. */
  readonly language: string;
  readonly title: string;
  readonly summary: string;
}

export interface ProgrammeStep {
  /** Id of the module. */
  readonly module: string;
  /** False for a module that may be left out. */
  readonly required: boolean;
  /** Ids of earlier modules of the programme that must be done first. */
  readonly after: readonly string[];
}
