import type { IncomingMessage } from 'node:http';
import type { XapiVersion } from '../../xapi/validate/check.js';
import type { Principal, Scope } from '../access.js';
import { isGranted } from '../scopes.js';
import type { Arriving } from './door-of.js';
import { HttpRefusal } from './refusal.js';
import type { Reply } from './reply.js';

export type Method = 'GET' | 'PUT' | 'POST' | 'DELETE';

/** One request as its handler sees it, whether it came plainly or by the Alternate Request Syntax. */
export interface Call {
  /** HEAD counts as GET; its answer leaves without a body. */
  readonly method: Method;
  readonly head: boolean;
  readonly params: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly version: XapiVersion;
  readonly principal: Principal;
  /** A header's value by its lower-case name. */
  header(name: string): string | undefined;
  /** Path that the store is mounted at, for links. */
  readonly base: string;
  readonly reply: Reply;
}

/** A request before its sender is known. */
export type OpenCall = Omit<Call, 'principal' | 'version'>;

/** The call that a request is, now that its sender and its edition are known. */
export function callOf(open: OpenCall, principal: Principal, version: XapiVersion): Call {
  const { method, head, params, body, header, base, reply } = open;
  return { method, head, params, body, header, base, reply, principal, version };
}

/**
 * Reads a request. `POST ?method=PUT` with the real request in a form is 1.0.3's Alternate Request Syntax
 * (xAPI 1.0.3 Communication 1.3); it is recognized here and allowed or refused by the version later.
 */
export function openCall({ request, body, reply, base }: Arriving): OpenCall & { readonly alternate: boolean } {
  const query = queryOf(request.url ?? '');
  const method = request.method === 'POST' ? query.method : undefined;
  if (method !== undefined) {
    if (Object.keys(query).length > 1)
      throw new HttpRefusal(400, 'With the parameter "method", all other parameters go into the form.');
    const form = paramsOf(new URLSearchParams(body.toString('utf8')));
    const { content, ...rest } = form;
    const headers = new Map(
      Object.entries(rest).flatMap(([key, value]) =>
        formHeaders.has(key.toLowerCase()) ? [[key.toLowerCase(), value]] : [],
      ),
    );
    const params = Object.fromEntries(Object.entries(rest).filter(([key]) => !formHeaders.has(key.toLowerCase())));
    return {
      base,
      reply,
      alternate: true,
      method: methodNamed(method),
      head: method === 'HEAD',
      params,
      body: Buffer.from(content ?? '', 'utf8'),
      header: (name) => headers.get(name) ?? (name === 'content-type' ? 'application/json' : headerOf(request, name)),
    };
  }
  // Properties one by one, here and where a call is made of it: to copy them from object to object takes longer than all that they are for.
  return {
    base,
    reply,
    alternate: false,
    method: methodNamed(request.method ?? ''),
    head: request.method === 'HEAD',
    params: query,
    body,
    header: (name) => headerOf(request, name),
  };
}

/** Refuses parameters that the resource does not know, and says which are missing. */
export function checkParams(call: OpenCall, known: readonly string[], required: readonly string[]): void {
  const faults = [
    ...Object.keys(call.params)
      .filter((name) => !known.includes(name))
      .map((name) => ({ path: `?${name}`, message: `is not a parameter of this resource (${known.join(', ')})` })),
    ...required
      .filter((name) => call.params[name] === undefined)
      .map((name) => ({ path: `?${name}`, message: 'is missing' })),
  ];
  if (faults.length > 0) throw new HttpRefusal(400, 'The parameters are not right.', faults);
}

/** Refuses a principal that has none of these scopes. */
export function requireScope(principal: Principal, ...anyOf: readonly Scope[]): void {
  if (isGranted(principal.scopes, anyOf)) return;
  const wanted = [...(isGranted(['all'], anyOf) ? ['all'] : []), ...anyOf];
  throw new HttpRefusal(403, `This credential may not do that; it takes one of the scopes ${wanted.join(', ')}.`);
}

/** The media type of a Content-Type header, lower case and without parameters. */
export function mediaType(header: string | undefined): string {
  return (header ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}

const formHeaders = new Set([
  'authorization',
  'x-experience-api-version',
  'content-type',
  'content-length',
  'if-match',
  'if-none-match',
  'accept-language',
]);

function headerOf({ headers }: IncomingMessage, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}

/** Not by `URL`: it throws on addresses that HTTP allows here. */
function queryOf(url: string): Record<string, string> {
  const from = url.indexOf('?');
  return from < 0 ? {} : paramsOf(new URLSearchParams(url.slice(from)));
}

function methodNamed(name: string): Method {
  switch (name) {
    case 'GET':
    case 'PUT':
    case 'POST':
    case 'DELETE':
      return name;
    case 'HEAD':
      return 'GET';
    default:
      throw new HttpRefusal(405, `The method ${name} does not exist here.`);
  }
}

function paramsOf(search: URLSearchParams): Record<string, string> {
  const params: Record<string, string> = {};
  for (const [name, value] of search) {
    if (Object.hasOwn(params, name))
      throw new HttpRefusal(400, 'The parameters are not right.', [{ path: `?${name}`, message: 'is given twice' }]);
    Object.defineProperty(params, name, { value, enumerable: true, configurable: true, writable: true });
  }
  return params;
}
