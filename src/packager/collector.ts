/** Where packages without a launch door of their own send statements, and the write-only key that opens it. */
export interface Collector {
  /** Ends in '/'. */
  readonly url: string;
  readonly id: string;
  readonly secret: string;
}

/** A collector as SCORM's launch data: `collector=<URL>&key=<id>:<secret>`, percent-encoded. */
export function collectorText({ url, id, secret }: Collector): string {
  return new URLSearchParams({ collector: url, key: `${id}:${secret}` }).toString();
}
