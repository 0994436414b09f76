import fc from 'fast-check';
import type { AnyQuestion } from './any-question.js';
import { maybe, phrase } from './any-text.js';

/** What an author may want of an assessment; what of it is possible depends on its questions (`assessmentOf`). */
export interface Wishes {
  readonly kind: 'test' | 'evaluation' | 'survey' | 'none';
  readonly tries: number | 'unlimited';
  /** Of every kind. */
  readonly common: object;
  /** Of a test, and one with several tries. */
  readonly ofTest: object;
  readonly ofTries: object;
  readonly mastery: number | null;
  readonly preTest: 'measure' | 'test-out' | null;
  readonly draw: 'none' | 'any' | 'each' | 'objective' | 'difficulty' | 'both';
  /** How many questions of a line are left out, at most. */
  readonly leftOut: number;
}

const kinds = ['test', 'test', 'test', 'test', 'evaluation', 'survey', 'none'] as const;
const draws = ['none', 'none', 'any', 'each', 'objective', 'difficulty', 'both'] as const;

export const anyWishes: fc.Arbitrary<Wishes> = fc.record({
  kind: fc.constantFrom(...kinds),
  tries: fc.constantFrom<number | 'unlimited'>(1, 2, 3, 5, 'unlimited'),
  common: fc
    .tuple(
      maybe('title', phrase),
      maybe('time-limit', fc.constantFrom(1, 30)),
      maybe('shuffle', fc.constantFrom('questions', 'options', 'both')),
    )
    .map((all): object => Object.assign({}, ...all)),
  ofTest: fc
    .tuple(
      fc.record({ 'passing-score': fc.integer({ min: 1, max: 100 }) }),
      maybe('review', fc.constantFrom('never', 'after-passing')),
    )
    .map((all): object => Object.assign({}, ...all)),
  ofTries: fc
    .tuple(
      maybe('cooling-off', fc.constantFrom('1 minute', '24 hours', '999 days')),
      maybe('counts', fc.constantFrom('best', 'last')),
    )
    .map((all): object => Object.assign({}, ...all)),
  mastery: fc.option(fc.integer({ min: 1, max: 100 })),
  preTest: fc.constantFrom(null, null, 'measure', 'test-out'),
  draw: fc.constantFrom(...draws),
  leftOut: fc.nat(3),
});

/** A question as far as an assessment looks at it. */
export type Asked = Pick<AnyQuestion, 'isScored'> & {
  readonly objective: string;
  readonly difficulty?: string | undefined;
};

interface Line {
  readonly questions: number;
  readonly objective?: string;
  readonly difficulty?: string;
}

/** `assessment:` of module.yaml, as near to the wishes as the rules of the manual let it be with these questions. */
export function assessmentOf(wishes: Wishes, asked: readonly Asked[], objectives: readonly string[]): object | null {
  if (asked.length === 0) return null;
  const kind = asked.some(({ isScored }) => isScored) ? wishes.kind : 'survey';
  const lines = linesOf(wishes, asked, objectives);
  const drawn = lines.reduce(
    (sum, line) => sum + line.questions * (line.objective === 'each' ? objectives.length : 1),
    0,
  );
  // Every try must hold something that can be scored.
  const isFair = kind === 'survey' || drawn > asked.filter(({ isScored }) => !isScored).length;
  const draw = isFair ? lines : [];
  const common = { ...wishes.common, ...(kind === 'test' ? {} : { kind }), ...(draw.length > 0 ? { draw } : {}) };
  if (kind === 'survey') return common;
  const preTest = wishes.preTest === 'test-out' && kind !== 'test' ? 'measure' : wishes.preTest;
  const measured = { ...common, ...(preTest === null ? {} : { 'pre-test': preTest }) };
  if (kind === 'evaluation') return { ...measured, ...(wishes.tries === 'unlimited' ? {} : { tries: wishes.tries }) };
  const everyObjective = objectives.every((id) => asked.some((one) => one.isScored && one.objective === id));
  return {
    ...{ ...measured, ...wishes.ofTest, tries: wishes.tries },
    ...(wishes.tries === 1 ? {} : wishes.ofTries),
    ...(wishes.mastery !== null && draw.length === 0 && everyObjective ? { mastery: wishes.mastery } : {}),
  };
}

/** Lines that can be drawn and do not overlap. */
function linesOf({ draw, leftOut }: Wishes, asked: readonly Asked[], objectives: readonly string[]): Line[] {
  const by = (name: (one: Asked) => string | undefined): Map<string, Asked[]> => {
    const groups = new Map<string, Asked[]>();
    for (const one of asked) groups.set(name(one) ?? '', [...(groups.get(name(one) ?? '') ?? []), one]);
    return groups;
  };
  const some = ({ length }: { readonly length: number }): number => Math.max(1, length - leftOut);
  switch (draw) {
    case 'none':
      return [];
    case 'any':
      return [{ questions: some(asked) }];
    case 'each': {
      const fewest = Math.min(...objectives.map((id) => asked.filter(({ objective }) => objective === id).length));
      return fewest === 0 ? [] : [{ questions: fewest, objective: 'each' }];
    }
    case 'objective':
      return [...by((one) => one.objective)].map(([objective, all]) => ({ questions: some(all), objective }));
    case 'difficulty':
      return [...by((one) => one.difficulty)].flatMap(([difficulty, all]) =>
        difficulty === '' ? [] : [{ questions: some(all), difficulty }],
      );
    case 'both':
      return [...by((one) => one.difficulty && `${one.objective} ${one.difficulty}`)].flatMap(([both, all]) => {
        const [objective, difficulty] = both.split(' ');
        return objective && difficulty ? [{ questions: some(all), objective, difficulty }] : [];
      });
  }
}
