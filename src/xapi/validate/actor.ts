import { at, isObject, type JsonObject } from '../json.js';
import { type Check, listOf, oneOf, type Report, shape } from './check.js';
import { anyText, iri, isShort, mailbox, mostSearchedBytes, name, searchedIri, sha1 } from './formats.js';

const identifiers = ['mbox', 'mbox_sha1sum', 'openid', 'account'] as const;

const account = shape(
  { homePage: { check: iri, required: true }, name: { check: name, required: true } },
  ({ homePage, name }, path, report) => {
    if (typeof homePage === 'string' && typeof name === 'string' && !isShort(homePage, name))
      report.add(path, `must have at most ${mostSearchedBytes} bytes in homePage and name, for it is searched for`);
  },
);

const common = {
  name: { check: anyText },
  mbox: { check: mailbox },
  mbox_sha1sum: { check: sha1 },
  openid: { check: searchedIri },
  account: { check: account },
};

/** An agent: exactly one identifier (xAPI 1.0.3 Data 2.4.2.1). */
export const agent: Check = shape({ ...common, objectType: { check: oneOf('Agent') } }, oneIdentifier);

/** Where a group could stand too, and what it is is not clear. */
const eitherOne: Check = shape({ ...common, objectType: { check: oneOf('Agent', 'Group') } }, oneIdentifier);

/** A group: with one identifier, or anonymous and then with members (xAPI 1.0.3 Data 2.4.2.2). */
export const group: Check = shape(
  { ...common, objectType: { check: oneOf('Group'), required: true }, member: { check: listOf(agent) } },
  (value, path, report) => {
    const count = identifierCount(value);
    if (count > 1) report.add(path, `must have at most one of ${identifiers.join(', ')}, found ${count}`);
    if (count === 0 && !Array.isArray(value.member))
      report.add(`${path}.member`, 'is missing: a group without identifier is its members');
  },
);

/** An agent or a group, as its objectType says; an agent where it says nothing. */
export const actor: Check = (value, path, report) =>
  (at(value, 'objectType') === 'Group' ? group : eitherOne)(value, path, report);

/** Who vouches for a statement: an agent, or the two members of a three-legged OAuth (xAPI 1.0.3 Data 2.4.9). */
export const authority: Check = (value, path, report) => {
  actor(value, path, report);
  if (isObject(value) && value.objectType === 'Group') oauthPair(value, path, report);
};

function oauthPair(value: JsonObject, path: string, report: Report): void {
  const members = value.member;
  if (identifierCount(value) > 0) report.add(path, 'must be an anonymous group');
  if (!Array.isArray(members) || members.length !== 2) report.add(`${path}.member`, 'must be exactly two agents');
}

function oneIdentifier(value: JsonObject, path: string, report: Report): void {
  const count = identifierCount(value);
  if (count !== 1) report.add(path, `must have exactly one of ${identifiers.join(', ')}, found ${count}`);
}

function identifierCount(value: JsonObject): number {
  return identifiers.filter((key) => value[key] !== undefined).length;
}
