import type { Door, Visit } from './door.js';

/** Doors by the path that each is mounted at. */
export type Doors = Readonly<Record<`/${string}`, Door>>;

export type Found = Pick<Visit, 'base' | 'path'> & { readonly door: Door };

/**
 * Finds the door that a request's target (its path with query, or a whole address: RFC 9112 3.2.2) leads to.
 * As routers take paths, the case of their letters makes no difference.
 * @param base path before the doors' own; '' for none
 */
export function findDoor(doors: Doors, base = ''): (target: string) => Found | undefined {
  const mounted = Object.entries(doors).map(([mount, door]) => ({ mount: (base + mount).toLowerCase(), door }));
  return (target) => {
    const whole = /^(?:[a-z][a-z0-9+.-]*:\/\/[^/?#]*)?([^?#]*)/i.exec(target)?.[1] ?? '';
    const lower = whole.toLowerCase();
    const found = mounted.find(({ mount }) => lower.startsWith(mount) && /^\/?$/.test(lower.charAt(mount.length)));
    if (!found) return undefined;
    const end = found.mount.length;
    // Clients that put "/statements" behind an endpoint that ends in "/" are many, and mean the same.
    return { door: found.door, base: whole.slice(0, end), path: whole.slice(end).replace(/^\/{2,}/, '/') };
  };
}
