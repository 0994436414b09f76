/** Where browsers, packages and LMSs reach an origin of this server, whatever stands in between. */
export interface PublicAddress {
  /** Scheme, host and port as browsers write them in an Origin header: `https://training.example.org`. */
  readonly origin: string;
  /** Path before everything that is served, without a slash at its end: `/cpm`; '' when there is none. */
  readonly base: string;
}

/** First parts of the paths that are served; a base path that begins with one could be taken for it. */
export const ownPaths = [
  'assets',
  'collector',
  'health',
  'packages',
  'play',
  'reports',
  'reports.csv',
  'xapi',
] as const;
