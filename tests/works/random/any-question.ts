import fc from 'fast-check';
import { questionDefinitions } from '../../../src/questions/definitions.js';
import { anyBody } from './any-body.js';
import { maybe, phrase } from './any-text.js';

/** Names of all question types. */
export const types: readonly string[] = questionDefinitions.map(({ type }) => type);

/** Types that earn no points. */
const unscored = questionDefinitions.filter(({ isScored }) => !isScored).map(({ type }) => type);

/** Which of the module's objectives and pages a question names is chosen once these are known. */
export interface AnyQuestion {
  readonly type: string;
  readonly isScored: boolean;
  /** True for a knowledge check. */
  readonly isCheck: boolean;
  readonly objective: number;
  readonly page: number;
  /** All other fields, as an author writes them. */
  readonly fields: { readonly difficulty?: string };
}

/** Words of a question, now and then with a link, a citation or an official name in them. */
const sentence = fc
  .tuple(
    phrase,
    fc.constantFrom(
      '',
      '',
      '',
      ' [here](https://example.org/a?b=1&c=2)',
      ' {% source "s-1" /%}',
      ' {% behavior "2016/foundational-1" /%}',
    ),
  )
  .map(([text, end]) => text + end);

function anyQuestion(type: string): fc.Arbitrary<AnyQuestion> {
  const body = anyBody[type];
  if (body === undefined) throw new Error(`There are no random fields of the type ${type}`);
  const isScored = !unscored.includes(type);
  const feedback: fc.Arbitrary<object> = isScored
    ? fc
        .tuple(
          phrase,
          phrase,
          maybe('partly', phrase),
          maybe('again', fc.array(phrase, { minLength: 1, maxLength: 4 })),
        )
        .map(([right, wrong, partly, again]) => ({ right, wrong, ...partly, ...again }))
    : fc.record({ any: phrase });
  const common = fc
    .tuple(
      fc.record({ title: phrase, text: sentence, feedback }),
      maybe('difficulty', fc.constantFrom('easy', 'medium', 'hard')),
      maybe('item', fc.constantFrom('2016/foundational-1', '2016/engagement')),
      maybe('hints', fc.array(phrase, { minLength: 1, maxLength: 3 })),
      maybe('time-limit', fc.constantFrom(20, 90)),
      isScored ? maybe('weight', fc.constantFrom(0.5, 1, 3, 7)) : fc.constant({}),
    )
    .map((parts): object => Object.assign({}, ...parts));
  return fc
    .record({ common, body, isCheck: fc.boolean(), objective: fc.nat(4), page: fc.nat(20) })
    .map(({ common, body, ...rest }) => ({ type, isScored, ...rest, fields: { ...common, ...body } }));
}

/** One question of each type, by type. */
export const questionOf: ReadonlyMap<string, fc.Arbitrary<AnyQuestion>> = new Map(
  types.map((type) => [type, anyQuestion(type)]),
);
