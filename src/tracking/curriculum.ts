/** What the training asks of people: `requirements`, `roles` and the organizations in `modules/`, read and checked. */
export interface Curriculum {
  readonly iriBase: string;
  /** Who gives certificates, with the number under which a board knows the provider: what stands on them. */
  readonly provider: string;
  readonly modules: readonly CurriculumModule[];
  readonly requirements: readonly Requirement[];
  readonly roles: readonly Role[];
  readonly counties: readonly County[];
  readonly academies: readonly Academy[];
  /** Organizations that are neither county nor academy. */
  readonly others: readonly Organization[];
  /** Words that tell no organizations apart, folded, the longest first (`shortName`). */
  readonly leftOut: readonly string[];
  /** Every class and field activity that there is. */
  readonly classes: readonly CurriculumClass[];
}

/** A module as far as tracking knows it: its current version. */
export interface CurriculumModule {
  readonly id: string;
  /** Its activity id. */
  readonly iri: string;
  readonly title: string;
  readonly version: string;
  /** Hours that it counts for. */
  readonly hours: number;
  /** Share of its assessment that passes, 0 to 1; null (or left out) without one. */
  readonly passing?: number | null;
}

/** A class or field activity: attendance files tell who was there. */
export interface CurriculumClass {
  readonly id: string;
  readonly kind: 'class' | 'field-activity';
  readonly title: string;
  readonly hours: number;
}

/** Something that people of some roles have to do, once or again and again. */
export interface Requirement {
  readonly id: string;
  readonly title: string;
  /** Id of the programme that it stands for, or null. */
  readonly programme: string | null;
  /** Ids of the roles it binds; empty: everybody. */
  readonly roles: readonly string[];
  /** Binds those hired in this time, both days included; null ends are open. Null: whenever. See `isBound`. */
  readonly hired: { readonly from: number | null; readonly until: number | null } | null;
  /** Months after hire (or transfer) by which it is due first; null: never, it is offered. */
  readonly withinMonths: number | null;
  /** Months after which it has to be done again; null: once is enough. */
  readonly renewMonths: number | null;
  /** Hours within the window of `renewMonths` that it asks for instead of single items; null: its items. */
  readonly hours: number | null;
  /** Whether a certificate is given when it is met. */
  readonly certificate: boolean;
  /** What counts. With `hours`, empty means everything. */
  readonly items: readonly RequirementItem[];
}

export interface RequirementItem {
  /** Id of the module, or of the class or field activity. */
  readonly id: string;
  readonly kind: 'module' | 'class' | 'field-activity';
  readonly title: string;
  readonly hours: number;
  /** False: one that may be chosen; it counts for hours only. */
  readonly required: boolean;
  /** What counts as this item besides its current version (and newer ones), in the order written. */
  readonly accepts: readonly Accepted[];
}

/** An older version, or something else that is as good. */
export interface Accepted {
  /** Id of a module, class or field activity: the item itself, or an equivalent. */
  readonly item: string;
  /** From this version on; null: any. */
  readonly from: string | null;
  /** Done up to this day; null: whenever. */
  readonly until: number | null;
}

export interface Role {
  readonly id: string;
  readonly title: string;
  /** One of these must fit, with all that it says; patterns in which `*` stands for any text. */
  readonly when: readonly { readonly employeeType: string | null; readonly jobTitle: string | null }[];
}

export interface Organization {
  readonly name: string;
  readonly aliases: readonly string[];
}

export interface County extends Organization {
  readonly id: string;
  /** Which academy served it from which day on (inclusive), in order; the first may begin at null: always. */
  readonly served: readonly { readonly academy: string; readonly from: number | null }[];
}

export interface Academy extends Organization {
  readonly id: string;
}
