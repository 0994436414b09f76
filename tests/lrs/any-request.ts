import fc from 'fast-check';
import { anyBody, marker } from './any-body.js';
import { activity, learner } from './samples.js';

/** A request that may be wrong in every part of it. */
export interface AnyRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Uint8Array;
}

/**
 * Requests most parts of which are right most of the time, so that what is wrong is met behind every door.
 * @param authorization of a credential that may do everything
 */
export function anyRequest(authorization: string): fc.Arbitrary<AnyRequest> {
  return fc
    .record({
      method,
      resource,
      query: seldom(param, 4),
      usual: fc.nat({ max: 4 }).map((n) => n > 0),
      body: anyBody,
      headers: headers(authorization),
    })
    .map(({ method: name, resource: place, query, usual, body: sent, headers: given }) => {
      const needed = usual ? (usualParams.get(place) ?? []) : [];
      const pairs = [...needed, ...query];
      const type: [string, string][] = sent.type === undefined ? [] : [['Content-Type', sent.type]];
      return {
        method: usual && readOnly.has(place) ? 'GET' : name,
        path: `/xapi/${place}${pairs.length === 0 ? '' : `?${pairs.join('&')}`}`,
        headers: [...type, ...given.filter(([key]) => key !== 'Content-Type' || type.length === 0)],
        body: sent.bytes,
      };
    });
}

/** The activity and the person whose documents the requests are about. */
export const owner = { activityId: activity('fuzz').id, agent: JSON.stringify(learner('fuzz')) };

/** What is right most of the time: the first of these. */
const mostly = (right: string, ...wrong: readonly string[]) =>
  fc.oneof({ weight: 9, arbitrary: fc.constant(right) }, { weight: 1, arbitrary: fc.constantFrom(right, ...wrong) });

/** Mostly none, else a few. */
const seldom = <Value>(one: fc.Arbitrary<Value>, most: number): fc.Arbitrary<Value[]> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constant<Value[]>([]) },
    { weight: 2, arbitrary: fc.array(one, { minLength: 1, maxLength: most }) },
  );

const method = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom('GET', 'PUT', 'POST', 'DELETE') },
  { weight: 1, arbitrary: fc.constantFrom('HEAD', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND', 'SEARCH', 'get', 'X') },
);
const resource = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.constantFrom(
      'statements',
      'statements',
      'statements',
      'activities/state',
      'activities/profile',
      'agents/profile',
      'agents',
      'activities',
      'about',
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '',
      'statements/',
      'statements/more',
      'Statements',
      '..%2f..%2fetc',
      '%zz',
      '%00',
      'statements%2e',
      'constructor',
      '__proto__',
      `${'a'.repeat(3000)}`,
    ),
  },
);

const readOnly = new Set(['agents', 'activities', 'about']);
const e = encodeURIComponent;
const usualParams = new Map(
  Object.entries({
    'activities/state': [`activityId=${e(owner.activityId)}`, `agent=${e(owner.agent)}`, `stateId=${marker}`],
    'activities/profile': [`activityId=${e(owner.activityId)}`, `profileId=${marker}`],
    'agents/profile': [`agent=${e(owner.agent)}`, `profileId=${marker}`],
    agents: [`agent=${e(owner.agent)}`],
    activities: [`activityId=${e(owner.activityId)}`],
  }),
);
const names = [
  'statementId',
  'voidedStatementId',
  'agent',
  'verb',
  'activity',
  'registration',
  'related_activities',
  'related_agents',
  'since',
  'until',
  'limit',
  'format',
  'attachments',
  'ascending',
  'cursor',
  'activityId',
  'stateId',
  'profileId',
  'method',
  'unknown',
  '__proto__',
  'constructor',
  '%00',
  '',
];
const values = [
  '',
  'x',
  'true',
  '1',
  '-1',
  '0',
  '1e9',
  '99999999999999999999',
  '9999999999999999',
  '2026-01-01T00:00:00Z',
  '0000-01-01T00:00:00Z',
  '9999-12-31T23:59:59.999999999Z',
  '9999-12-31T23:59:59-23:59',
  '2026-02-30T00:00:00Z',
  '7ccd3322-e1a5-411a-a67d-6a735c76f119',
  'ids',
  'exact',
  'canonical',
  'PUT',
  'GET',
  '%00',
  '%ff%fe',
  '%zz',
  '%F0%9F%98%80',
  '%ED%A0%80',
  '__proto__',
  e('https://courses.example/fuzz'),
  e(owner.agent),
  e('{"mbox":"mailto:a@b.example","mbox":"mailto:c@d.example"}'),
  e('{"account":{"homePage":"https://a.example/","name":"a\\u0000"}}'),
  ...['a\\ud83d', '\\ude00', '\\ude00\\ud83d'].map((name) =>
    e(`{"account":{"homePage":"https://a.example/","name":"${name}"}}`),
  ),
  e('{"name":"\\ud83d","mbox":"mailto:a@b.example"}'),
  e('{"mbox":"mailto:a\\ud83d@b.example"}'),
  e('{"\\ud83d":1,"mbox":"mailto:a@b.example"}'),
  e('{"objectType":"Group","member":[{"mbox":"mailto:a@b.example"}]}'),
  e('{"mbox":1e999}'),
  e('{"mbox":'),
  e('['.repeat(400)),
  e(`https://courses.example/${'語'.repeat(900)}`),
  'a'.repeat(6000),
];
const param = fc
  .tuple(fc.constantFrom(...names), fc.constantFrom(...values), fc.constantFrom('=', '=', '=', '=', ''))
  .map(([name, value, sign]) => `${name}${sign}${value}`);

const headers = (authorization: string): fc.Arbitrary<[string, string][]> =>
  fc
    .tuple(
      mostly(
        authorization,
        '',
        'Basic',
        'Basic !!!',
        'Basic Og==',
        'Bearer x.y.z',
        'Bearer',
        `Basic ${'A'.repeat(5000)}`,
        'Digest a="b"',
      ),
      mostly('1.0.3', '2.0.0', '', '1.0', '0.9', '2.0.9', '3.0.0', '1.0.3, 2.0.0', 'constructor', '1.0.99999999999'),
      seldom(
        fc.constantFrom<[string, string]>(
          ['If-Match', '*'],
          ['If-Match', '"abc"'],
          ['If-Match', 'abc, W/"d", ,'],
          ['If-None-Match', '*'],
          ['If-None-Match', '""'],
          ['If-None-Match', '\xff'],
          ['Accept-Language', 'en;q=x, *;q=9, ;;,'],
          ['Accept-Language', 'de'.repeat(2000)],
          ['Origin', 'https://evil.example'],
          ['Origin', 'null'],
          ['Origin', '\xe9'],
          ['Content-Encoding', 'gzip'],
          ['Content-Encoding', 'deflate'],
          ['Content-Encoding', 'br'],
          ['Content-Encoding', 'identity'],
          ['Content-Encoding', 'x-own'],
          ['Content-Type', 'application/json'],
          ['X-Forwarded-For', '1.2.3.4'],
          ['X-Experience-API-Hash', 'abc'],
          ['Expect', '100-continue'],
        ),
        3,
      ),
    )
    .map(([auth, version, more]) => [
      ...(auth === '' ? [] : [['Authorization', auth] satisfies [string, string]]),
      ...(version === '' ? [] : [['X-Experience-API-Version', version] satisfies [string, string]]),
      ...more,
    ]);
