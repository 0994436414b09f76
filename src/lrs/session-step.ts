import type { JsonObject } from '../xapi/json.js';

/** A change of what is noted of a session; it is made only while the session still has this revision. */
export interface SessionStep {
  readonly session: string;
  readonly revision: number;
  readonly state: JsonObject;
}

/** The session was changed since it was read, closed or removed: what it may do is to be judged again. */
export class SessionMoved extends Error {
  constructor() {
    super('The session was changed at the same time');
    this.name = 'SessionMoved';
  }
}
