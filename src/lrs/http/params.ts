import { identityOf } from '../../xapi/identity.js';
import { actor, agent } from '../../xapi/validate/actor.js';
import { type Check, type Fault, faultsOf } from '../../xapi/validate/check.js';
import { isFindable, isShort, mostSearchedBytes, searchedIri, timestamp, uuid } from '../../xapi/validate/formats.js';
import { timeOf } from '../../xapi/validate/time.js';
import type { Call } from './call.js';
import { checkedJson } from './checked-json.js';
import { HttpRefusal } from './refusal.js';

/** Reads typed parameters of one call and collects what is wrong with them; `done` refuses if anything was. */
export interface ParamReader {
  iri(name: string): string | undefined;
  uuid(name: string): string | undefined;
  /** Milliseconds since the epoch. */
  time(name: string): number | undefined;
  flag(name: string): boolean;
  /** A whole number of at least 0. */
  count(name: string): number | undefined;
  /** A place that a `more` link names. */
  cursor(name: string): string | undefined;
  /** A text that is there and can be found again. */
  name(name: string): string | undefined;
  word<Word extends string>(name: string, words: readonly Word[]): Word | undefined;
  /** Identity of an agent, or of a group where groups are allowed. */
  identity(name: string, groups: boolean): string | undefined;
  /** The agent itself, as sent. */
  json(name: string): unknown;
  /** Parameters that are searched for as one, and must be short enough together. */
  short(...names: readonly string[]): void;
  done(): void;
}

/** A reader of a call's parameters. */
export function readParams(call: Pick<Call, 'params' | 'version'>): ParamReader {
  const faults: Fault[] = [];
  const fault = (name: string, message: string) => {
    faults.push({ path: `?${name}`, message });
    return undefined;
  };
  const checked = (name: string, check: Check): string | undefined => {
    const value = call.params[name];
    if (value === undefined) return undefined;
    const found = faultsOf(check, value, call.version, `?${name}`);
    faults.push(...found);
    return found.length === 0 ? value : undefined;
  };
  const json = (name: string): unknown => {
    const value = call.params[name];
    if (value === undefined) return undefined;
    const { value: read, faults: found } = checkedJson(Buffer.from(value), `?${name}`);
    // An agent is read for its identity and for itself: its faults are told once.
    for (const one of found)
      if (!faults.some((f) => f.path === one.path && f.message === one.message)) faults.push(one);
    return read;
  };
  return {
    iri: (name) => checked(name, searchedIri),
    uuid: (name) => checked(name, uuid),
    time(name) {
      // A "+" of a time zone arrives as a blank when the sender did not escape it.
      const value = call.params[name]?.replace(/ (?=\d{2}:?\d{2}$)/, '+');
      if (value === undefined) return undefined;
      const found = faultsOf(timestamp, value, '1.0.3', `?${name}`);
      faults.push(...found);
      return found.length === 0 ? timeOf(value) : undefined;
    },
    flag(name) {
      const value = call.params[name];
      if (value !== undefined && value !== 'true' && value !== 'false') fault(name, 'must be true or false');
      return value === 'true';
    },
    count(name) {
      const value = call.params[name];
      if (value === undefined) return undefined;
      return /^\d{1,9}$/.test(value) ? Number(value) : fault(name, 'must be a whole number of at least 0');
    },
    cursor(name) {
      const value = call.params[name];
      if (value === undefined) return undefined;
      return /^\d{1,16}$/.test(value) ? value : fault(name, 'is not from a "more" link of this store');
    },
    name(name) {
      const value = call.params[name];
      if (value === '') return fault(name, 'must not be empty');
      return value === undefined || isFindable(value) ? value : fault(name, 'must not hold control characters');
    },
    word(name, words) {
      const value = call.params[name];
      if (value === undefined) return undefined;
      return words.find((word) => word === value) ?? fault(name, `must be one of ${words.join(', ')}`);
    },
    identity(name, groups) {
      const value = json(name);
      if (value === undefined) return undefined;
      const found = faultsOf(groups ? actor : agent, value, call.version, `?${name}`);
      faults.push(...found);
      if (found.length > 0) return undefined;
      return identityOf(value) ?? fault(name, 'must have an identifier: an anonymous group has none');
    },
    json,
    short(...names) {
      const given = names.filter((name) => call.params[name] !== undefined);
      if (isShort(...given.map((name) => call.params[name] ?? ''))) return;
      fault(given.join(', '), `must have at most ${mostSearchedBytes} bytes in all`);
    },
    done() {
      if (faults.length > 0) throw new HttpRefusal(400, 'The parameters are not right.', faults);
    },
  };
}
