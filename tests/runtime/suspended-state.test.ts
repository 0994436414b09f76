import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CourseData, QuestionData } from '../../src/model/course-data.js';
import { behaviourOf } from '../../src/questions/behaviours.js';
import { act } from '../../src/runtime/act.js';
import { type Action, type AttemptState, newAttempt, type Rules } from '../../src/runtime/attempt.js';
import { outcome } from '../../src/runtime/outcome.js';
import { decodeState, encodeState, nothingTold } from '../../src/runtime/suspended-state.js';
import { worstCaseLength } from '../../src/suspended-form.js';
import { anyAction } from './support/any-action.js';
import { rightAnswers, sampleCourse, sampleRules } from './support/sample-course.js';

const longest = (q: QuestionData) => behaviourOf(q.type).longest(q.data);
const registration = '6f1a3c52-65fd-4c0b-8a2e-0d9fb1c1a001';
const encode = (attempt: AttemptState) => encodeState({ attempt, told: nothingTold, registration });

const unlimited: Rules = {
  ...sampleRules,
  course: { ...sampleCourse, assessment: sampleCourse.assessment && { ...sampleCourse.assessment, tries: null } },
};

describe('the suspended state', () => {
  it('brings back any attempt exactly, in ASCII that no LMS escapes (S6), within the computed worst case (S1)', () => {
    const worst = worstCaseLength(sampleCourse, longest);
    fc.assert(
      fc.property(fc.array(anyAction, { maxLength: 60 }), fc.nat(1e6), (actions, seconds) => {
        const attempt = { ...actions.reduce((s, a) => act(sampleRules, s, a), newAttempt(sampleCourse)), seconds };
        const text = encode(attempt);
        expect(text).toMatch(/^[A-Za-z0-9._%*!~-]+$/);
        expect(text.length).toBeLessThanOrEqual(worst);
        expect(decodeState(sampleCourse, text)).toEqual({ registration, attempt, told: nothingTold });
      }),
      { numRuns: 500 },
    );
  });

  it('reaches the computed worst case with the longest answers', () => {
    const questions = sampleCourse.assessment?.questions ?? [];
    const answers = Object.fromEntries(questions.map((q) => [q.id, longest(q)]));
    const attempt: AttemptState = {
      where: { screen: 'page', page: 'page-one' },
      seen: ['page-one', 'page-two', 'page-three'],
      checks: { k1: longest(sampleCourse.checks[0] as QuestionData) },
      tries: [{ score: 0.1 }, { score: 0.2 }],
      before: 0.3,
      seed: 'ABCDE',
      handedInAt: 1_800_000_000,
      byObjective: [100],
      lastAnswers: answers,
      current: answers,
      blocks: [1, 1],
      seconds: 500_000,
    };
    const worst = worstCaseLength(sampleCourse, longest);
    const length = encode(attempt).length;
    expect(length).toBeLessThanOrEqual(worst);
    expect(length).toBeGreaterThan(worst - 60);
  });

  it('leaves room in 4,096 characters for 30 pages, 15 checks and an assessment of 20 with two texts to type', () => {
    const [page] = sampleCourse.lessons[0]?.pages ?? [];
    const [single, many, match, order, word] = sampleCourse.assessment?.questions ?? [];
    if (!page || !single || !many || !match || !order || !word) throw new Error('the sample lacks a type');
    const big: CourseData = {
      ...sampleCourse,
      lessons: [{ id: 'l', title: 'L', pages: Array.from({ length: 30 }, (_, i) => ({ ...page, id: `p${i}` })) }],
      checks: Array.from({ length: 15 }, (_, i) => ({ ...many, id: `k${i}` })),
      assessment: sampleCourse.assessment && {
        ...sampleCourse.assessment,
        tries: null,
        questions: [
          word,
          { ...word, id: 'w2' },
          ...Array.from({ length: 18 }, (_, i) => ({
            ...([single, many, match, order][i % 4] ?? single),
            id: `q${i}`,
          })),
        ],
      },
    };
    expect(worstCaseLength(big, longest)).toBeLessThan(4096);
  });

  it('gives null for what is cut, changed, foreign or empty, and never throws', () => {
    const text = encode(newAttempt(sampleCourse));
    for (let end = 0; end < text.length; end += 1) expect(decodeState(sampleCourse, text.slice(0, end))).toBeNull();
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (foreign) => {
        expect(decodeState(sampleCourse, foreign)).toBeNull();
      }),
    );
    expect(decodeState(sampleCourse, '{"v":1}')).toBeNull();
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.constantFrom('~', '!', 'A', '0', '%'), (at, sign) => {
        const changed = text.slice(0, at) + sign + text.slice(at + 1);
        const read = decodeState(sampleCourse, changed);
        if (changed !== text) expect(read).toBeNull();
      }),
    );
  });

  it('keeps what a changed module still has and drops the rest', () => {
    const actions: Action[] = [
      { type: 'check', question: 'k1', answer: 'b' },
      { type: 'go', to: { screen: 'page', page: 'page-two' } },
      { type: 'go', to: { screen: 'page', page: 'page-three' } },
      { type: 'start-try' },
      ...Object.entries(rightAnswers).map(([question, answer]): Action => ({ type: 'keep', question, answer })),
      { type: 'go', to: { screen: 'question', question: 4 } },
    ];
    const attempt = actions.reduce((s, a) => act(sampleRules, s, a), newAttempt(sampleCourse));
    const newer: CourseData = {
      ...sampleCourse,
      lessons: sampleCourse.lessons.map((l) => ({ ...l, pages: l.pages.filter((p) => p.id !== 'page-two') })),
      checks: [],
      assessment: sampleCourse.assessment && {
        ...sampleCourse.assessment,
        questions: sampleCourse.assessment.questions.slice(0, 2),
      },
    };
    expect(decodeState(newer, encode(attempt))?.attempt).toMatchObject({
      where: { screen: 'question', question: 0 },
      seen: ['page-one', 'page-three'],
      checks: {},
      current: { 'q-one': 'a', 'q-many': 'ac' },
    });
  });

  it('stands on the first page not seen when its own page is gone', () => {
    const attempt = act(sampleRules, newAttempt(sampleCourse), {
      type: 'go',
      to: { screen: 'page', page: 'page-three' },
    });
    const newer: CourseData = { ...sampleCourse, lessons: sampleCourse.lessons.slice(0, 1) };
    expect(decodeState(newer, encode(attempt))?.attempt).toMatchObject({
      where: { screen: 'page', page: 'page-two' },
      seen: ['page-one', 'page-two'],
    });
  });

  it('stays bounded with unlimited tries, and keeps the outcome and the number of tries', () => {
    const start = newAttempt(unlimited.course);
    const tries = Array.from({ length: 200 }, (_, i) => ({ score: i === 7 ? 0.7333333333 : 0.25 }));
    const attempt = { ...start, tries };
    const back = decodeState(unlimited.course, encode(attempt))?.attempt;
    expect(encode(attempt).length).toBeLessThanOrEqual(worstCaseLength(unlimited.course, longest));
    expect(back?.tries).toHaveLength(200);
    expect(back && outcome(unlimited, back)).toEqual(outcome(unlimited, attempt));
  });

  it('remembers which verdicts were told', () => {
    const told = { passed: true, failed: false, completed: true };
    expect(decodeState(sampleCourse, encodeState({ attempt: newAttempt(sampleCourse), told }))?.told).toEqual(told);
  });
});
