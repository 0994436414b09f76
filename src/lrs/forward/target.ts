/**
 * The endpoint of another record store, ready for `statements` to be put behind it.
 * @param url as typed; credentials don't belong in it
 * @param own endpoints that this server answers at
 * @throws ForwardRefused with what to do instead
 */
export function forwardTarget(url: string, own: readonly string[]): string {
  if (!URL.canParse(url)) throw new ForwardRefused('The address to forward to is not a URL; give https://host/path/.');
  const parsed = new URL(url);
  if (parsed.protocol !== 'https:' && parsed.protocol !== 'http:')
    throw new ForwardRefused('The address to forward to must begin with https:// (or http:// within one machine).');
  if (parsed.username !== '' || parsed.password !== '')
    throw new ForwardRefused(
      'The address to forward to holds a credential, which would show in lists of processes; set CPM_FORWARD_KEY and CPM_FORWARD_SECRET instead.',
    );
  if (parsed.search !== '' || parsed.hash !== '')
    throw new ForwardRefused('The address to forward to must end with its path: without "?" and "#".');
  if (/\/statements\/?$/.test(parsed.pathname))
    throw new ForwardRefused('Give the endpoint of the other record store without "statements" at its end.');
  const target = placeOf(parsed);
  if (own.some((endpoint) => placeOf(new URL(endpoint)) === target))
    throw new ForwardRefused('The address to forward to is this record store itself.');
  return `${parsed.origin}${withSlash(parsed.pathname)}`;
}

/** Forwarding was asked for in a way that can't work. */
export class ForwardRefused extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ForwardRefused';
  }
}

/** Names of this machine count as one. */
function placeOf({ protocol, hostname, port, pathname }: URL): string {
  const loopback = /^(?:localhost|127(?:\.\d+){3}|\[::1\]|0\.0\.0\.0)$/.test(hostname);
  return loopback
    ? `this machine:${port || protocol}${withSlash(pathname)}`
    : `${protocol}//${hostname}:${port}${withSlash(pathname)}`;
}

function withSlash(path: string): string {
  return path.endsWith('/') ? path : `${path}/`;
}
