import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attachmentOf, hashOf, multipartOf } from './multipart-of.js';
import { activity, learner, sample } from './samples.js';
import { startLrs, type TestServer } from './server.js';

let lrs: TestServer;
let stored = 0;
beforeAll(async () => {
  lrs = await startLrs();
  lrs.store.onStored((statements) => {
    stored += statements.length;
  });
});
afterAll(() => lrs.stop());

const post = async (body: unknown, headers: Record<string, string> = {}) => {
  const before = stored;
  const answer = await lrs.call('POST', 'statements', { body, headers });
  const said = await answer.json();
  if (answer.status !== 200) expect(stored).toBe(before);
  return { status: answer.status, error: said.error, faults: said.faults };
};
const usual = (more: string) =>
  `{"actor":{"mbox":"mailto:a@b.example"},"verb":{"id":"a:b"},"object":{"id":"a:c"}${more}}`;
const extended = (value: string) => usual(`,"result":{"extensions":{"a:e":${value}}}`);
const at = '$.result.extensions["a:e"]';

describe('JSON that is none', () => {
  it.each([
    ['an empty body', '', '$', 'line 1, column 1: expected a value, found the end'],
    ['a body that ends early', '{"actor":', '$.actor', 'line 1, column 10: expected a value, found the end'],
    ['a comma too many', '{"actor":1,\n "verb":[1,]}', '$.verb[1]', 'line 2, column 12: expected a value, found "]"'],
    ['a comma too few', '[{"a":1}\n{"b":2}]', '$[0]', 'line 2, column 1: expected a comma, found "{"'],
    ['other quotes', "{'actor':1}", '$', 'line 1, column 2: this is no value of JSON, found "\'"'],
    ['a comment', '{} // statements', '$', 'line 1, column 4: JSON has no comments, found "/"'],
    ['a word that it does not know', '{"a":undefined}', '$.a', 'column 6: this is no value of JSON, found "undefined"'],
    ['a control character', '{"a":"b\tc"}', '$.a', 'control characters in a text are written as \\u0000'],
  ])('is refused with its line and column: %s', async (_what, body, path, message) => {
    const { status, faults } = await post(body);
    expect(status).toBe(400);
    expect(faults).toEqual([{ path, message: expect.stringContaining(message) }]);
  });

  it('is refused with the byte that is no UTF-8', async () => {
    const body = Buffer.concat([Buffer.from('{\n"a":"'), Buffer.from([0xe9]), Buffer.from('"}')]);
    const { status, faults } = await post(body, { 'Content-Type': 'application/json' });
    expect(status).toBe(400);
    expect(faults).toEqual([{ path: '$', message: expect.stringContaining('line 2, column 6: found the byte 0xe9') }]);
    expect((await post(`\ufeff${usual('')}`)).status).toBe(200);
  });
});

describe('JSON that would not be kept as it is', () => {
  it('is refused with every name given twice, however it is written', async () => {
    const twice = usual(
      ',"result":{"success":true,"success":false,"extensions":{"a:e":{"x":[{"y":1,"\\u0079":2}]}}},"verb":{"id":"a:d"}',
    );
    const { status, faults } = await post(twice);
    expect(status).toBe(400);
    expect(faults.map((fault: { path: string }) => fault.path)).toEqual(['$.result.success', `${at}.x[0].y`, '$.verb']);
    // The same names in different objects are no fault.
    expect((await post(extended('[{"x":1},{"x":1}]'))).status).toBe(200);
  });

  it('is refused together with all else that is wrong', async () => {
    const { faults } = await post(usual(',"result":{"success":1,"success":2,"score":{"raw":1e999}},"extra":1'));
    const paths = faults.map((fault: { path: string }) => fault.path);
    expect(new Set(paths)).toEqual(new Set(['$.result.success', '$.result.score.raw', '$.extra']));
  });

  it('is refused when a number in it would become another one', async () => {
    for (const number of [
      '1e999',
      '-1e999',
      '12345678901234567890',
      '9007199254740993',
      '1e-999',
      '123456789012345678.5',
    ]) {
      const { status, faults } = await post(extended(number));
      expect(status, number).toBe(400);
      expect(faults).toEqual([{ path: at, message: expect.stringMatching(/write it as a text$/) }]);
      expect(faults[0].message).toContain(`found "${number}"`);
    }
    for (const number of [
      '9007199254740992',
      '100000000000000000000',
      '1e23',
      '0.8333333333333334',
      '0.12345678901234567890',
      '5e-324',
      '-0',
      '1E5',
    ])
      expect((await post(extended(number))).status, number).toBe(200);
  });

  it('is taken as it is when its names are those of JavaScript itself', async () => {
    const { status, faults } = await post(usual(',"__proto__":{"actor":1},"constructor":1'));
    expect(status).toBe(400);
    expect(faults.map((fault: { path: string }) => fault.path)).toEqual(['$.__proto__', '$.constructor']);
    const id = '7ccd3322-e1a5-411a-a67d-6a735c76f119';
    const inside = extended('{"__proto__":{"x":1},"toString":2,"nul":"a\\u0000b","half":"\\ud800"}');
    expect((await post(inside.replace('{', `{"id":"${id}",`))).status).toBe(200);
    const came = await (await lrs.call('GET', `statements?statementId=${id}`)).text();
    expect(came).toContain('{"__proto__":{"x":1},"toString":2,"nul":"a\\u0000b","half":"\\ud800"}');
  });

  it('is refused wherever JSON is read: documents that are merged, agents in an address', async () => {
    const place = new URLSearchParams({ activityId: activity('a').id, agent: JSON.stringify(learner('a')) });
    const merge = (body: string) => lrs.call('POST', `activities/state?${place}&stateId=s`, { body });
    expect((await merge('{"a":1}')).status).toBe(204);
    for (const body of ['{"b":1,"b":2}', '{"b":1e999}', '{"b":', '[1]', '"text"']) {
      const answer = await merge(body);
      expect(answer.status, body).toBe(400);
      expect((await answer.json()).error, body).toMatch(/\w/);
    }
    expect(await (await lrs.call('GET', `activities/state?${place}&stateId=s`)).json()).toEqual({ a: 1 });
    const agents = async (agent: string) => {
      const answer = await lrs.call('GET', `agents?agent=${encodeURIComponent(agent)}`);
      return [answer.status, (await answer.json()).faults];
    };
    expect(await agents('{"mbox":"mailto:a@b.example","mbox":"mailto:c@d.example"}')).toEqual([
      400,
      [{ path: '?agent.mbox', message: expect.stringContaining('given twice') }],
    ]);
    expect(await agents('{"mbox":')).toEqual([
      400,
      [{ path: '?agent.mbox', message: expect.stringContaining('line 1, column 9') }],
    ]);
  });
});

describe('what is searched for', () => {
  it('is refused when it is too long for an index, also where several make one', async () => {
    const long = 'x'.repeat(2000);
    const { faults } = await post(
      sample({
        actor: { account: { homePage: 'https://lms.example/', name: long } },
        verb: { id: `a:${long}` },
        object: { id: `a:${'語'.repeat(700)}` },
      }),
    );
    expect(faults.map((fault: { path: string }) => fault.path)).toEqual([
      '$.actor.account',
      '$.verb.id',
      '$.object.id',
    ]);
    const place = new URLSearchParams({
      activityId: `a:${'a'.repeat(1500)}`,
      agent: JSON.stringify(learner('a')),
      stateId: 'b'.repeat(600),
    });
    expect((await lrs.call('PUT', `activities/state?${place}`, { body: '{}' })).status).toBe(400);
  });
});

describe('attached files', () => {
  const file = Buffer.from('what was drawn');
  const other = Buffer.from('what was said');
  const about = (...files: Uint8Array[]) => sample({ attachments: files.map((one) => attachmentOf(one)) });
  const send = ({ body, headers }: ReturnType<typeof multipartOf>, change: (text: string) => string = (text) => text) =>
    post(Buffer.from(change(Buffer.from(body).toString('latin1')), 'latin1'), headers);
  const faultsOf = async (answer: ReturnType<typeof send>) => {
    const { status, faults } = await answer;
    expect(status).toBe(400);
    return faults.map(({ path, message }: { path: string; message: string }) => `${path} ${message}`);
  };

  it('are stored when all is right, an empty one too, with text before the first line and behind the last', async () => {
    const all = multipartOf(about(file, other, Buffer.alloc(0)), [file, other, Buffer.alloc(0)]);
    expect((await send(all)).status).toBe(200);
    expect((await send(multipartOf(about(file), [file]), (text) => `hello${text}bye`)).status).toBe(200);
    // The hash decides; senders in the field are careless about "length".
    const careless = sample({ attachments: [attachmentOf(file, { length: 3 })] });
    expect((await send(multipartOf(careless, [file]))).status).toBe(200);
  });

  it('are refused with everything that is wrong with each of them', async () => {
    const all = multipartOf(about(file, other), [file, other]);
    const faults = await faultsOf(
      send(all, (text) =>
        text
          .replace('what was drawn', 'what was lost!')
          .replace(/(X-Experience-API-Hash: .*\r\n)(\r\nwhat was said)/, '$1$1$2')
          .replace(/binary(?![\s\S]*binary)/, 'base64'),
      ),
    );
    expect(faults).toEqual([
      expect.stringMatching(/^part 2 has content with the hash [0-9a-f]{64}, but its header says [0-9a-f]{64}$/),
      'part 3 has the header X-Experience-API-Hash 2 times; send it once',
      'part 3 needs the header Content-Transfer-Encoding: binary, found "base64"',
      '$.attachments[0] has neither a fileUrl nor a part in this request (multipart/mixed)',
      '$.attachments[1] has neither a fileUrl nor a part in this request (multipart/mixed)',
    ]);
    expect(await faultsOf(send(multipartOf(about(file), [file]), (text) => text.replace(/X-Exp.*\r\n/, '')))).toContain(
      'part 2 needs the header X-Experience-API-Hash: the sha2 of its attachment',
    );
    expect(await faultsOf(send(multipartOf(about(file), [file], () => 'zz')))).toContain(
      'part 2 must have a SHA-2 hash in hexadecimal digits, found "zz"',
    );
    expect(await faultsOf(send(multipartOf(about(file), [file, file])))).toEqual([
      `part 3 has the hash ${hashOf(file)} of a part before it; send it once`,
    ]);
    expect(await faultsOf(send(multipartOf(about(file), [file, other])))).toEqual([
      `$ the part with hash ${hashOf(other)} belongs to no attachment of these statements`,
    ]);
    const typed = multipartOf(about(file), [file]);
    expect(
      await faultsOf(send(typed, (text) => text.replace('Type: application/octet-stream', 'Type: a\0b'))),
    ).toContain('part 2 must have a media type as Content-Type, found "a\\u0000b"');
  });

  it('are refused when parts can not be told apart, or the first is none of statements', async () => {
    const { body, headers } = multipartOf(about(file), [file]);
    const line = 'line-between-parts';
    const errors = await Promise.all([
      send({ body, headers: { 'Content-Type': 'multipart/mixed' } }),
      send({ body, headers: { 'Content-Type': 'multipart/mixed; boundary=' } }),
      send({ body, headers: { 'Content-Type': `multipart/mixed; boundary=${'b'.repeat(71)}` } }),
      send({ body, headers: { 'Content-Type': `multipart/mixed; boundary=${line}; boundary=${line}` } }),
      send({ body, headers: { 'Content-Type': 'multipart/mixed; boundary=another' } }),
      send({ body, headers }, (text) => text.replace(`--${line}--`, '')),
      send({ body, headers }, (text) => text.replaceAll('\r\n', '\n')),
      send({ body, headers }, (text) => text.replace('application/json', 'multipart/mixed; boundary=x')),
      send({ body, headers }, (text) => text.replace('Content-Type: application/json', 'X: y')),
      send({ body: Buffer.alloc(0), headers }),
    ]);
    expect(errors.map(({ status }) => status)).toEqual(errors.map(() => 400));
    for (const { error } of errors) expect(error).toMatch(/boundary|multipart/);
  });

  it('are read once, however many lines look like a boundary', async () => {
    const headers = { 'Content-Type': 'multipart/mixed; boundary=b' };
    for (const bomb of ['--b\r\n', '\r\n--b', '\r\n--bc', '--b\r\n\r\n', `--b\r\n${'a: b\r\n'.repeat(10)}`]) {
      const { status } = await post(Buffer.from(bomb.repeat(4_900_000 / bomb.length)), headers);
      expect(status, JSON.stringify(bomb)).toBe(400);
    }
  });
});

describe('a packed body', () => {
  it('is read unpacked, and limited by what it unpacks to', async () => {
    const packed = (text: string) => post(gzipSync(text), { 'Content-Encoding': 'gzip' });
    expect((await packed(usual(''))).status).toBe(200);
    expect((await packed(usual(`${' '.repeat(6_000_000)}`))).status).toBe(413);
    expect((await post(gzipSync(usual('')).subarray(0, 40), { 'Content-Encoding': 'gzip' })).status).toBe(400);
    expect((await post(usual(''), { 'Content-Encoding': 'gzip' })).status).toBe(400);
    expect((await post(usual(''), { 'Content-Encoding': 'x-own' })).status).toBe(415);
  });
});

it('leaves nothing of all this in the list of unexpected errors', () => {
  expect(lrs.errors).toEqual([]);
});
