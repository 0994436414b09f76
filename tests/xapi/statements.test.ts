import { describe, expect, it } from 'vitest';
import type { Interaction } from '../../src/interaction.js';
import { at } from '../../src/xapi/json.js';
import { xapiResponse } from '../../src/xapi/response.js';
import { statementBuilders } from '../../src/xapi/statements.js';
import { validateStatement } from '../../src/xapi/validate/statement.js';
import { cmi5, moduleIriOf, profileTerms } from '../../src/xapi/vocabulary.js';

const iriBase = 'https://example.org/cpm/';
const terms = profileTerms(iriBase);
const build = statementBuilders({
  course: { iri: `${iriBase}modules/one`, iriBase, title: 'One', version: '1.10.0', language: 'en-US' },
  activityId: 'https://lms.example/au/7',
  actor: { objectType: 'Agent', account: { homePage: 'https://lms.example/', name: 'k' } },
  registration: '4c9e0e8a-8a5e-4a5f-9a07-1c2f4c7a0b11',
  session: 's1',
  target: 'cmi5',
});
const moment = { id: '1b7a8fd0-38a5-4d5c-9b1e-70a3c1d6e2aa', at: Date.UTC(2026, 2, 14, 11, 2, 0, 7) };
const place = { iri: `${iriBase}modules/one/pages/a`, title: 'A' };
const verdict = { score: 2 / 3, try: 2, durationSeconds: 61 };
const answer = (interaction: Interaction | undefined, more = {}) =>
  build.answered(moment, {
    question: {
      iri: `${iriBase}modules/one/questions/q1`,
      title: 'Q',
      text: 'Which?',
      components: {
        interactionType: interaction?.type ?? 'other',
        ...(interaction?.type === 'choice' ? { choices: [{ id: 'a', text: 'A' }] } : {}),
      },
    },
    spelled: interaction && xapiResponse(interaction),
    score: 0.5,
    latencySeconds: 4,
    parentIri: place.iri,
    try: null,
    withSuccess: true,
    ...more,
  });

const all = {
  initialized: build.initialized(moment),
  experienced: build.experienced(moment, place),
  answered: answer({ type: 'choice', response: ['a'], correct: [['a', 'b']] }),
  attempted: build.attempted(moment, place, verdict),
  progressed: build.progressed(moment, 0.5),
  passed: build.passed(moment, verdict),
  failed: build.failed(moment, verdict),
  completed: build.completed(moment, 90_000),
  terminated: build.terminated(moment, 0),
};

describe('every statement of a learner’s page', () => {
  it.each(Object.entries(all))(
    '%s is valid in both editions and says whose, where and which version',
    (name, statement) => {
      for (const version of ['1.0.3', '2.0.0'] as const) expect(validateStatement(statement, version)).toEqual([]);
      expect(at(statement, 'verb', 'display')).toEqual({ 'en-US': name });
      expect(statement).toMatchObject({
        id: moment.id,
        timestamp: '2026-03-14T11:02:00.007Z',
        context: {
          registration: '4c9e0e8a-8a5e-4a5f-9a07-1c2f4c7a0b11',
          revision: '1.10.0',
          contextActivities: { category: [{ id: terms.profile }], grouping: [{ id: `${iriBase}modules/one` }] },
          extensions: { [terms.moduleVersion]: '1.10.0', [terms.session]: 's1', [terms.target]: 'cmi5' },
        },
      });
    },
  );

  it('speaks of the module by the id that the LMS chose, and of inner things as its children', () => {
    for (const name of ['initialized', 'progressed', 'passed', 'failed', 'completed', 'terminated'] as const) {
      expect(at(all[name], 'object', 'id')).toBe('https://lms.example/au/7');
      expect(at(all[name], 'context', 'contextActivities', 'parent')).toBeUndefined();
    }
    for (const name of ['experienced', 'attempted'] as const) {
      expect(at(all[name], 'context', 'contextActivities', 'parent')).toEqual([
        { objectType: 'Activity', id: 'https://lms.example/au/7' },
      ]);
    }
  });

  it('has success and score on passed and failed only, completion on completed only (A11)', () => {
    const having = (...path: string[]) =>
      Object.entries(all)
        .filter(([, s]) => at(s, 'result', ...path) !== undefined)
        .map(([name]) => name);
    expect(having('score')).toEqual(['passed', 'failed']);
    expect(having('success')).toEqual(['answered', 'passed', 'failed']);
    expect(having('completion')).toEqual(['completed']);
    expect(at(answer(undefined, { withSuccess: false }), 'result', 'success')).toBeUndefined();
  });

  it('has durations where cmi5 asks for them (8h, A10)', () => {
    for (const name of ['passed', 'failed', 'completed', 'terminated'] as const)
      expect(at(all[name], 'result', 'duration')).toMatch(/^PT/);
    expect(at(all.completed, 'result', 'duration')).toBe('PT25H');
    expect(at(all.terminated, 'result', 'duration')).toBe('PT0S');
  });

  it('keeps try and score of a failed try in our own extensions', () => {
    expect(at(all.attempted, 'result')).toEqual({
      duration: 'PT1M1S',
      extensions: { [terms.try]: 2, [terms.tryScore]: 0.6666667 },
    });
    expect(at(all.passed, 'result')).toMatchObject({
      score: { scaled: 0.6666667, raw: 66.6666667, min: 0, max: 100 },
      extensions: { [terms.try]: 2 },
    });
    expect(at(all.answered, 'result', 'extensions')).toEqual({ [terms.answerScore]: 0.5 });
  });

  it('sends progress as whole percent from 1 to 100', () => {
    const sent = (progress: number) => at(build.progressed(moment, progress), 'result', 'extensions', cmi5.progress);
    expect([0, 0.29, 0.999, 1, 2].map(sent)).toEqual([1, 29, 99, 100, 100]);
  });

  it('does not move a score across the pass mark by rounding (8f)', () => {
    const scaled = (score: number) => at(build.passed(moment, { ...verdict, score }), 'result', 'score', 'scaled');
    expect(scaled(0.1 + 0.7)).toBe(0.8);
    expect(scaled(0)).toBe(0);
  });
});

describe('answers', () => {
  it('are spelled as xAPI wants them', () => {
    const table: [Interaction, string | undefined, string[]][] = [
      [{ type: 'choice', response: ['a', 'b'], correct: [['a', 'b']] }, 'a[,]b', ['a[,]b']],
      [{ type: 'choice', response: [], correct: [] }, undefined, []],
      [{ type: 'sequencing', response: ['c', 'a'], correct: [['a', 'c']] }, 'c[,]a', ['a[,]c']],
      [
        {
          type: 'matching',
          response: [
            ['1', 'a'],
            ['2', 'b'],
          ],
          correct: [[['1', 'b']]],
        },
        '1[.]a[,]2[.]b',
        ['1[.]b'],
      ],
      [{ type: 'true-false', response: false, correct: [true] }, 'false', ['true']],
      [{ type: 'true-false', response: null, correct: [true] }, undefined, ['true']],
      [{ type: 'fill-in', response: 'été & "x"', correct: ['a', 'b'] }, 'été & "x"', ['a', 'b']],
      [{ type: 'numeric', response: 0, correct: [4.5] }, '0', ['4.5']],
    ];
    for (const [interaction, response, correct] of table) {
      expect(xapiResponse(interaction)).toEqual({ response, correct });
      expect(validateStatement(answer(interaction), '1.0.3')).toEqual([]);
    }
  });

  it('stay private when the question type says so', () => {
    const statement = answer(undefined);
    expect(at(statement, 'result', 'response')).toBeUndefined();
    expect(at(statement, 'object', 'definition', 'correctResponsesPattern')).toBeUndefined();
  });
});

it('knows the module of any activity below it', () => {
  expect(moduleIriOf(iriBase, `${iriBase}modules/one`)).toBe(`${iriBase}modules/one`);
  expect(moduleIriOf(iriBase, `${iriBase}modules/one/au#x`)).toBe(`${iriBase}modules/one`);
  for (const other of [`${iriBase}modules/`, `${iriBase}profile/1`, 'https://example.org/', ''])
    expect(moduleIriOf(iriBase, other)).toBeUndefined();
});
