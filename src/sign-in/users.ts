import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { TrackingDb } from '../tracking/open-tracking.js';
import type { Sight } from '../tracking/sight.js';
import type { TrackingTables } from '../tracking/tables.js';
import { type Cost, hashPassword, isPasswordOf, usualCost } from './password.js';

export const userRoles = ['state', 'academy', 'county', 'author', 'learner'] as const;
export type UserRole = (typeof userRoles)[number];

/** Somebody who may sign in. */
export interface User {
  readonly id: string;
  /** Lower case. */
  readonly name: string;
  readonly role: UserRole;
  /** Id of the academy or county. */
  readonly place: string | null;
  readonly personId: number | null;
  /** The password came from an operator and has to be changed before anything is shown. */
  readonly mustChange: boolean;
  /** Whether there is a password at all. */
  readonly hasPassword: boolean;
  readonly created: number;
  readonly disabled: number | null;
}

export interface NewUser {
  readonly name: string;
  readonly role: UserRole;
  readonly place: string | null;
  readonly personId: number | null;
  /** Null for one who signs in by OpenID Connect. */
  readonly password: string | null;
}

export interface Users {
  /** @returns null when there is one of that name already */
  add(user: NewUser): Promise<User | null>;
  named(name: string): Promise<User | undefined>;
  byId(id: string): Promise<User | undefined>;
  list(): Promise<readonly User[]>;
  /** The user whose name and password these are; takes as long whoever it is, known or not. */
  checked(name: string, password: string): Promise<User | undefined>;
  /** Ends all sessions of the user as well. @param mustChange whether it has to be changed at the next sign-in */
  setPassword(id: string, password: string, mustChange: boolean): Promise<void>;
  /** Shuts a user out at once, in every process, or lets the user in again. @returns false when there is none */
  setDisabled(id: string, at: number | null): Promise<boolean>;
}

/** @param now milliseconds since the epoch @param cost of the hashes that are made */
export function createUsers(db: TrackingDb, now: () => number, cost: Cost = usualCost): Users {
  const one = async (column: 'id' | 'name', value: string) => {
    const row = await db.selectFrom('users').selectAll().where(column, '=', value).executeTakeFirst();
    return row && fromRow(row);
  };
  return {
    async add({ name, role, place, personId, password }) {
      const id = randomUUID();
      const row = {
        ...{ id, name: nameKey(name), role, place, person_id: personId, created: now(), disabled: null },
        password: password === null ? null : await hashPassword(password, cost),
        must_change: password === null ? 0 : 1,
      };
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('users')
        .values(row)
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      return Number(numInsertedOrUpdatedRows) === 0 ? null : fromRow(row);
    },
    named: (name) => one('name', nameKey(name)),
    byId: (id) => one('id', id),
    list: async () => (await db.selectFrom('users').selectAll().orderBy('name').execute()).map(fromRow),
    async checked(name, password) {
      const row = await db.selectFrom('users').selectAll().where('name', '=', nameKey(name)).executeTakeFirst();
      const usable = row && row.disabled === null ? row.password : null;
      const isRight = await isPasswordOf(password, usable);
      return isRight && row ? fromRow(row) : undefined;
    },
    async setPassword(id, password, mustChange) {
      const hash = await hashPassword(password, cost);
      await db.transaction().execute(async (trx) => {
        await trx
          .updateTable('users')
          .set({ password: hash, must_change: mustChange ? 1 : 0 })
          .where('id', '=', id)
          .execute();
        await trx.deleteFrom('sign_ins').where('user_id', '=', id).execute();
      });
    },
    async setDisabled(id, at) {
      const { numUpdatedRows } = await db
        .updateTable('users')
        .set({ disabled: at })
        .where('id', '=', id)
        .executeTakeFirst();
      if (at !== null) await db.deleteFrom('sign_ins').where('user_id', '=', id).execute();
      return Number(numUpdatedRows) > 0;
    },
  };
}

/** Whose data a user may see. */
export function sightOf({ role, place, personId }: Pick<User, 'role' | 'place' | 'personId'>): Sight {
  switch (role) {
    case 'state':
      return { kind: 'state' };
    case 'author':
      return { kind: 'author' };
    case 'academy':
      return { kind: 'academy', academy: place ?? '' };
    case 'county':
      return { kind: 'county', county: place ?? '' };
    case 'learner':
      return { kind: 'learner', person: personId ?? -1 };
  }
}

function nameKey(name: string): string {
  return name.trim().normalize('NFKC').toLowerCase();
}

function fromRow(row: Selectable<TrackingTables['users']>): User {
  const role = userRoles.find((one) => one === row.role);
  if (role === undefined) throw new Error('A user has a role that nobody gave');
  return {
    id: row.id,
    name: row.name,
    role,
    place: row.place,
    personId: row.person_id,
    mustChange: row.must_change === 1,
    hasPassword: row.password !== null,
    created: Number(row.created),
    disabled: row.disabled === null ? null : Number(row.disabled),
  };
}
