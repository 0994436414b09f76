import type { Learner } from '../../lrs/roster-store.js';
import { identityOf } from '../../xapi/identity.js';
import { isObject, type JsonObject, textAt } from '../../xapi/json.js';

/** Everybody whom a statement names, in whatever way, but for accounts that are opaque already. */
export function peopleIn(statement: JsonObject, from: PeopleFrom): readonly Learner[] {
  const found: Learner[] = [];
  replaced(statement, from, (learner) => {
    found.push(learner);
    return { homePage: '', name: '' };
  });
  return found;
}

/** The statement with an account in the place of whatever names a person, and without names. */
export function withOpaquePeople(
  statement: JsonObject,
  from: PeopleFrom,
  accountOf: (learner: Learner) => { readonly homePage: string; readonly name: string },
): JsonObject {
  const opaque = replaced(statement, from, accountOf);
  return isObject(opaque) ? opaque : {};
}

/** What is known of where a statement comes from. */
export interface PeopleFrom {
  /** Stands in the roster as the home page of mail addresses and the like, which have none of their own. */
  readonly source: string;
  /** Home page of our own opaque accounts: these stay. */
  readonly opaque: string;
}

const identifiers: ReadonlySet<string> = new Set(['mbox', 'mbox_sha1sum', 'openid', 'account', 'name']);

function replaced(
  value: unknown,
  from: PeopleFrom,
  accountOf: (learner: Learner) => { readonly homePage: string; readonly name: string },
): unknown {
  if (Array.isArray(value)) return value.map((one) => replaced(one, from, accountOf));
  if (!isObject(value)) return value;
  const learner = learnerOf(value, from);
  const isPerson = identityOf(value) !== undefined || value.objectType === 'Agent' || value.objectType === 'Group';
  const rest = Object.entries(value).flatMap(([key, one]) => {
    if (isPerson && key === 'name') return [];
    return learner && identifiers.has(key) ? [] : [[key, replaced(one, from, accountOf)] as const];
  });
  return Object.fromEntries(learner ? [...rest, ['account', accountOf(learner)]] : rest);
}

function learnerOf(value: JsonObject, { source, opaque }: PeopleFrom): Learner | undefined {
  const homePage = textAt(value, 'account', 'homePage');
  const name = textAt(value, 'account', 'name');
  if (homePage !== undefined && name !== undefined)
    return homePage === opaque ? undefined : { homePage, learner: name };
  const other =
    textAt(value, 'mbox')?.replace(/^mailto:/i, '') ?? textAt(value, 'mbox_sha1sum') ?? textAt(value, 'openid');
  return other === undefined ? undefined : { homePage: source, learner: other };
}
