import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roundSize } from '../../src/draw.js';
import type { AssessmentData, CourseData, QuestionData } from '../../src/model/course-data.js';
import { behaviourOf } from '../../src/questions/behaviours.js';
import { act } from '../../src/runtime/act.js';
import { type Action, type AttemptState, asked, newAttempt, type Rules, rounds } from '../../src/runtime/attempt.js';
import { canStart, opensAt } from '../../src/runtime/can-start.js';
import { objectiveResults } from '../../src/runtime/objective-results.js';
import { outcome } from '../../src/runtime/outcome.js';
import { decodeState, encodeState, nothingTold } from '../../src/runtime/suspended-state.js';
import { worstCaseLength } from '../../src/suspended-form.js';
import { sampleCourse, sampleRules } from './support/sample-course.js';

const objectives = ['one', 'two', 'three'].map((id) => ({ id, text: `Objective ${id}` }));

/** A question whose right answer is `a`. */
function question(n: number, objective: string): QuestionData {
  const [any] = sampleCourse.assessment?.questions ?? [];
  if (!any) throw new Error('the sample has no question');
  return { ...any, id: `q${n}`, iri: `${any.iri}-${n}`, objective, title: `Title ${n}` };
}

/** Four questions of each objective; two of each are asked. */
const pool = objectives.flatMap(({ id }, o) => [0, 1, 2, 3].map((n) => question(o * 4 + n, id)));
const draw = objectives.map((_, o) => ({ take: 2, from: [0, 1, 2, 3].map((n) => o * 4 + n) }));

function course(change: Partial<AssessmentData> = {}): CourseData {
  if (!sampleCourse.assessment) throw new Error('the sample has no assessment');
  return {
    ...sampleCourse,
    objectives,
    assessment: { ...sampleCourse.assessment, tries: 3, questions: pool, draw, shuffle: 'both', ...change },
  };
}

let clock = Date.UTC(2026, 2, 14, 18, 42);
const rulesFor = (change: Partial<AssessmentData> = {}): Rules => ({
  ...sampleRules,
  course: course(change),
  now: () => clock,
});

const play = (rules: Rules, actions: readonly Action[], from = newAttempt(rules.course)): AttemptState =>
  actions.reduce((state, action) => act(rules, state, action), from);
const pages: readonly Action[] = ['page-one', 'page-two', 'page-three'].map((page) => ({
  type: 'go',
  to: { screen: 'page', page },
}));

/** A round from start to end in which the first so many questions of each objective are right. */
function oneRound(rules: Rules, from: AttemptState, right: number | Readonly<Record<string, number>>): AttemptState {
  const state = act(rules, from, { type: 'start-try' });
  const done: Record<string, number> = {};
  const answers = asked(rules.course, state).map(({ id, objective }): Action => {
    done[objective] = (done[objective] ?? 0) + 1;
    const wanted = typeof right === 'number' ? right : (right[objective] ?? 0);
    return { type: 'keep', question: id, answer: (done[objective] ?? 0) <= wanted ? 'a' : 'b' };
  });
  return play(rules, [...answers, { type: 'hand-in' }], state);
}

const resumed = ({ course: of }: Rules, state: AttemptState): AttemptState | undefined =>
  decodeState(of, encodeState({ attempt: state, told: nothingTold }))?.attempt;

const ids = (questions: readonly { readonly id: string }[]) => questions.map(({ id }) => id);

describe('a drawn assessment', () => {
  const anySeed = fc.stringMatching(/^[A-Za-z0-9_-]{5}$/);
  /** Any pools with any number taken of each, over so many questions. */
  const anyDraw = fc.array(fc.record({ size: fc.integer({ min: 1, max: 7 }), share: fc.nat(99) }), {
    minLength: 1,
    maxLength: 4,
  });
  const built = (sizes: readonly { readonly size: number; readonly share: number }[]) => {
    let next = 0;
    const groups = sizes.map(({ size, share }) => {
      const from = Array.from({ length: size }, () => next++);
      return { take: 1 + (share % size), from };
    });
    const questions = Array.from({ length: next }, (_, n) => question(n, objectives[n % 3]?.id ?? ''));
    return course({ draw: groups, questions });
  };

  it('asks what its blueprint says in every round, nothing twice, and the same for the same seed', () => {
    fc.assert(
      fc.property(anyDraw, anySeed, fc.nat(30), (sizes, seed, round) => {
        const of = built(sizes);
        const { assessment } = of;
        if (!assessment?.draw) throw new Error('no draw');
        const state = { ...newAttempt(of), seed };
        const got = ids(asked(of, state, round));
        expect(new Set(got).size).toBe(got.length);
        expect(got.length).toBe(roundSize(assessment));
        for (const { take, from } of assessment.draw) {
          expect(from.filter((at) => got.includes(assessment.questions[at]?.id ?? '')).length).toBe(take);
        }
        expect(ids(asked(of, { ...state, seen: [] }, round))).toEqual(got);
      }),
    );
  });

  it('asks nothing again before its group is used up', () => {
    fc.assert(
      fc.property(anySeed, fc.nat(20), (seed, round) => {
        const state = { ...newAttempt(course()), seed };
        const first = new Set(ids(asked(course(), state, round)));
        // Two of four: the next round has the other two of each.
        expect(ids(asked(course(), state, round + 1)).filter((id) => first.has(id))).toEqual([]);
        expect(ids(asked(course(), state, round + 2)).sort()).toEqual([...first].sort());
      }),
    );
  });

  it('comes back from the suspended state with the same questions, order and answers, whatever was done', () => {
    const rules = rulesFor({ preTest: 'measure', coolingOff: 0 });
    const anyRight = fc.array(fc.integer({ min: 0, max: 2 }), { maxLength: 4 });
    const worst = worstCaseLength(rules.course, ({ type, data }) => behaviourOf(type).longest(data));
    fc.assert(
      fc.property(anyRight, fc.nat(1e9), fc.integer({ min: 0, max: 6 }), (played, at, answered) => {
        clock = Date.UTC(2026, 2, 14) + at;
        const after = played.reduce(
          (s, right) => play(rules, pages, oneRound(rules, s, right)),
          newAttempt(rules.course),
        );
        const begun = act(rules, after, { type: 'start-try' });
        const kept = asked(rules.course, begun).slice(0, answered);
        const state = play(
          rules,
          kept.map(({ id }): Action => ({ type: 'keep', question: id, answer: 'c' })),
          begun,
        );
        const text = encodeState({ attempt: state, told: nothingTold });
        expect(text).toMatch(/^[A-Za-z0-9._%*!~-]+$/);
        expect(text.length).toBeLessThanOrEqual(worst);
        const back = resumed(rules, state);
        expect(back).toEqual(state);
        expect(ids(asked(rules.course, back ?? after))).toEqual(ids(asked(rules.course, state)));
        const { score } = outcome(rules, state);
        expect(score === null || (score >= 0 && score <= 1)).toBe(true);
      }),
    );
  });

  it('takes answers to the questions of the round alone, and tells of no others', () => {
    const rules = rulesFor();
    const state = act(rules, play(rules, pages), { type: 'start-try' });
    const here = ids(asked(rules.course, state));
    const [other] = pool.filter(({ id }) => !here.includes(id));
    expect(act(rules, state, { type: 'keep', question: other?.id ?? '', answer: 'a' })).toBe(state);
    expect(act(rules, state, { type: 'go', to: { screen: 'question', question: 5 } }).where).toMatchObject({
      question: 5,
    });
    expect(act(rules, state, { type: 'go', to: { screen: 'question', question: 6 } })).toBe(state);
  });
});

describe('the wait between tries', () => {
  const rules = rulesFor({ coolingOff: 3600 });

  it('keeps the next try closed until it is over, also after a relaunch', () => {
    clock = Date.UTC(2026, 2, 14, 18, 42);
    const failed = oneRound(rules, play(rules, pages), 0);
    expect(opensAt(rules, failed)).toBe(clock + 3_600_000);
    expect(canStart(rules, failed)).toBe(false);
    expect(act(rules, failed, { type: 'start-try' })).toBe(failed);
    clock += 3_599_000;
    expect(canStart(rules, resumed(rules, failed) ?? failed)).toBe(false);
    clock += 1000;
    expect(canStart(rules, resumed(rules, failed) ?? failed)).toBe(true);
  });

  it('is no matter before the first try, nor after a pass', () => {
    expect(canStart(rules, play(rules, pages))).toBe(true);
    expect(canStart(rules, oneRound(rules, play(rules, pages), 2))).toBe(false);
  });
});

describe('what counts', () => {
  it('is the best try, or the last where that is declared; a pass in any case', () => {
    const [best, last] = [rulesFor(), rulesFor({ counts: 'last' })];
    for (const rules of [best, last]) {
      const twice = oneRound(rules, oneRound(rules, play(rules, pages), 1), 0);
      expect(outcome(rules, twice)).toMatchObject({
        success: 'failed',
        score: rules === best ? 0.5 : 0,
        lastCounts: rules === last,
      });
      expect(objectiveResults(rules, twice).map(({ percent }) => percent)).toEqual(
        rules === best ? [50, 50, 50] : [0, 0, 0],
      );
      expect(outcome(rules, oneRound(rules, twice, 2))).toMatchObject({ success: 'passed', score: 1 });
    }
  });

  it('is a pass only when every objective has its share, and no LMS is told a score that it would pass', () => {
    const rules = rulesFor({ passingScore: 0.5, mastery: 0.5 });
    const passing = { ...rules, passingScore: 0.5 };
    const lopsided = oneRound(passing, play(passing, pages), { one: 2, two: 2, three: 0 });
    expect(lopsided.tries).toEqual([{ score: 0.6666666667, short: true }]);
    expect(outcome(passing, lopsided)).toMatchObject({ success: 'failed', completion: 'incomplete' });
    expect(outcome(passing, lopsided).score).toBeLessThan(0.5);
    expect(objectiveResults(passing, lopsided)).toEqual([
      { id: 'one', percent: 100, isMastered: true },
      { id: 'two', percent: 100, isMastered: true },
      { id: 'three', percent: 0, isMastered: false },
    ]);
    expect(resumed(passing, lopsided)).toEqual(lopsided);
    const even = oneRound(passing, lopsided, 1);
    expect(outcome(passing, even)).toMatchObject({ success: 'passed', completion: 'completed', score: 0.5 });
    expect(objectiveResults(passing, even).every(({ isMastered }) => isMastered)).toBe(true);
  });
});

describe('a pre-test', () => {
  it('stands before the first page, uses up no try, and is no verdict', () => {
    const rules = rulesFor({ preTest: 'measure' });
    const fresh = newAttempt(rules.course);
    expect(fresh).toMatchObject({ where: { screen: 'assessment' }, seen: [] });
    expect(play(rules, pages, fresh)).toBe(fresh);
    const tested = oneRound(rules, fresh, 2);
    expect(tested).toMatchObject({ before: 1, tries: [], where: { screen: 'result' } });
    expect(outcome(rules, tested)).toMatchObject({
      success: 'unknown',
      completion: 'incomplete',
      score: null,
      triesLeft: 3,
      testedOut: false,
      unlocked: false,
    });
    const read = play(rules, pages, tested);
    expect(read.seen).toHaveLength(3);
    const after = oneRound(rules, read, 2);
    expect(rounds(after)).toBe(2);
    expect(outcome(rules, after)).toMatchObject({ success: 'passed', completion: 'completed', triesLeft: 2 });
    expect(resumed(rules, after)).toEqual(after);
  });

  it('completes the module for who passes it, where that is declared', () => {
    const rules = rulesFor({ preTest: 'test-out' });
    const out = oneRound(rules, newAttempt(rules.course), 2);
    expect(outcome(rules, out)).toMatchObject({
      success: 'passed',
      completion: 'completed',
      testedOut: true,
      final: true,
      progress: 1,
      score: 1,
    });
    expect(canStart(rules, play(rules, pages, out))).toBe(false);
    expect(outcome(rules, play(rules, pages, out))).toMatchObject({ success: 'passed', completion: 'completed' });
    const not = oneRound(rules, newAttempt(rules.course), 1);
    expect(outcome(rules, not)).toMatchObject({ success: 'unknown', score: null, testedOut: false });
  });

  it('may be left out where that is offered, before it is begun, and the lessons begin as without it', () => {
    const rules = rulesFor({ preTest: 'test-out', preTestOptional: true });
    const fresh = newAttempt(rules.course);
    expect(play(rules, pages, fresh)).toBe(fresh);
    const skipped = act(rules, fresh, { type: 'skip-pre-test' });
    expect(skipped).toMatchObject({ where: { screen: 'page' }, before: null, tries: [] });
    expect(skipped.seen).toHaveLength(1);
    expect(resumed(rules, skipped)).toEqual(skipped);
    expect(outcome(rules, skipped)).toMatchObject({ unlocked: false, testedOut: false, triesLeft: 3 });
    const after = oneRound(rules, play(rules, pages, skipped), 2);
    expect(after).toMatchObject({ before: null, tries: [{ score: 1 }] });
    expect(outcome(rules, after)).toMatchObject({ success: 'passed', completion: 'completed', testedOut: false });
    const begun = act(rules, fresh, { type: 'start-try' });
    for (const state of [begun, skipped, after, oneRound(rules, fresh, 1)])
      expect(act(rules, state, { type: 'skip-pre-test' })).toBe(state);
    const required = rulesFor({ preTest: 'test-out' });
    const first = newAttempt(required.course);
    expect(act(required, first, { type: 'skip-pre-test' })).toBe(first);
  });

  it('comes too late for an attempt that has seen a page of an earlier version', () => {
    const before = play(rulesFor(), pages.slice(0, 1));
    const rules = rulesFor({ preTest: 'measure' });
    const state = resumed(rules, before) ?? before;
    expect(play(rules, pages, state).seen).toHaveLength(3);
    expect(oneRound(rules, play(rules, pages, state), 2)).toMatchObject({ before: null, tries: [{ score: 1 }] });
  });
});

describe.each(['evaluation', 'survey'] as const)('an assessment of the kind %s', (kind) => {
  it('is done when it is handed in, and neither passed nor failed nor scored', () => {
    const rules = rulesFor({ kind, passingScore: null, tries: 1 });
    const read = play(rules, pages);
    expect(outcome(rules, read)).toMatchObject({ completion: 'incomplete', final: false });
    const handed = oneRound(rules, read, 0);
    expect(outcome(rules, handed)).toMatchObject({
      completion: 'completed',
      success: 'unknown',
      score: null,
      final: true,
      progress: 1,
      triesLeft: 0,
    });
    expect(objectiveResults(rules, handed)).toEqual([]);
    expect(canStart(rules, handed)).toBe(false);
  });
});
