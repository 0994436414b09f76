import type { TrackingDb } from '../tracking/open-tracking.js';

export const accessActions = [
  'signed in',
  'refused',
  'signed out',
  'changed password',
  'looked at',
  'exported',
  'added a user',
  'gave a new password',
  'shut a user out',
  'let a user in again',
  'erased a person',
] as const;
export type AccessAction = (typeof accessActions)[number];

export interface AccessLine {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly user: string;
  readonly action: AccessAction;
  readonly detail: string;
}

/** Who signed in, looked at or exported what, and what was done to users by hand. */
export interface AccessLog {
  note(line: Omit<AccessLine, 'at'>): Promise<void>;
  /** Newest first. @param before go on below this line */
  page(limit: number, before?: number): Promise<readonly (AccessLine & { readonly id: number })[]>;
}

/** @param now milliseconds since the epoch */
export function createAccessLog(db: TrackingDb, now: () => number): AccessLog {
  return {
    async note({ user, action, detail }) {
      await db
        .insertInto('access_log')
        .values({ at: now(), user, action, detail: detail.slice(0, 1000) })
        .execute();
    },
    async page(limit, before) {
      const all = db.selectFrom('access_log').selectAll().orderBy('id', 'desc').limit(limit);
      const rows = await (before === undefined ? all : all.where('id', '<', before)).execute();
      return rows.map(({ id, at, user, action, detail }) => ({
        ...{ id, user, detail, at: Number(at) },
        action: accessActions.find((one) => one === action) ?? 'looked at',
      }));
    },
  };
}

/** Stands for the user where a command was run on the server. */
export const byHand = 'command line';

/** An address as the log keeps it: what somebody searched for by name is replaced, since the log outlives the person. */
export function loggedAddress(address: string): string {
  return address.replace(/([?&]name=)[^&#]+/g, '$1*');
}
