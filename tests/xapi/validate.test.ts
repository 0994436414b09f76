import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isDuration, isIri, isUuid } from '../../src/xapi/validate/formats.js';
import { isLanguageTag } from '../../src/xapi/validate/language-tag.js';
import { isTimestamp, timeOf } from '../../src/xapi/validate/time.js';
import { validateStatement } from '../../src/xapi/validate/statement.js';

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
        ['https://a', 'urn:uuid:x', 'tag:a,2020:b', 'https://ex.org/ü'],
        ['a', '/a', 'a b:c', 'https://a b', ':x'],
      ],
      [
        isLanguageTag,
        ['en', 'en-US', 'zh-Hant-TW', 'es-419', 'de-CH-1996', 'x-own', 'sr-Latn', 'i-klingon'],
        ['', 'e', 'en_US', 'en-', '-en', 'en-US-', 'español', 'a-b', 'en--US'],
      ],
      [
        isTimestamp,
        [
          '2026-03-14T11:02:00Z',
          '2026-03-14T11:02:00.123456+02:00',
          '2026-03-14T11:02:00+0200',
          '2026-03-14T11:02:00-08',
          '2024-02-29T00:00:00Z',
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
        ],
      ],
      [
        isDuration,
        ['PT0S', 'P1Y', 'P1M2D', 'PT1.5S', 'PT1,5S', 'P2W', 'P1DT1H'],
        ['', 'P', 'PT', 'P1DT', '1S', 'PT1', 'P1S', 'PT1H2D', 'P1W2D'],
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
