import { createHash } from 'node:crypto';
import fc from 'fast-check';
import type { JsonObject } from '../../src/xapi/json.js';
import type { XapiVersion } from '../../src/xapi/validate/check.js';

/** Stands where a statement has an id; to be replaced by one that is new each time the statement is sent. */
export const placeholder = '1f1f1f1f-1f1f-4f1f-8f1f-1f1f1f1f1f1f';

/** Valid statements of an edition, with every part that it knows. */
export function anyStatement(version: XapiVersion): fc.Arbitrary<JsonObject> {
  const attachment = fc
    .record({ usage: iri, display: languageMap, description: maybe(languageMap), content: fc.string() })
    .map(({ usage, display, description, content }) => ({
      usageType: usage,
      display,
      ...(description === undefined ? {} : { description }),
      contentType: 'text/plain; charset=utf-8',
      length: Buffer.byteLength(content),
      sha2: createHash('sha256').update(content).digest('hex'),
      fileUrl: 'https://files.example/a',
    }));
  const common = {
    timestamp: maybe(timestamp),
    result: maybe(result),
    attachments: maybe(fc.array(attachment, { maxLength: 2 })),
    actor,
  };
  const inner = fc
    .tuple(record(common), about(anyObject, version))
    .map(([rest, { object, context }]) => ({ objectType: 'SubStatement', ...rest, verb: saw, object, ...context }));
  return fc
    .tuple(
      record({ ...common, id: maybe(fc.constant(placeholder)), version: maybe(fc.constant(version)) }),
      fc.oneof(
        { weight: 6, arbitrary: fc.tuple(verb, about(anyObject, version)) },
        { weight: 1, arbitrary: fc.tuple(verb, about(inner, version)) },
        { weight: 1, arbitrary: fc.tuple(fc.constant(voided), about(statementRef, version)) },
      ),
    )
    .map(([rest, [said, { object, context }]]) => ({ ...rest, verb: said, object, ...context }));
}

const maybe = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: undefined, freq: 2 });

/** An object of what is there. */
const record = (parts: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<JsonObject> =>
  fc.record(parts).map((all) => Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)));

const saw = { id: 'http://adlnet.gov/expapi/verbs/experienced' };
const voided = { id: 'http://adlnet.gov/expapi/verbs/voided' };
const path = fc.stringMatching(/^[a-z0-9ü%]{0,12}$/).map(encodeURI);
const iri = fc.oneof(
  path.map((end) => `https://courses.example/${end}`),
  fc.constantFrom(
    'urn:isbn:0451450523',
    'tag:courses.example,2020:a',
    'https://münchen.example/ü?a=b#c',
    'HTTP://A.example',
  ),
);
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom('', 'half \ud83d', 'nul \0', '__proto__'),
);
const tags = ['en', 'en-US', 'es-419', 'zh-Hant-TW', 'de-CH-1996', 'i-klingon', 'x-own', 'sgn-BE-FR'];
const languageMap = fc.dictionary(fc.constantFrom(...tags), anyText, { maxKeys: 3 });
const extensions = fc.dictionary(iri, fc.jsonValue({ maxDepth: 3 }), { maxKeys: 3 });
const word = fc.stringMatching(/^[a-z0-9]{1,10}$/);
const timestamp = fc
  .tuple(
    fc.date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-30T00:00:00Z'), noInvalidDate: true }),
    fc.constantFrom('Z', '+02:00', '-07:30'),
  )
  .map(([date, zone]) => date.toISOString().replace('Z', zone));

const identifier = fc.oneof(
  word.map((name) => ({ mbox: `mailto:${name}@a.example` })),
  word.map((name) => ({ mbox_sha1sum: createHash('sha1').update(name).digest('hex') })),
  word.map((name) => ({ openid: `https://openid.example/${name}` })),
  fc.stringMatching(/^[ -~äß語]{0,30}$/u).map((name) => ({ account: { homePage: 'https://lms.example/', name } })),
);
const agent = fc
  .tuple(identifier, record({ name: maybe(anyText), objectType: maybe(fc.constant('Agent')) }))
  .map(([id, rest]) => ({ ...rest, ...id }));
const members = fc.array(agent, { minLength: 1, maxLength: 3 });
const group = fc.oneof(
  fc
    .tuple(record({ name: maybe(anyText) }), members)
    .map(([rest, member]) => ({ objectType: 'Group', ...rest, member })),
  fc
    .tuple(identifier, record({ name: maybe(anyText), member: maybe(members) }))
    .map(([id, rest]) => ({ objectType: 'Group', ...rest, ...id })),
);
const actor = fc.oneof({ weight: 3, arbitrary: agent }, { weight: 1, arbitrary: group });
const verb = fc
  .tuple(word, maybe(languageMap))
  .map(([name, display]) => ({ id: `https://verbs.example/${name}`, ...(display === undefined ? {} : { display }) }));

const component = fc
  .uniqueArray(word, { maxLength: 4 })
  .map((ids) => ids.map((id) => ({ id, description: { en: id } })));
const interaction = fc.oneof(
  fc.record({ interactionType: fc.constantFrom('choice', 'sequencing'), choices: component }),
  fc.record({ interactionType: fc.constant('likert'), scale: component }),
  fc.record({ interactionType: fc.constant('matching'), source: component, target: component }),
  fc.record({ interactionType: fc.constant('performance'), steps: component }),
  fc.record({
    interactionType: fc.constantFrom('true-false', 'fill-in', 'long-fill-in', 'numeric', 'other'),
    correctResponsesPattern: fc.array(anyText, { maxLength: 3 }),
  }),
);
const definition = fc
  .tuple(
    record({
      name: maybe(languageMap),
      description: maybe(languageMap),
      type: maybe(iri),
      moreInfo: maybe(iri),
      extensions: maybe(extensions),
    }),
    fc.oneof(fc.constant({}), interaction),
  )
  .map(([rest, asked]) => ({ ...rest, ...asked }));
const activity = fc
  .tuple(iri, record({ objectType: maybe(fc.constant('Activity')), definition: maybe(definition) }))
  .map(([id, rest]) => ({ ...rest, id }));
const statementRef = fc.uuid({ version: 4 }).map((id) => ({ objectType: 'StatementRef', id }));
const anyObject = fc.oneof(
  { weight: 5, arbitrary: activity },
  { weight: 1, arbitrary: agent.map((one) => ({ ...one, objectType: 'Agent' })) },
  { weight: 1, arbitrary: group },
  { weight: 1, arbitrary: statementRef },
);

const part = fc.double({ min: 0, max: 1, noNaN: true });
const score = fc
  .record({ scaled: fc.double({ min: -1, max: 1, noNaN: true }), min: fc.integer({ min: -1000, max: 1000 }), part })
  .map((given) => ({ scaled: given.scaled, min: given.min, raw: given.min + given.part * 10, max: given.min + 10 }));
const result = record({
  score: maybe(score),
  success: maybe(fc.boolean()),
  completion: maybe(fc.boolean()),
  response: maybe(anyText),
  duration: maybe(fc.constantFrom('PT0S', 'P2W', 'PT1H2M3.04S', 'P1Y2M3DT4H5M6,7S', 'P0.5Y', 'PT36H')),
  extensions: maybe(extensions),
});
const oneOrMany = fc.oneof(activity, fc.array(activity, { maxLength: 3 }));
const relevantTypes = maybe(fc.array(iri, { minLength: 1, maxLength: 2 }));

/** An object with a context that fits it. */
function about(
  object: fc.Arbitrary<JsonObject>,
  version: XapiVersion,
): fc.Arbitrary<{ object: JsonObject; context: JsonObject }> {
  const contextAgent = record({ objectType: fc.constant('contextAgent'), agent, relevantTypes });
  const contextGroup = record({ objectType: fc.constant('contextGroup'), group, relevantTypes });
  const context = record({
    registration: maybe(fc.uuid({ version: 4 })),
    instructor: maybe(actor),
    team: maybe(group),
    contextActivities: maybe(
      record({
        parent: maybe(oneOrMany),
        grouping: maybe(oneOrMany),
        category: maybe(oneOrMany),
        other: maybe(oneOrMany),
      }),
    ),
    language: maybe(fc.constantFrom(...tags)),
    statement: maybe(statementRef),
    extensions: maybe(extensions),
    revision: maybe(anyText),
    platform: maybe(anyText),
    ...(version === '1.0.3'
      ? {}
      : {
          contextAgents: maybe(fc.array(contextAgent, { maxLength: 2 })),
          contextGroups: maybe(fc.array(contextGroup, { maxLength: 2 })),
        }),
  });
  return fc.tuple(object, maybe(context)).map(([what, where]) => {
    if (where === undefined) return { object: what, context: {} };
    const { revision, platform, ...rest } = where;
    const ofActivity = {
      ...(revision === undefined ? {} : { revision }),
      ...(platform === undefined ? {} : { platform }),
    };
    const isActivity = what.objectType === undefined || what.objectType === 'Activity';
    return { object: what, context: { context: { ...rest, ...(isActivity ? ofActivity : {}) } } };
  });
}
