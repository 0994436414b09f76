import type { Edition } from '../scorm/edition.js';

/** What the host page on the package origin is told about its launch; plain JSON inside the page. */
export interface HostData {
  /** The API that the page must hold ready for the course; null for protocols that have none. */
  readonly api: 'scorm12' | 'scorm2004' | null;
  /** SCORM: by which letter calls are judged, and which session of the launch this is. */
  readonly rules?: ScormRules;
  readonly title: string;
  /** Address of the course, relative to the host page. */
  readonly content: string;
  /** The package asks for a window of its own (cmi5 8.1, launchMethod OwnWindow). */
  readonly ownWindow: boolean;
  /** SCORM: the data to preload by full element name; empty for protocols without an API. */
  readonly cmi: Readonly<Record<string, string>>;
}

export interface ScormRules {
  readonly edition: Edition;
  /** Breaches are refused with the standard's errors; otherwise only listed. */
  readonly strict: boolean;
  /** From 1; the page around the course was loaded so many times. */
  readonly session: number;
}

/** The host page's data as it stands in the page. */
export interface ShownHost extends HostData {
  /** The page was loaded before in this launch: it asks for its session and its data (`reopen`). */
  readonly isReload: boolean;
  readonly ownWindow: boolean;
  /** Origin of the page that may tell the host page what to do with the course. */
  readonly commandsFrom: string;
}

/** What a page that was loaded again is given: the session and the data of now. */
export type Reopened = Pick<HostData, 'rules' | 'cmi'>;

/**
 * What the play page may ask of the host page: to be done at once, without a word to the course. `renew` is for the page of
 * `cpm dev`: the course's files are others now, and it begins a session of its own in the same place.
 */
export type HostCommand = 'reload' | 'remove-frame' | 'close-window' | 'renew';

/** What the API's commit brings. */
export interface Commit {
  /** Changed elements only, by full name. */
  readonly changed: Readonly<Record<string, string>>;
  readonly terminate: boolean;
  /** Which load of the host page sends it; absent from whoever does not count them. */
  readonly session?: number | undefined;
}

/** Whether the LMS keeps a commit; `reason` says why not, '' when it does. */
export interface CommitAnswer {
  readonly kept: boolean;
  readonly reason: string;
}
