import { createHash, randomUUID } from 'node:crypto';
import { type JsonObject, textAt } from '../../xapi/json.js';
import type { Fault } from '../../xapi/validate/check.js';
import { isMediaType } from '../../xapi/validate/formats.js';
import { attachmentsOf } from '../attachment-hashes.js';
import type { Attachment } from '../store.js';
import { HttpRefusal } from './refusal.js';
import { type Part, splitMultipart } from './split-multipart.js';

/** What a multipart body of statements holds. */
export interface ReadMultipart {
  readonly json: Buffer;
  readonly attachments: readonly Attachment[];
  readonly faults: readonly Fault[];
}

/**
 * Statements with their attached files (xAPI 1.0.3 Communication 1.5.2): the JSON first, each file behind it
 * with its hash, which is checked against the content.
 * @param contentType the whole header with its boundary
 * @throws HttpRefusal when the parts can't be told apart or the first can't be statements
 */
export function readMultipart(contentType: string, body: Buffer): ReadMultipart {
  const [first, ...files] = splitMultipart(contentType, body);
  if (!first) throw new HttpRefusal(400, 'The multipart body has no part.');
  const type = first.headers.get('content-type') ?? [];
  if (type.length !== 1 || !/^application\/json\s*(?:;|$)/i.test(type[0] ?? '')) {
    throw new HttpRefusal(400, 'The multipart body is not right.', [
      { path: 'part 1', message: `must be the statements, as application/json, found ${quoted(type.join(', '))}` },
    ]);
  }
  const attachments = new Map<string, Attachment>();
  const faults: Fault[] = [];
  for (const [index, part] of files.entries()) {
    const read = attachmentOf(part, `part ${index + 2}`);
    if (Array.isArray(read)) faults.push(...read);
    else if (attachments.has(read.sha2))
      faults.push({
        path: `part ${index + 2}`,
        message: `has the hash ${read.sha2} of a part before it; send it once`,
      });
    else attachments.set(read.sha2, read);
  }
  return { json: first.content, attachments: [...attachments.values()], faults };
}

/** A multipart answer: statements first, then every file. */
export function writeMultipart(json: string, attachments: Iterable<Attachment>): { contentType: string; body: Buffer } {
  const boundary = `part-${randomUUID()}`;
  const pieces: (string | Uint8Array)[] = [`--${boundary}\r\nContent-Type: application/json\r\n\r\n`, json];
  for (const { sha2, contentType, content } of attachments) {
    pieces.push(
      `\r\n--${boundary}\r\nContent-Type: ${contentType}\r\nContent-Transfer-Encoding: binary\r\nX-Experience-API-Hash: ${sha2}\r\n\r\n`,
      content,
    );
  }
  pieces.push(`\r\n--${boundary}--\r\n`);
  return {
    contentType: `multipart/mixed; boundary=${boundary}`,
    body: Buffer.concat(pieces.map((piece) => Buffer.from(piece))),
  };
}

/**
 * What does not fit between the attachments that statements speak of and the files that came. The hash decides, not
 * `length`: the suite of the field sends a file with the length of another form of it, and wants it taken.
 */
export function attachmentFaults(
  statements: readonly JsonObject[],
  files: readonly Attachment[],
  path: (index: number) => string,
): Fault[] {
  const sent = new Set(files.map((file) => file.sha2));
  const spokenOf = new Set<string>();
  const faults: Fault[] = [];
  for (const [index, statement] of statements.entries()) {
    for (const [place, attachment] of attachmentsOf(statement, path(index))) {
      const hash = textAt(attachment, 'sha2')?.toLowerCase() ?? '';
      spokenOf.add(hash);
      if (textAt(attachment, 'fileUrl') === undefined && !sent.has(hash)) {
        faults.push({ path: place, message: 'has neither a fileUrl nor a part in this request (multipart/mixed)' });
      }
    }
  }
  for (const file of files) {
    if (!spokenOf.has(file.sha2))
      faults.push({
        path: '$',
        message: `the part with hash ${file.sha2} belongs to no attachment of these statements`,
      });
  }
  return faults;
}

const algorithms: Readonly<Record<number, string>> = { 56: 'sha224', 64: 'sha256', 96: 'sha384', 128: 'sha512' };

/** The file in a part, or what is wrong with the part. */
function attachmentOf({ headers, content }: Part, path: string): Attachment | Fault[] {
  const faults: Fault[] = [];
  const one = (name: string, label: string): string | undefined => {
    const values = headers.get(name) ?? [];
    if (values.length > 1)
      faults.push({ path, message: `has the header ${label} ${values.length} times; send it once` });
    return values[0];
  };
  const sha2 = one('x-experience-api-hash', 'X-Experience-API-Hash')?.toLowerCase();
  const encoding = one('content-transfer-encoding', 'Content-Transfer-Encoding');
  const contentType = one('content-type', 'Content-Type') ?? 'application/octet-stream';
  if (encoding?.toLowerCase() !== 'binary')
    faults.push({
      path,
      message: `needs the header Content-Transfer-Encoding: binary, found ${quoted(encoding ?? '')}`,
    });
  if (!isMediaType(contentType))
    faults.push({ path, message: `must have a media type as Content-Type, found ${quoted(contentType)}` });
  const hash = sha2 === undefined ? undefined : hashLike(sha2, content);
  if (sha2 === undefined)
    faults.push({ path, message: 'needs the header X-Experience-API-Hash: the sha2 of its attachment' });
  else if (hash === undefined)
    faults.push({ path, message: `must have a SHA-2 hash in hexadecimal digits, found ${quoted(sha2)}` });
  else if (hash !== sha2)
    faults.push({ path, message: `has content with the hash ${hash}, but its header says ${sha2}` });
  return faults.length > 0 || sha2 === undefined ? faults : { sha2, contentType, content };
}

/** The hash of a content, of the kind that another hash is of; undefined when that is none. */
function hashLike(hash: string, content: Buffer): string | undefined {
  const algorithm = /^[0-9a-f]+$/.test(hash) ? algorithms[hash.length] : undefined;
  return algorithm === undefined ? undefined : createHash(algorithm).update(content).digest('hex');
}

function quoted(found: string): string {
  return found === '' ? 'none' : JSON.stringify(found.slice(0, 80));
}
