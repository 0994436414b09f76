// A statement is stored as its sender wrote it, where that says the same as writing it anew; and JSON is looked through only once.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { checkedJson } from '../../src/lrs/http/checked-json.js';
import { jsonFaults } from '../../src/lrs/http/json-faults.js';
import { textsOf } from '../../src/lrs/http/texts-of.js';
import { preparedStatement } from '../../src/lrs/prepared-statement.js';
import { draftOf } from '../../src/lrs/sql/arrival.js';
import { statementText, textStoredAt } from '../../src/lrs/statement-text.js';
import { isObject, type JsonObject } from '../../src/xapi/json.js';
import type { XapiVersion } from '../../src/xapi/validate/check.js';
import { anyStatement } from './any-statement.js';
import { learner, sample } from './samples.js';

const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 1e9));
const runs = { numRuns: 2000, seed };
const editions = ['1.0.3', '2.0.0'] as const;
const authority = { objectType: 'Agent', account: { homePage: 'https://store.example/', name: "the store's own" } };

/** Ways of writing the same value: escapes, blanks, signs of nothing, names twice, numbers that no double holds. */
interface Hand {
  readonly draw: () => number;
  readonly blanks: boolean;
}

const oddTexts = [
  '',
  '\\',
  '"',
  '\\"',
  '":',
  '{',
  '}',
  '[1,2]',
  ',',
  "'",
  "''",
  '\u2028',
  '😀',
  'é',
  '\u0000',
  '\ud800',
  'e',
  '-0',
];
const oddNames = ['__proto__', 'constructor', 'stored', 'authority', 'a', 'a', '', '":', '\\', '7', 'toString', 'é😀'];
const oddNumbers = [
  '0',
  '-0',
  '-0.0',
  '1e5',
  '1E+2',
  '1.50',
  '-1',
  '0.1234567890123456789',
  '9007199254740993',
  '1e400',
  '1e-400',
  '100000000000000000000',
  '123456789012345',
];

/** Every text of JSON, by a hand that writes it in its own way. */
function written(value: unknown, hand: Hand): string {
  const blank = () => (hand.blanks && hand.draw() % 4 === 0 ? ([' ', '\n', '\t', '\r\n'][hand.draw() % 4] ?? '') : '');
  const wrapped = (text: string) => `${blank()}${text}${blank()}`;
  if (typeof value === 'string') return wrapped(spelled(value, hand));
  if (Array.isArray(value)) return wrapped(`[${value.map((one) => written(one, hand)).join()}]`);
  if (isObject(value))
    return wrapped(
      `{${Object.entries(value)
        .map(([name, one]) => `${wrapped(spelled(name, hand))}:${written(one, hand)}`)
        .join()}}`,
    );
  return wrapped(JSON.stringify(value));
}

function spelled(text: string, { draw }: Hand): string {
  if (draw() % 3 > 0) return JSON.stringify(text);
  const units = Array.from({ length: text.length }, (_, n) => text.slice(n, n + 1));
  const escaped = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return `"${units.map((unit) => (/["\\]|\p{Cc}|\p{Cs}/u.test(unit) || draw() % 3 === 0 ? escaped(unit) : unit)).join('')}"`;
}

const hand = (blanks: fc.Arbitrary<boolean>): fc.Arbitrary<Hand> =>
  fc.tuple(fc.array(fc.nat(999), { minLength: 30, maxLength: 30 }), blanks).map(([draws, some]) => {
    let n = 0;
    return { blanks: some, draw: () => draws[n++ % draws.length] ?? 0 };
  });

/** JSON that may have names twice and numbers that can't be kept. */
const anyJson = fc.letrec<{ value: string; list: string; object: string }>((tie) => {
  const text = fc.oneof(fc.constantFrom(...oddTexts), fc.string()).map((one) => JSON.stringify(one));
  const name = fc.oneof(fc.constantFrom(...oddNames), fc.string({ maxLength: 3 })).map((one) => JSON.stringify(one));
  const blank = fc.constantFrom('', '', '', ' ', '\n');
  const join = (parts: fc.Arbitrary<string>, [from, to]: readonly [string, string]) =>
    fc
      .tuple(
        fc.array(
          fc.tuple(blank, parts, blank).map((all) => all.join('')),
          { maxLength: 4 },
        ),
      )
      .map(([all]) => `${from}${all.join()}${to}`);
  return {
    value: fc.oneof({ maxDepth: 4 }, text, fc.constantFrom('true', 'null', ...oddNumbers), tie('list'), tie('object')),
    list: join(tie('value'), ['[', ']']),
    object: join(
      fc.tuple(name, blank, tie('value')).map(([one, some, value]) => `${one}${some}:${value}`),
      ['{', '}'],
    ),
  };
}).value;

it(`finds in any JSON what the slow way finds (seed ${seed})`, () => {
  let faulty = 0;
  fc.assert(
    fc.property(anyJson, fc.boolean(), (text, mark) => {
      const { value, faults } = checkedJson(Buffer.from(mark ? `\ufeff${text}` : text));
      const slow = jsonFaults(text.replaceAll(/[\ud800-\udfff]/gu, '\ufffd'), '$');
      expect(faults).toEqual(slow);
      expect(value).toEqual(JSON.parse(text));
      if (slow.length > 0) faulty += 1;
    }),
    runs,
  );
  expect(faulty).toBeGreaterThan(100);
});

it(`keeps as written only what reads the same, entry by entry, in one line (seed ${seed})`, () => {
  let kept = 0;
  fc.assert(
    fc.property(anyJson, (text) => {
      const { value, written: pieces } = checkedJson(Buffer.from(text));
      if (pieces === null) return;
      const values: readonly unknown[] = Array.isArray(value) ? value : [value];
      expect(pieces.map((piece) => JSON.parse(piece))).toEqual(values);
      for (const piece of pieces) expect(piece).not.toMatch(/[\n\r\t]/);
      kept += pieces.length;
    }),
    runs,
  );
  expect(kept).toBeGreaterThan(500);
});

/** The text that a request's statements are stored with, and the one that writing them anew makes. */
function bothTexts(text: string, version: XapiVersion, alone: boolean) {
  const { value, faults, written: pieces } = checkedJson(Buffer.from(alone ? text : `[${text},${text}]`));
  expect(faults).toEqual([]);
  const sent: readonly unknown[] = Array.isArray(value) ? value : [value];
  const statements = sent
    .filter(isObject)
    .map(
      (one): JsonObject => (Object.hasOwn(one, 'id') ? one : { id: '7ccd3322-e1a5-411a-a67d-6a735c76f119', ...one }),
    );
  const texts = textsOf(statements, sent, pieces);
  const batch = { statements, texts, version, authority, define: true, attachments: [] };
  return statements.map((one) => {
    const { text: stored } = draftOf(one, batch);
    const anew = statementText(preparedStatement(one, batch));
    return {
      asSent: texts.has(one) && stored.head !== anew.head,
      stored: textStoredAt(stored, 1e12),
      anew: textStoredAt(anew, 1e12),
    };
  });
}

it.each(editions)(`stores under %s a text that says what one written anew says (seed ${seed})`, (version) => {
  let different = 0;
  fc.assert(
    fc.property(anyStatement(version), hand(fc.boolean()), fc.boolean(), (statement, by, alone) => {
      for (const { stored, anew, asSent } of bothTexts(written(statement, by), version, alone)) {
        expect(JSON.parse(stored)).toEqual(JSON.parse(anew));
        expect(stored).not.toMatch(/[\n\r\t]/);
        // No name twice: nothing that the store adds was there already.
        expect(jsonFaults(stored, '$')).toEqual([]);
        if (asSent) different += 1;
      }
    }),
    { numRuns: 500, seed },
  );
  expect(different).toBeGreaterThan(20);
});

it('writes anew what it has to change: who vouches for it, when it was stored, a context activity alone, a time elsewhere', () => {
  const plain = sample({ timestamp: '2024-01-01T10:00:00Z' });
  const texts = (statement: JsonObject, version: XapiVersion = '1.0.3') =>
    bothTexts(JSON.stringify(statement), version, true)[0];
  const one = { id: 'https://courses.example/a' };
  for (const changed of [
    { authority: learner('impostor') },
    { stored: '2001-01-01T00:00:00Z' },
    { context: { contextActivities: { parent: one } } },
    {
      object: {
        objectType: 'SubStatement',
        actor: learner('x'),
        verb: { id: 'https://v.example/' },
        object: one,
        context: { contextActivities: { parent: one } },
      },
    },
  ]) {
    const both = texts({ ...plain, ...changed });
    expect(both?.stored).toBe(both?.anew);
  }
  const abroad = texts({ ...plain, timestamp: '2024-01-01T10:00:00+02:00' }, '2.0.0');
  expect(abroad?.stored).toContain('"timestamp":"2024-01-01T08:00:00.000Z"');
  expect(texts({ ...plain, version: '1.0.2' })?.stored.match(/"version"/g)).toHaveLength(1);
});

it('leaves the text behind with the statement that was sent when another is stored in its place', () => {
  const sent = sample({ actor: learner('a learner of the LMS') });
  const opaque = { ...sent, actor: learner('opaque') };
  const batch = { version: '1.0.3', authority, define: true, attachments: [] } as const;
  const texts = new Map<JsonObject, string>([[sent, JSON.stringify(sent)]]);
  const { text } = draftOf(opaque, { ...batch, texts, statements: [opaque] });
  expect(textStoredAt(text, 1e12)).not.toContain('a learner of the LMS');
});
