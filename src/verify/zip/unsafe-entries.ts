import type { Diagnostic } from '../../diagnostics.js';
import type { ListedEntry } from './listed-entry.js';
import { type ZipRefusal, zipRefusal } from './refusals.js';

/** What makes an entry unsafe to unfold: by its name, its kind, its packing, or because its name comes twice. */
export function entryRefusals(listed: readonly ListedEntry[], label: string): readonly Diagnostic[] {
  const seen = new Set<string>();
  return listed.flatMap((one) => {
    const { name } = one.record;
    const twice = seen.has(name);
    seen.add(name);
    return refusalsOf(one, twice).map(([id, what, hint]) =>
      zipRefusal(id, label, `${JSON.stringify(shortened(name))} ${what}`, hint),
    );
  });
}

type Found = readonly [id: ZipRefusal, what: string, hint: string];

function refusalsOf({ record, entry }: ListedEntry, twice: boolean): readonly Found[] {
  const { name, method, flags } = record;
  const found: Found[] = [];
  if (leadsOutside(name))
    found.push([
      'zip-unsafe-name',
      'leads out of the package, or is no name.',
      'use relative names with `/`, without `..`, drive letters or control characters.',
    ]);
  else if (name.includes('\\'))
    found.push([
      'zip-backslash',
      'is written with backslashes: many systems unfold it as one file of that name.',
      'make the zip with a tool that writes `/`.',
    ]);
  if (name.split('/').some((part) => Buffer.byteLength(part) > 255) || Buffer.byteLength(name) > 1024)
    found.push([
      'zip-long-name',
      'is too long a name to be unfolded.',
      'use at most 255 bytes a name, 1024 with folders.',
    ]);
  if (twice) found.push(['zip-duplicate', 'is in the zip twice.', 'keep one of them.']);
  // The upper half of the attributes is Unix's mode, of which these bits are the kind of file.
  if (((entry.externalFileAttributes >>> 16) & 0o170000) === 0o120000)
    found.push(['zip-link', 'is a symbolic link.', 'put the file itself into the zip.']);
  if (method !== 0 && method !== 8)
    found.push(['zip-method', 'is packed by a method that few importers know.', 'store or deflate it.']);
  if ((flags & 1) !== 0) found.push(['zip-encrypted', 'is encrypted.', 'make the zip without a password.']);
  return found;
}

function leadsOutside(name: string): boolean {
  return (
    name === '' ||
    /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u.test(name) ||
    /^([/\\]|[A-Za-z]:)/.test(name) ||
    name.split(/[/\\]/).some((part) => part === '..' || part === '.')
  );
}

/** Entries whose bytes are also another entry's. */
export function overlapRefusals(listed: readonly ListedEntry[], label: string): readonly Diagnostic[] {
  const inOrder = listed.map(({ record }) => record).sort((a, b) => a.offset - b.offset);
  let end = 0;
  for (const { name, offset, end: own } of inOrder) {
    if (offset < end) {
      const message = `${JSON.stringify(shortened(name))} shares its bytes with another entry.`;
      return [zipRefusal('zip-overlap', label, message, 'write the zip with a sound library.')];
    }
    end = Math.max(end, own);
  }
  return [];
}

function shortened(name: string): string {
  return name.length > 80 ? `${name.slice(0, 77)}...` : name;
}
