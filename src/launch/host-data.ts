/** What the host page on the package origin is told about its launch; plain JSON inside the page. */
export interface HostData {
  /** The API that the page must hold ready for the course; null for protocols that have none. */
  readonly api: 'scorm12' | 'scorm2004' | null;
  readonly title: string;
  /** Address of the course, relative to the host page. */
  readonly content: string;
  /** The package asks for a window of its own (cmi5 8.1, launchMethod OwnWindow). */
  readonly ownWindow: boolean;
  /** SCORM: the data to preload by full element name; empty for protocols without an API. */
  readonly cmi: Readonly<Record<string, string>>;
}

/** What the API's commit brings. */
export interface Commit {
  /** Changed elements only, by full name. */
  readonly changed: Readonly<Record<string, string>>;
  readonly terminate: boolean;
}

/** Whether the LMS keeps a commit; `reason` says why not, '' when it does. */
export interface CommitAnswer {
  readonly kept: boolean;
  readonly reason: string;
}
