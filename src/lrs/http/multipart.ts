import { createHash, randomUUID } from 'node:crypto';
import { type JsonObject, textAt } from '../../xapi/json.js';
import type { Fault } from '../../xapi/validate/check.js';
import { attachmentsOf } from '../attachment-hashes.js';
import type { Attachment } from '../store.js';
import { HttpRefusal } from './refusal.js';

interface Part {
  readonly headers: ReadonlyMap<string, string>;
  readonly content: Buffer;
}

/**
 * Statements with their attached files (xAPI 1.0.3 Communication 1.5.2): the JSON first, each file behind it
 * with its hash, which is checked against the content.
 * @param contentType the whole header with its boundary
 */
export function readMultipart(contentType: string, body: Buffer): { json: Buffer; attachments: Attachment[] } {
  const boundary = /;\s*boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(contentType);
  const name = boundary?.[1] ?? boundary?.[2];
  if (name === undefined) throw new HttpRefusal(400, 'multipart/mixed needs a boundary in its Content-Type.');
  const [first, ...files] = splitParts(body, name);
  if (!first) throw new HttpRefusal(400, 'The multipart body has no part.');
  if (!/^application\/json\b/i.test(first.headers.get('content-type') ?? '')) {
    throw new HttpRefusal(400, 'The first part must be the statements, as application/json.');
  }
  return { json: first.content, attachments: files.map(attachmentOf) };
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

/** What does not fit between the attachments that statements speak of and the files that came. */
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

function attachmentOf({ headers, content }: Part): Attachment {
  const sha2 = headers.get('x-experience-api-hash')?.toLowerCase();
  if (sha2 === undefined) throw new HttpRefusal(400, 'Every attached part needs the header X-Experience-API-Hash.');
  if (headers.get('content-transfer-encoding')?.toLowerCase() !== 'binary') {
    throw new HttpRefusal(400, 'Every attached part needs the header Content-Transfer-Encoding: binary.');
  }
  const algorithm = algorithms[sha2.length];
  if (algorithm === undefined || createHash(algorithm).update(content).digest('hex') !== sha2) {
    throw new HttpRefusal(400, `The part with hash ${sha2} has another SHA-2 hash.`);
  }
  return { sha2, contentType: headers.get('content-type') ?? 'application/octet-stream', content };
}

/** Parts between the boundary's lines (RFC 2046 5.1.1). */
function splitParts(body: Buffer, boundary: string): Part[] {
  const line = Buffer.from(`--${boundary}`);
  const parts: Part[] = [];
  let start = body.indexOf(line);
  for (;;) {
    if (start < 0) throw new HttpRefusal(400, 'The multipart body does not end with its boundary.');
    const from = start + line.length;
    if (body.subarray(from, from + 2).toString('latin1') === '--') return parts;
    const next = body.indexOf(Buffer.concat([Buffer.from('\r\n'), line]), from);
    if (next < 0) throw new HttpRefusal(400, 'The multipart body does not end with its boundary.');
    parts.push(partOf(body.subarray(from, next)));
    start = next + 2;
  }
}

function partOf(raw: Buffer): Part {
  // Behind the boundary's line break come the headers, then an empty line, then the content.
  const begin = raw.indexOf('\r\n') + 2;
  const rest = raw.subarray(begin);
  const end = rest.indexOf('\r\n\r\n');
  if (begin < 2 || end < 0) throw new HttpRefusal(400, 'A part of the multipart body has no headers.');
  const headers = new Map<string, string>();
  for (const header of rest.subarray(0, end).toString('latin1').split('\r\n')) {
    const colon = header.indexOf(':');
    if (colon > 0) headers.set(header.slice(0, colon).trim().toLowerCase(), header.slice(colon + 1).trim());
  }
  return { headers, content: Buffer.from(rest.subarray(end + 4)) };
}
