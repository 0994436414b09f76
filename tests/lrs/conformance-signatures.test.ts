// Attachments and signed statements: xAPI 1.0.3 Data 2.4.11 and 2.6, Communication 1.5.2; xAPI 2.0 4.2.2.6, 4.2.6.
import { CompactSign } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/xapi/json.js';
import { certified } from './certificate.js';
import { attachmentOf, hashOf, multipartOf } from './multipart-of.js';
import { activity, sample } from './samples.js';
import { startLrs, type TestServer } from './server.js';

let lrs: TestServer;
beforeAll(async () => {
  lrs = await startLrs();
});
afterAll(async () => {
  expect(lrs.errors).toEqual([]);
  await lrs.stop();
});

const authority = certified('An authority');
const signer = certified('A signer', authority);
const other = certified('Another');
const usageType = 'http://adlnet.gov/expapi/attachments/signature';
const text = (value: string) => new TextEncoder().encode(value);

interface Wish {
  readonly algorithm?: string;
  readonly key?: Parameters<CompactSign['sign']>[0];
  readonly x5c?: string[];
  /** What is signed in the place of the statement. */
  readonly payload?: (statement: JsonObject) => unknown;
  /** What the attachment says beside the usual. */
  readonly says?: JsonObject;
  /** What becomes of the signature before it is sent. */
  readonly spoil?: (token: string) => string;
  readonly version?: string;
}

async function send(statement: JsonObject, wish: Wish = {}): Promise<{ status: number; why: string }> {
  const { algorithm = 'RS256', key = signer.key, x5c, payload = (one) => one, says = {} } = wish;
  const signed = await new CompactSign(text(JSON.stringify(payload(statement))))
    .setProtectedHeader({ alg: algorithm, ...(x5c ? { x5c } : {}) })
    .sign(key);
  const token = text(wish.spoil?.(signed) ?? signed);
  const kept = Array.isArray(statement.attachments) ? statement.attachments : [];
  const whole = { ...statement, attachments: [...kept, attachmentOf(token, { usageType, ...says })] };
  const { body, headers } = multipartOf(whole, [token]);
  const version = { 'X-Experience-API-Version': wish.version ?? '1.0.3' };
  const answer = await lrs.call('POST', 'statements', { body, headers: { ...headers, ...version } });
  const told: unknown = await answer.json();
  return { status: answer.status, why: JSON.stringify(told) };
}

describe('a signed statement', () => {
  it.each(['RS256', 'RS384', 'RS512'])('is stored when it is signed with %s', async (algorithm) => {
    expect(await send(sample(), { algorithm })).toMatchObject({ status: 200 });
    expect(await send(sample(), { algorithm, version: '2.0.0' })).toMatchObject({ status: 200 });
  });

  it('is stored when the certificate in its header made the signature, alone or in a chain', async () => {
    expect(await send(sample(), { x5c: [signer.certificate] })).toMatchObject({ status: 200 });
    expect(await send(sample(), { x5c: [signer.certificate, authority.certificate] })).toMatchObject({ status: 200 });
  });

  it('may have got its id, time, version, store and authority after it was signed', async () => {
    const late = { timestamp: '2026-03-01T10:00:00Z', version: '1.0.0', stored: '2026-03-01T10:00:01Z' };
    const one = sample();
    expect(await send({ ...one, ...late }, { payload: () => ({ ...one, id: undefined }) })).toMatchObject({
      status: 200,
    });
  });

  it('counts durations to the hundredth of a second, and times as instants', async () => {
    const one = sample({ result: { duration: 'PT0.1237S' }, timestamp: '2026-03-01T10:00:00.000Z' });
    const signed = { ...one, result: { duration: 'PT0.12S' }, timestamp: '2026-03-01T11:00:00+01:00' };
    expect(await send(one, { payload: () => signed, version: '2.0.0' })).toMatchObject({ status: 200 });
    const longer = { ...sample(), result: { duration: 'PT0.13S' } };
    expect(
      await send(longer, { payload: () => ({ ...longer, result: { duration: 'PT0.12S' } }), version: '2.0.0' }),
    ).toMatchObject({ status: 400 });
  });

  it('keeps what else is attached under the signature', async () => {
    const fileUrl = 'https://courses.example/file.pdf';
    const one = sample({ attachments: [attachmentOf(text('report'), { fileUrl })] });
    expect(await send(one)).toMatchObject({ status: 200 });
    expect(await send({ ...one, id: undefined }, { payload: ({ attachments: _, ...rest }) => rest })).toMatchObject({
      status: 400,
    });
  });

  const refused: readonly [string, Wish, RegExp][] = [
    ['says it is another kind of file', { says: { contentType: 'text/plain' } }, /application\/octet-stream/],
    ['is no JWS', { spoil: () => 'signed, believe me' }, /compact form/],
    ['has only two parts', { spoil: (token) => token.split('.').slice(0, 2).join('.') }, /compact form/],
    ['has a header that is no JSON', { spoil: (token) => `AAAA.${token.split('.').slice(1).join('.')}` }, /header/],
    ['uses a shared secret', { algorithm: 'HS256', key: new Uint8Array(32) }, /HS256.*RS256, RS384, RS512/],
    ['signs no statement', { payload: () => 'hello' }, /payload/],
    ['signs another statement', { payload: () => sample({ object: activity('other') }) }, /differs/],
    ['signs another actor', { payload: (one) => ({ ...one, actor: { mbox: 'mailto:x@store.example' } }) }, /differs/],
    ['signs another version', { payload: (one) => ({ ...one, version: '1.0.1' }) }, /differs/],
    ['was not made by its certificate', { x5c: [other.certificate] }, /did not make/],
    ['was changed behind its certificate', { x5c: [signer.certificate], spoil: flipped }, /did not make/],
    ['has a broken chain', { x5c: [signer.certificate, other.certificate] }, /certificate 1 .* not certified/],
    ['has a certificate that is none', { x5c: ['AAAA'] }, /can not be used/],
  ];
  it.each(refused)('is refused when its signature %s', async (_what, wish, reason) => {
    for (const version of ['1.0.3', '2.0.0']) {
      const answer = await send(sample({ version: version === '1.0.3' ? '1.0.0' : '2.0.0' }), { ...wish, version });
      expect(answer.status).toBe(400);
      expect(answer.why).toMatch(reason);
      expect(answer.why).toContain('$.attachments[0]');
    }
  });

  it('is refused when the certificate has a key too short to trust', async () => {
    const weak = certified('Weak', undefined, 1024);
    const header = Buffer.from(JSON.stringify({ alg: 'RS256', x5c: [weak.certificate] })).toString('base64url');
    const swapped = (token: string) => [header, ...token.split('.').slice(1)].join('.');
    expect(await send(sample(), { spoil: swapped })).toMatchObject({
      status: 400,
      why: expect.stringMatching(/2048 bits/),
    });
  });

  it('is refused when the signature is only linked, or serves two statements', async () => {
    const linked = sample({
      attachments: [attachmentOf(text('x'), { usageType, fileUrl: 'https://courses.example/signature' })],
    });
    const answer = await lrs.call('POST', 'statements', { body: linked });
    expect([answer.status, (await answer.json()).faults[0].message]).toEqual([400, expect.stringMatching(/part/)]);
    const { id: _id, ...unnamed } = sample();
    const token = text(
      await new CompactSign(text(JSON.stringify(unnamed))).setProtectedHeader({ alg: 'RS256' }).sign(signer.key),
    );
    const twice = [0, 1].map(() => ({ ...unnamed, attachments: [attachmentOf(token, { usageType })] }));
    const { body, headers } = multipartOf(twice, [token]);
    const both = await lrs.call('POST', 'statements', { body, headers });
    expect([both.status, (await both.json()).faults[0].path]).toEqual([400, '$[1].attachments[0]']);
  });
});

describe('attached files', () => {
  const file = text('any bytes \u0000 at all');

  it('are stored once, and come back with each statement that names them', async () => {
    for (const _ of [1, 2]) {
      const { body, headers } = multipartOf(sample({ attachments: [attachmentOf(file)] }), [file]);
      expect((await lrs.call('POST', 'statements', { body, headers })).status).toBe(200);
    }
    const answer = await lrs.call('GET', 'statements?limit=2&attachments=true');
    expect(answer.headers.get('Content-Type')).toMatch(/^multipart\/mixed; ?boundary=/);
    expect(answer.headers.get('X-Content-Type-Options')).toBe('nosniff');
    const raw = await answer.text();
    expect(raw.split(`X-Experience-API-Hash: ${hashOf(file)}`)).toHaveLength(2);
    expect((await lrs.call('GET', 'statements?limit=2')).headers.get('Content-Type')).toMatch(/^application\/json/);
  });

  it.each([
    ['usageType', undefined],
    ['usageType', 'no iri'],
    ['display', undefined],
    ['display', { 'no tag!': 'x' }],
    ['contentType', undefined],
    ['contentType', 7],
    ['length', undefined],
    ['length', '4'],
    ['length', -1],
    ['sha2', undefined],
    ['sha2', 'abc'],
    ['fileUrl', 'no iri'],
    ['description', 'text'],
    ['size', 4],
  ])('are refused when %s is %j', async (name, value) => {
    const fileUrl = 'https://courses.example/file.pdf';
    const one = sample({ attachments: [attachmentOf(file, { fileUrl, [name]: value })] });
    const answer = await lrs.call('POST', 'statements', { body: one });
    expect([answer.status, (await answer.json()).faults[0].path]).toEqual([
      400,
      expect.stringContaining(`$.attachments[0].${name}`),
    ]);
  });

  it.each([
    ['multipart/form-data', 'multipart/form-data; boundary=line-between-parts'],
    ['a multipart type without boundary', 'multipart/mixed'],
    ['no JSON type', 'text/plain'],
  ])('are refused when the request has %s', async (_what, type) => {
    const { body } = multipartOf(sample({ attachments: [attachmentOf(file)] }), [file]);
    expect((await lrs.call('POST', 'statements', { body, headers: { 'Content-Type': type } })).status).toBe(400);
  });
});

function flipped(token: string): string {
  const [header, payload, signature = ''] = token.split('.');
  const bytes = Buffer.from(signature, 'base64url');
  bytes[0] = (bytes[0] ?? 0) ^ 1;
  return [header, payload, bytes.toString('base64url')].join('.');
}
