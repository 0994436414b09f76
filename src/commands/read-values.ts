import { isIP } from 'node:net';
import { ForwardRefused, forwardTarget } from '../lrs/forward/target.js';
import { isSafeAddress } from '../lrs/oidc-discovery.js';
import { ownPaths, type PublicAddress } from '../server/public-address.js';
import { WrongValue } from './wrong-value.js';

/** Readers of option values: text in, checked value out, `WrongValue` for all else. */
export const readValue = {
  host(text: string): string {
    const bare = /^\[(.*)\]$/.exec(text)?.[1] ?? text;
    if (isIP(bare) > 0 || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(bare)) return bare;
    throw new WrongValue(
      `${shown(text)} is no host.`,
      'write a name or an address of this machine, for example --host 0.0.0.0 for all of them.',
    );
  },

  port(text: string): number {
    return wholeNumber(text, 0, 65_534, 'no port', 'write a whole number from 1 to 65534, for example --port 4100.');
  },

  publicUrl(text: string): PublicAddress {
    const url = webAddress(
      text,
      'write it as browsers have it, for example --public-url https://training.example.org/cpm.',
    );
    const base = url.pathname.replace(/\/+$/, '');
    if (!/^(\/[A-Za-z0-9._~-]+)*$/.test(base))
      throw new WrongValue(
        `The path ${shown(base)} can't stand before all other paths.`,
        'use letters, digits, dots and hyphens between single slashes.',
      );
    const first = base.split('/')[1] ?? '';
    if (ownPaths.some((own) => own === first))
      throw new WrongValue(
        `The path /${first} is one of the server's own.`,
        'use another base path, for example /cpm, or a host name of its own without any.',
      );
    return { origin: url.origin, base };
  },

  origin(text: string): string {
    const hint = 'write scheme and host, and the port if it is not the usual one: https://lms.example.org.';
    if (text === '*') throw new WrongValue('"*" would open the record store to every page there is.', hint);
    const url = webAddress(text, hint);
    if (url.pathname !== '/') throw new WrongValue(`${shown(text)} has a path; an origin has none.`, hint);
    return url.origin;
  },

  /** Another record store's endpoint, not this server's own. */
  forward(text: string, publicUrl: PublicAddress | undefined): string {
    try {
      return forwardTarget(text, publicUrl ? [`${publicUrl.origin}${publicUrl.base}/xapi/`] : []);
    } catch (error) {
      if (!(error instanceof ForwardRefused)) throw error;
      throw new WrongValue(
        error.message,
        'write the base endpoint, for example --forward https://lrs.example.org/xapi/.',
      );
    }
  },

  /** As its tokens name it, to the letter. */
  issuer(text: string): string {
    if (isSafeAddress(text)) return text;
    throw new WrongValue(
      `${shown(withoutUser(text))} is no issuer that can be trusted.`,
      'write its https address just as its tokens name it (http only on this machine).',
    );
  },

  accountKey(text: string): string {
    if (text.length >= shortestAccountKey) return text;
    throw new WrongValue(
      `CPM_ACCOUNT_KEY has fewer than ${shortestAccountKey} characters and could be guessed.`,
      'draw one, for example by: openssl rand -base64 32.',
    );
  },

  trustProxy(text: string): number | readonly string[] {
    if (/^\d{1,2}$/.test(text)) return Number(text);
    const networks = text.split(/[\s,]+/).filter((part) => part !== '');
    const wrong = networks.filter((network) => !isNetwork(network));
    if (networks.length > 0 && wrong.length === 0) return networks;
    throw new WrongValue(
      `${shown(wrong.join(', '))} is no number of proxies and no network.`,
      'write how many proxies stand before the server (--trust-proxy 1), or their networks (--trust-proxy 10.0.0.0/8, or loopback).',
    );
  },

  /** A database's address may hold a password: it is never said again. */
  database(text: string): string {
    const hint =
      'write postgres://user:password@host:5432/database, best into CPM_DATABASE; for SQLite leave it out and name a folder with --data.';
    if (!/^postgres(ql)?:\/\//i.test(text) || !URL.canParse(text))
      throw new WrongValue('The address of the database is none of PostgreSQL.', hint);
    const { pathname } = new URL(text);
    if (pathname.length < 2) throw new WrongValue('The address of the database names no database.', hint);
    return text;
  },

  bytes(text: string): number {
    return wholeNumber(
      text,
      10_000,
      200_000_000,
      'no size that a request can have',
      'write bytes, from 10000 to 200000000.',
    );
  },

  statements(text: string): number {
    return wholeNumber(text, 1, 100_000, 'no number of statements', 'write a whole number from 1 to 100000.');
  },

  /** @returns milliseconds */
  seconds(text: string): number {
    return wholeNumber(text, 0, 600, 'no number of seconds', 'write a whole number from 0 to 600.') * 1000;
  },

  oneOf<Choice extends string>(choices: readonly Choice[]): (text: string) => Choice {
    return (text) => {
      const found = choices.find((choice) => choice === text);
      if (found !== undefined) return found;
      throw new WrongValue(`${shown(text)} is none of the choices.`, `write ${choices.join(' or ')}.`);
    };
  },

  text: (text: string): string => text,
} as const;

const shortestAccountKey = 32;

function wholeNumber(text: string, least: number, most: number, what: string, hint: string): number {
  const number = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw new WrongValue(`${shown(text)} is ${what}.`, hint);
}

function webAddress(text: string, hint: string): URL {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text))
    throw new WrongValue(`${shown(withoutUser(text))} is no address of the web.`, hint);
  const url = new URL(text);
  if (url.username !== '' || url.password !== '')
    throw new WrongValue('The address holds a user name or a password; addresses are shown and logged.', hint);
  if (url.search !== '' || url.hash !== '') throw new WrongValue(`${shown(text)} has a query or a fragment.`, hint);
  return url;
}

function withoutUser(text: string): string {
  return text.replace(/^([^/]*\/\/)?[^@/]*@/, '$1');
}

function isNetwork(text: string): boolean {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(text)) return true;
  const [address = '', bits, ...rest] = text.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
}

function shown(text: string): string {
  return `"${text.length > 200 ? `${text.slice(0, 200)}…` : text}"`;
}
