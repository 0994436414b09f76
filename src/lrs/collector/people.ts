import { identityOf } from '../../xapi/identity.js';
import { isObject, type JsonObject, textAt } from '../../xapi/json.js';
import { type Fault, member } from '../../xapi/validate/check.js';
import type { Learner } from '../roster-store.js';

/** Everybody whom a statement names by an account, each once, wherever it does. */
export function learnersIn(statement: JsonObject): readonly Learner[] {
  const found = new Map<string, Learner>();
  walk(statement, '$', (value) => {
    const learner = learnerOf(value);
    if (learner) found.set(placeOf(learner), learner);
  });
  return [...found.values()];
}

/** Every place where a statement names somebody by a mail address, its hash or an OpenID: there is no roster for these. */
export function foreignIdentifiers(statement: JsonObject, path: string): readonly Fault[] {
  const faults: Fault[] = [];
  walk(statement, path, (value, place) => {
    if (identityOf(value) !== undefined && !learnerOf(value))
      faults.push({ path: place, message: 'must be named by an account; a package knows no other identifier' });
  });
  return faults;
}

/** The statement with an opaque account in the place of every learner's, and without names of people. */
export function withAccounts(
  statement: JsonObject,
  accountOf: (learner: Learner) => { readonly homePage: string; readonly name: string },
): JsonObject {
  const replaced = replace(statement, accountOf);
  return isObject(replaced) ? replaced : {};
}

/** One text for one learner: home pages hold no line break, so that no two are alike. */
export function placeOf({ homePage, learner }: Learner): string {
  return `${homePage}\n${learner}`;
}

function replace(value: unknown, accountOf: (learner: Learner) => object): unknown {
  if (Array.isArray(value)) return value.map((one) => replace(one, accountOf));
  if (!isObject(value)) return value;
  const learner = learnerOf(value);
  const isPerson = learner !== undefined || value.objectType === 'Agent' || value.objectType === 'Group';
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, one]) => {
      if (isPerson && key === 'name') return [];
      return [[key, learner && key === 'account' ? accountOf(learner) : replace(one, accountOf)]];
    }),
  );
}

function learnerOf(value: unknown): Learner | undefined {
  const homePage = textAt(value, 'account', 'homePage');
  const learner = textAt(value, 'account', 'name');
  return homePage === undefined || learner === undefined ? undefined : { homePage, learner };
}

function walk(value: unknown, path: string, visit: (value: JsonObject, path: string) => void): void {
  if (Array.isArray(value)) for (const [index, one] of value.entries()) walk(one, `${path}[${index}]`, visit);
  if (!isObject(value)) return;
  visit(value, path);
  for (const [key, one] of Object.entries(value)) walk(one, member(path, key), visit);
}
