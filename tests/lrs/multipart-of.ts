import { createHash } from 'node:crypto';
import type { JsonObject } from '../../src/xapi/json.js';

export const hashOf = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');

/** What a statement says of an attached file. */
export function attachmentOf(content: Uint8Array, more: JsonObject = {}): JsonObject {
  return {
    usageType: 'https://courses.example/files/report',
    display: { en: 'A file' },
    contentType: 'application/octet-stream',
    length: content.byteLength,
    sha2: hashOf(content),
    ...more,
  };
}

/** Body and header of a request with files (xAPI 1.0.3 Communication 1.5.2). */
export function multipartOf(
  json: unknown,
  files: readonly Uint8Array[],
  hash: (file: Uint8Array) => string = hashOf,
): { body: Uint8Array; headers: Record<string, string> } {
  const line = 'line-between-parts';
  const head = (headers: readonly string[]) => Buffer.from(`\r\n--${line}\r\n${headers.join('\r\n')}\r\n\r\n`);
  const body = Buffer.concat([
    head(['Content-Type: application/json']),
    Buffer.from(JSON.stringify(json)),
    ...files.flatMap((file) => [
      head([
        'Content-Type: application/octet-stream',
        'Content-Transfer-Encoding: binary',
        `X-Experience-API-Hash: ${hash(file)}`,
      ]),
      file,
    ]),
    Buffer.from(`\r\n--${line}--\r\n`),
  ]);
  return { body, headers: { 'Content-Type': `multipart/mixed; boundary=${line}` } };
}
