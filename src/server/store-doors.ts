import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Doors, findDoor } from '../lrs/http/find-door.js';
import type { Watch } from './watch-store.js';

export interface StoreDoorsOptions {
  /** Each is mounted below the base path. */
  readonly doors: Doors;
  /** Path before everything; '' for none. */
  readonly base: string;
  /** What the origin may be asked for as. */
  readonly hosts: ReadonlySet<string>;
  /** What every answer of the origin says. */
  readonly headers: Readonly<Record<string, string>>;
  /** Stands before the doors; null when nothing is played here. */
  readonly watch: Watch | null;
  /** Whether the machine at an address is a proxy whose word on the host counts. */
  readonly trusts: (address: string | undefined) => boolean;
}

/**
 * The way to the record store and its collector: their requests are many, so they go past the pages' framework.
 * @returns takes a request that is theirs, or says false; whatever asks for another host is not theirs
 */
export function storeDoors(
  options: StoreDoorsOptions,
): (request: IncomingMessage, response: ServerResponse) => boolean {
  const { base, hosts, headers, watch, trusts } = options;
  const find = findDoor(options.doors, base);
  return (request, response) => {
    const found = find(request.url ?? '');
    if (!found || !hosts.has(hostOf(request, trusts).toLowerCase())) return false;
    const door = watch ? watch(found.door) : found.door;
    door(request, response, { base: found.base, path: found.path, headers });
    return true;
  };
}

/** The host that was asked for, as Express tells it. */
function hostOf({ headers, socket }: IncomingMessage, trusts: StoreDoorsOptions['trusts']): string {
  const forwarded = headers['x-forwarded-host'];
  if (typeof forwarded !== 'string' || forwarded === '' || !trusts(socket.remoteAddress)) return headers.host ?? '';
  return forwarded.split(',', 1)[0]?.trimEnd() ?? '';
}
