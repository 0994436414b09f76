import type { IncomingMessage, ServerResponse } from 'node:http';

/** Answers the requests below one address, straight from node:http: what is asked hundreds of times a second stands behind no framework. */
export type Door = (request: IncomingMessage, response: ServerResponse, visit: Visit) => void;

/** How a request came to a door. */
export interface Visit {
  /** Path that the door is mounted at, for links. */
  readonly base: string;
  /** Path below it, without the query; '' or begins with '/'. */
  readonly path: string;
  /** What every answer of this origin says. */
  readonly headers: Readonly<Record<string, string>>;
  /** Told why the request was refused. */
  readonly onRefusal?: (reason: string) => void;
}
