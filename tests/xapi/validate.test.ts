import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isDuration, isIri, isUuid } from '../../src/xapi/validate/formats.js';
import { isLanguageTag } from '../../src/xapi/validate/language-tag.js';
import { validateStatement } from '../../src/xapi/validate/statement.js';
import { isTimestamp, timeOf } from '../../src/xapi/validate/time.js';

const agent = { mbox: 'mailto:a@example.org' };
const verb = { id: 'http://adlnet.gov/expapi/verbs/attended' };
const object = { id: 'https://example.org/a' };
const base = { actor: agent, verb, object };
const id = '1b7a8fd0-38a5-4d5c-9b1e-70a3c1d6e2aa';
const paths = (value: unknown, version: '1.0.3' | '2.0.0' = '1.0.3') =>
  validateStatement(value, version).map((fault) => fault.path);

describe('a statement', () => {
  it('needs actor, verb and object, and nothing unknown', () => {
    expect(paths(base)).toEqual([]);
    expect(paths({})).toEqual(['$.actor', '$.verb', '$.object']);
    expect(paths({ ...base, extra: 1, 'a b': 2 })).toEqual(['$.extra', '$["a b"]']);
    for (const none of [null, 7, 'x', []]) expect(paths(none)).toEqual(['$']);
  });

  it('reports every fault at once with its place', () => {
    expect(
      paths({
        id: 'x',
        actor: { ...agent, openid: 'no', name: 1 },
        verb: { id: 'attended', display: { 'not a tag': 'x', en: 5 } },
        object: {
          id: 'https://example.org/a',
          definition: { type: '', choices: [{ id: 'a' }, { id: 'a' }], interactionType: 'matching' },
        },
        result: {
          score: { scaled: 1.5, raw: 5, min: 6, max: 6 },
          success: 'true',
          duration: 'P',
          extensions: { key: null },
        },
        context: { registration: 'x', language: '', contextActivities: { parent: [{}], sibling: [] }, team: agent },
        timestamp: '14/3/2026',
        version: '0.9',
      }).sort(),
    ).toEqual(
      [
        '$.id',
        '$.actor',
        '$.actor.openid',
        '$.actor.name',
        '$.verb.id',
        '$.verb.display["not a tag"]',
        '$.verb.display.en',
        '$.object.definition.type',
        '$.object.definition.choices[1].id',
        '$.object.definition.choices',
        '$.result.score.scaled',
        '$.result.score.max',
        '$.result.score.raw',
        '$.result.success',
        '$.result.duration',
        '$.result.extensions.key',
        '$.context.registration',
        '$.context.language',
        '$.context.contextActivities.parent[0].id',
        '$.context.contextActivities.sibling',
        '$.context.team.objectType',
        '$.timestamp',
        '$.version',
      ].sort(),
    );
  });

  it('has an actor with exactly one identifier, or a group with members', () => {
    const member = [agent];
    expect(paths({ ...base, actor: { name: 'x' } })).toEqual(['$.actor']);
    expect(paths({ ...base, actor: { objectType: 'Group', member } })).toEqual([]);
    expect(paths({ ...base, actor: { objectType: 'Group' } })).toEqual(['$.actor.member']);
    expect(paths({ ...base, actor: { objectType: 'Group', ...agent } })).toEqual([]);
    expect(paths({ ...base, actor: { objectType: 'Group', member: [{ objectType: 'Group', member }] } })).not.toEqual(
      [],
    );
    expect(paths({ ...base, actor: { ...agent, member } })).toEqual(['$.actor.member']);
    expect(paths({ ...base, actor: { account: { name: 'x' } } })).toEqual(['$.actor.account.homePage']);
    expect(paths({ ...base, actor: { mbox_sha1sum: 'xyz' } })).toEqual(['$.actor.mbox_sha1sum']);
  });

  it('may be about an activity, a person, another statement or an inner one', () => {
    const inner = { objectType: 'SubStatement', ...base };
    expect(paths({ ...base, object: { objectType: 'Agent', ...agent } })).toEqual([]);
    expect(paths({ ...base, object: { objectType: 'StatementRef', id } })).toEqual([]);
    expect(paths({ ...base, object: inner })).toEqual([]);
    expect(paths({ ...base, object: { ...inner, id, object: inner } })).toEqual(['$.object.id', '$.object.object']);
    expect(paths({ ...base, object: { objectType: 'Thing' } })).toEqual(['$.object.objectType']);
    expect(paths({ ...base, verb: { id: 'http://adlnet.gov/expapi/verbs/voided' } })).toEqual(['$.object']);
  });

  it('speaks of revision and platform only with an activity', () => {
    const context = { revision: '1', platform: 'p' };
    expect(paths({ ...base, context })).toEqual([]);
    expect(paths({ ...base, object: { objectType: 'Agent', ...agent }, context })).toEqual([
      '$.context.revision',
      '$.context.platform',
    ]);
  });

  it('is held to its edition', () => {
    const contextAgents = [{ objectType: 'contextAgent', agent }];
    expect(paths({ ...base, context: { contextAgents } })).toEqual(['$.context.contextAgents']);
    expect(paths({ ...base, context: { contextAgents } }, '2.0.0')).toEqual([]);
    expect(paths({ ...base, context: { contextAgents: [{ agent, relevantTypes: [] }] } }, '2.0.0')).toEqual([
      '$.context.contextAgents[0].relevantTypes',
      '$.context.contextAgents[0].objectType',
    ]);
    expect(paths({ ...base, timestamp: '2026-03-14T11:02' })).toEqual([]);
    expect(paths({ ...base, timestamp: '2026-03-14T11:02' }, '2.0.0')).toEqual(['$.timestamp']);
    expect(paths({ ...base, version: '2.0.0' })).toEqual(['$.version']);
    expect(paths({ ...base, version: '2.0.0' }, '2.0.0')).toEqual([]);
  });

  it('says what was found and what to write instead', () => {
    const say = (value: unknown, version: '1.0.3' | '2.0.0' = '1.0.3') =>
      validateStatement(value, version).map(({ path, message }) => `${path} ${message}`);
    expect(
      say({
        ...base,
        actor: { objectType: 'group', mbox: 'a@example.org' },
        verb: { id: 'attended', display: { en_US: 'attended' } },
        result: { success: 'yes', duration: 'PT1.5H3M', score: { scaled: 2, min: 1, max: 1 } },
        colour: 'red',
      }),
    ).toEqual([
      '$.actor.objectType must be one of "Agent", "Group", found "group"',
      '$.actor.mbox must be "mailto:" and an e-mail address, nothing more, found "a@example.org"',
      '$.verb.id must be an absolute IRI such as "https://example.org/a", found "attended"',
      '$.verb.display.en_US is no language tag; write one such as "en-US" (RFC 5646)',
      '$.result.success must be true or false, found the text "yes"',
      '$.result.duration must be an ISO 8601 duration such as "PT1M30.5S", with a fraction in the last part only, found "PT1.5H3M"',
      '$.result.score.scaled must be from -1 to 1, found 2',
      '$.result.score.max must be greater than min (1), found 1',
      '$.colour is not a property that xAPI 1.0.3 knows here; it knows actor, verb, object, result, context, timestamp, attachments, id, stored, authority, version',
    ]);
    expect(say([])).toEqual(['$ must be an object, found an array']);
    expect(say({ ...base, context: { language: null } })).toEqual([
      '$.context.language must be a language tag such as "en-US" (RFC 5646), found null',
    ]);
  });

  it('has each language once in a map, from xAPI 2.0 on', () => {
    const twice = { ...base, verb: { ...verb, display: { 'en-US': 'a', 'en-us': 'b' } } };
    expect(paths(twice)).toEqual([]);
    expect(paths(twice, '2.0.0')).toEqual(['$.verb.display["en-us"]']);
  });

  it('has attachments with a media type, a whole length and a hash', () => {
    const attachment = {
      usageType: 'a:b',
      display: { en: 'a' },
      contentType: 'text/plain; charset=utf-8',
      length: 3,
      sha2: 'f'.repeat(64),
    };
    const of = (more: object) => paths({ ...base, attachments: [{ ...attachment, ...more }] });
    expect(of({})).toEqual([]);
    for (const contentType of ['', 'text', 'text/', 'a b/c', 'a/b\r\nX: y', `a/${'b'.repeat(300)}`, 7])
      expect(of({ contentType }), String(contentType)).toEqual(['$.attachments[0].contentType']);
    for (const length of [-1, 1.5, 1e300, '3']) expect(of({ length })).toEqual(['$.attachments[0].length']);
    for (const sha2 of ['', 'f'.repeat(63), 'g'.repeat(64)]) expect(of({ sha2 })).toEqual(['$.attachments[0].sha2']);
  });

  it('has mail addresses that are one address and nothing more', () => {
    const of = (mbox: string) => paths({ ...base, actor: { mbox } });
    for (const good of [
      'mailto:a@b.example',
      'MAILTO:a.b+c@b-c.example',
      "mailto:o'neil@b",
      'mailto:ü@münchen.example',
    ])
      expect(of(good), good).toEqual([]);
    for (const bad of [
      'a@b',
      'mailto:',
      'mailto:a',
      'mailto:a@',
      'mailto:@b',
      'mailto:a@b@c',
      'mailto:a@b?subject=c',
      'mailto:a@b,c@d',
      'mailto:a b@c',
      'mailto:a@b..c',
    ])
      expect(of(bad), bad).toEqual(['$.actor.mbox']);
  });

  it('is looked at up to its thousandth fault', () => {
    const unknown = Object.fromEntries(Array.from({ length: 5000 }, (_, n) => [`p${n}`, n]));
    expect(validateStatement(unknown, '1.0.3')).toHaveLength(1000);
  });

  it('is looked at in the end, whatever text without end it holds', () => {
    const long = 'a'.repeat(3_000_000);
    const dashed = `en-${'abcde-'.repeat(500_000)}`;
    for (const value of [
      { ...base, object: { id: `https://${long}` } },
      { ...base, actor: { mbox: `mailto:${long}@${'a.'.repeat(1_000_000)}` } },
      { ...base, context: { language: dashed } },
      { ...base, verb: { ...verb, display: { [dashed]: 'x' } } },
      { ...base, result: { duration: `PT${'1'.repeat(3_000_000)}S` } },
      { ...base, result: { extensions: { [`a:${'%2'.repeat(1_000_000)}`]: 1 } } },
      { ...base, timestamp: `2023-01-01T00:00:00.${'0'.repeat(3_000_000)}Z` },
    ])
      expect(validateStatement(value, '2.0.0')).not.toEqual([]);
  });

  it('never makes the check itself fail, whatever it is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom('1.0.3', '2.0.0'), (value, version) =>
        Array.isArray(validateStatement(value, version)),
      ),
      { numRuns: 500 },
    );
    const key = fc.constantFrom('actor', 'verb', 'object', 'result', 'context', 'attachments', 'authority');
    fc.assert(
      fc.property(key, fc.jsonValue(), (name, value) =>
        Array.isArray(validateStatement({ ...base, [name]: value }, '1.0.3')),
      ),
      { numRuns: 2000 },
    );
  });
});

describe('formats', () => {
  it('are told apart', () => {
    const table: [(value: string) => boolean, string[], string[]][] = [
      [isUuid, [id, id.toUpperCase()], ['', id.slice(1), id.replace(/-/g, ''), '1b7a8fd0-38a5-4d5c-0b1e-70a3c1d6e2aa']],
      [
        isIri,
        ['https://a', 'urn:uuid:x', 'tag:a,2020:b', 'https://ex.org/ü', 'HTTP://A/?b=%20#c', 'a:b', 'http://[::1]/'],
        [
          'a',
          '/a',
          'a b:c',
          'https://a b',
          ':x',
          'a:',
          'http:',
          'https://',
          'https:///a',
          'https:a',
          'a:%2',
          'a:%zz',
          'a:b#c#d',
          'a:<b>',
          'a:\0',
          '1a:b',
        ],
      ],
      [
        isLanguageTag,
        [
          'en',
          'en-US',
          'zh-Hant-TW',
          'es-419',
          'de-CH-1996',
          'x-own',
          'sr-Latn',
          'i-klingon',
          'en-GB-oed',
          'sgn-BE-FR',
          'zh-min-nan',
          'art-lojban',
          'en-a-bbb-x-a-ccc',
          'sl-rozaj-biske',
          'qaa-Qaaa-QM-x-south',
        ],
        [
          '',
          'e',
          'en_US',
          'en-',
          '-en',
          'en-US-',
          'español',
          'a-b',
          'en--US',
          'i-unknown',
          'de-DE-1901-1901',
          'ar-a-aaa-b-bbb-a-ccc',
          'en-GB-US',
          'x-',
          `en-x-${'a-'.repeat(200)}a`,
        ],
      ],
      [
        isTimestamp,
        [
          '2026-03-14T11:02:00Z',
          '2026-03-14T11:02:00.123456+02:00',
          '2026-03-14T11:02:00+0200',
          '2026-03-14T11:02:00-08',
          '2024-02-29T00:00:00Z',
          '2016-12-31T23:59:60Z',
          '2016-12-31T15:59:60.5-08:00',
        ],
        [
          '',
          '2026-03-14',
          '2026-13-01T00:00:00Z',
          '2026-04-31T00:00:00Z',
          '2026-03-14T24:00:00Z',
          '2026-03-14T11:60:00Z',
          '2026-03-14T11:02:00-00:00',
          '2026-03-14T11:02:00-0000',
          '2026-03-14T11:02:00-00',
          'now',
          '2016-12-30T23:59:60Z',
          '2016-12-31T22:59:60Z',
          '2023-02-29T00:00:00Z',
          '2023-01-01T00:00:00+24:00',
          `2023-01-01T00:00:00.${'0'.repeat(100)}Z`,
        ],
      ],
      [
        isDuration,
        ['PT0S', 'P1Y', 'P1M2D', 'PT1.5S', 'PT1,5S', 'P2W', 'P1DT1H', 'P0.5Y', 'P1Y2M3DT4H5M6.78S', 'PT1H0,5M'],
        [
          '',
          'P',
          'PT',
          'P1DT',
          '1S',
          'PT1',
          'P1S',
          'PT1H2D',
          'P1W2D',
          'PT1.5H3M',
          'P1.5DT1S',
          'P0003-06-04T12:30:05',
          '-PT1S',
          'pt1s',
          'PT1.S',
          `PT${'1'.repeat(200)}S`,
        ],
      ],
    ];
    for (const [test, good, bad] of table) {
      for (const value of good) expect(test(value), value).toBe(true);
      for (const value of bad) expect(test(value), value).toBe(false);
    }
  });

  it('of time are read with every kind of zone', () => {
    for (const text of [
      '2026-03-14T11:02:00Z',
      '2026-03-14T13:02:00+02:00',
      '2026-03-14T13:02:00+0200',
      '2026-03-14T13:02:00+02',
      '2026-03-14T11:02:00,000',
      '2026-03-14T11:02',
    ]) {
      expect(timeOf(text), text).toBe(Date.UTC(2026, 2, 14, 11, 2));
    }
  });
});
