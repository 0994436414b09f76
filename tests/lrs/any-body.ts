import { deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import type { JsonObject } from '../../src/xapi/json.js';
import { attachmentOf, multipartOf } from './multipart-of.js';
import { activity, learner, sample } from './samples.js';

/** Stands in addresses and bodies where the number of the request is to be put, to find out what it wrote. */
export const marker = 'MARKER';

const e = encodeURIComponent;
const statement = (more: JsonObject = {}) => {
  const { id: _id, ...rest } = sample({ object: activity(marker), ...more });
  return rest;
};
const file = Buffer.from('a file');
const parts = multipartOf(statement({ attachments: [attachmentOf(file)] }), [file]);
const boundary = 'line-between-parts';
const wreck = (change: (text: string) => string) =>
  Buffer.from(change(Buffer.from(parts.body).toString('latin1')), 'latin1');
const json = Buffer.from(JSON.stringify(statement()));
const multipart = `multipart/mixed; boundary=${boundary}`;

/** Texts that are no Unicode, where a person is named and where one speaks. */
const halves = ['a\ud83d', '\ude00', '\ude00\ud83d', 'a\0'].flatMap((text) => [
  statement({ actor: learner(text) }),
  statement({ actor: { ...learner('fuzz'), name: text } }),
  statement({ context: { instructor: learner(text) } }),
  statement({ context: { extensions: { [`https://x.example/${text}`]: 1 } } }),
  statement({ result: { response: text, extensions: { 'https://x.example/a': { [text]: text } } } }),
  statement({ object: activity(marker, text) }),
  statement({ verb: { id: 'https://x.example/v', display: { en: text } } }),
]);

/** What is sent, and as what. */
interface Body {
  readonly type: string | undefined;
  readonly bytes: Uint8Array;
}
const bodies: readonly Body[] = [
  { type: 'application/json', bytes: json },
  { type: 'application/json', bytes: Buffer.from(JSON.stringify([statement(), statement({ extra: 1 })])) },
  { type: 'application/json', bytes: Buffer.from(JSON.stringify([statement(), statement()])) },
  { type: 'application/json', bytes: json.subarray(0, 50) },
  { type: 'application/json', bytes: Buffer.from([0xff, 0xfe, 0x7b]) },
  { type: 'application/json', bytes: Buffer.from('{"a":1,"a":2}') },
  ...halves.map((one) => ({ type: 'application/json', bytes: Buffer.from(JSON.stringify(one)) })),
  { type: 'application/json', bytes: Buffer.from('null') },
  { type: 'application/json', bytes: Buffer.from('[]') },
  { type: 'application/json', bytes: Buffer.alloc(0) },
  { type: 'application/json', bytes: Buffer.from('['.repeat(100_000)) },
  { type: 'application/json', bytes: Buffer.from('{"__proto__":{"x":1},"constructor":2}') },
  { type: 'application/json', bytes: gzipSync(json) },
  { type: 'application/json', bytes: gzipSync(json).subarray(0, 30) },
  { type: 'application/json', bytes: deflateSync(json) },
  { type: 'application/json', bytes: gzipSync(Buffer.alloc(20_000_000, ' ')) },
  { type: 'application/json; charset=utf-16', bytes: json },
  { type: 'text/plain', bytes: json },
  { type: undefined, bytes: json },
  { type: '', bytes: json },
  { type: 'nothing', bytes: json },
  { type: 'a/b\xff', bytes: json },
  {
    type: 'application/x-www-form-urlencoded',
    bytes: Buffer.from(`content=${e(json.toString())}&Content-Type=a%00b%0a`),
  },
  { type: 'application/x-www-form-urlencoded', bytes: Buffer.from('Authorization=Basic+x&Authorization=y&%zz=%zz') },
  { type: multipart, bytes: parts.body },
  { type: 'multipart/mixed', bytes: parts.body },
  { type: 'multipart/mixed; boundary=', bytes: parts.body },
  { type: 'multipart/mixed; boundary=other', bytes: parts.body },
  { type: `multipart/mixed; boundary="${'b'.repeat(200)}"`, bytes: parts.body },
  { type: multipart, bytes: Buffer.from(parts.body).subarray(0, 300) },
  { type: multipart, bytes: wreck((text) => text.replaceAll('X-Experience-API-Hash', 'X-Other')) },
  { type: multipart, bytes: wreck((text) => text.replace('a file', 'another')) },
  { type: multipart, bytes: wreck((text) => text.replace('application/json', 'multipart/mixed; boundary=x')) },
  { type: multipart, bytes: wreck((text) => text.replace('Type: application/octet-stream', 'Type: a\0b')) },
  { type: multipart, bytes: wreck((text) => text.replace(`--${boundary}--`, '')) },
  { type: multipart, bytes: wreck((text) => text.replaceAll('\r\n', '\n')) },
  { type: multipart, bytes: Buffer.from(`--${boundary}\r\n`.repeat(20_000)) },
  { type: multipart, bytes: Buffer.from(`--${boundary}\r\n${'a: b\r\n'.repeat(50_000)}`) },
];
/** Bodies of every kind, whole and broken; a statement is the most frequent. */
export const anyBody: fc.Arbitrary<Body> = fc.oneof(
  { weight: 2, arbitrary: fc.constant<Body>({ type: 'application/json', bytes: json }) },
  { weight: 1, arbitrary: fc.constant<Body>({ type: undefined, bytes: Buffer.alloc(0) }) },
  { weight: 8, arbitrary: fc.constantFrom(...bodies) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.uint8Array({ maxLength: 300 }), fc.constantFrom('application/json', multipart, undefined))
      .map(([bytes, type]): Body => ({ type, bytes })),
  },
);
