/**
 * The address of a course relative to its host page, with launch parameters percent-encoded behind its own query.
 * An absolute address (content on another server) stays absolute.
 */
export function startAddress(href: string, parameters: Readonly<Record<string, string>>): string {
  const [, path = '', query = '', fragment = ''] = /^([^?#]*)(\?[^#]*)?(#.*)?$/s.exec(href) ?? [];
  const added = Object.entries(parameters)
    .map(([key, value]) => `${key}=${encodeURIComponent(value)}`)
    .join('&');
  const base = /^[a-z][a-z0-9+.-]*:/i.test(path) ? path : `content/${path}`;
  const joined = [query.replace(/^\?/, ''), added].filter((part) => part !== '').join('&');
  return `${base}${joined === '' ? '' : `?${joined}`}${fragment}`;
}
