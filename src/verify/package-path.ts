/**
 * The file in a package that an address names: query and fragment cut off, percent signs decoded, `..` resolved.
 * @param folder the folder that the address starts from, empty or with `/` at its end
 * @returns null for an address with a scheme or a host, an absolute path, one that leads out, or one badly encoded
 */
export function packagePath(href: string, folder = ''): string | null {
  if (isAbsoluteAddress(href) || href.startsWith('/') || href.includes('\\')) return null;
  const bare = folder + href.replace(/[?#].*$/s, '');
  const parts: string[] = [];
  for (const part of bare.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  try {
    return decodeURIComponent(parts.join('/'));
  } catch {
    return null;
  }
}

/** True for an address with a scheme (`https:`, `data:`) or a host (`//host/`): nothing in the package. */
export function isAbsoluteAddress(href: string): boolean {
  return /^([A-Za-z][A-Za-z0-9+.-]*:|\/\/)/.test(href);
}
