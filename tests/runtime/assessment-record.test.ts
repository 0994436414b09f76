import { describe, expect, it } from 'vitest';
import type { AssessmentData, CourseData } from '../../src/model/course-data.js';
import { act } from '../../src/runtime/act.js';
import { type Action, asked, newAttempt, type Rules } from '../../src/runtime/attempt.js';
import { open as openScorm12 } from '../../src/runtime/lms/scorm12.js';
import { open as openScorm2004 } from '../../src/runtime/lms/scorm2004.js';
import { outcome } from '../../src/runtime/outcome.js';
import { createReporter } from '../../src/runtime/reporter.js';
import { nothingTold } from '../../src/runtime/suspended-state.js';
import { at, numberAt, textAt } from '../../src/xapi/json.js';
import { profileTerms } from '../../src/xapi/vocabulary.js';
import { testClock } from './support/clock.js';
import { memoryLms } from './support/memory-lms.js';
import { sampleCourse, sampleRules } from './support/sample-course.js';
import type { Version } from './support/scorm-lms.js';
import { type Launched, launch } from './support/small-browser.js';

const opens = { scorm12: openScorm12, scorm2004: openScorm2004 } as const;

/** Four questions with the right answer `a`, two of each objective; one of each is asked. */
function drawnRules(change: Partial<AssessmentData> = {}): Rules {
  const { assessment } = sampleCourse;
  const [single] = assessment?.questions ?? [];
  if (!assessment || !single) throw new Error('the sample has no assessment');
  const questions = ['one', 'one', 'two', 'two'].map((objective, n) => ({ ...single, id: `q${n}`, objective }));
  const draw = [
    { take: 1, from: [0, 1] },
    { take: 1, from: [2, 3] },
  ];
  const course: CourseData = {
    ...sampleCourse,
    objectives: ['one', 'two', 'never-asked'].map((id) => ({ id, text: id })),
    assessment: { ...assessment, questions, draw, ...change },
  };
  return { ...sampleRules, course };
}

const pages: readonly Action[] = ['page-one', 'page-two', 'page-three'].map((page) => ({
  type: 'go',
  to: { screen: 'page', page },
}));

/** A round in which these objectives are answered rightly. */
function takeRound(course: Pick<Launched, 'act' | 'state'>, rules: Rules, right: readonly string[]): void {
  course.act({ type: 'start-try' });
  for (const { id, objective } of asked(rules.course, course.state())) {
    course.act({ type: 'keep', question: id, answer: right.includes(objective) ? 'a' : 'b' });
  }
  course.act({ type: 'hand-in' });
}

describe.each<Version>(['scorm12', 'scorm2004'])('what %s is told of a drawn assessment', (version) => {
  const status = version === 'scorm12' ? 'status' : 'success_status';

  async function lmsWith(rules: Rules) {
    const clock = testClock();
    const lms = memoryLms(version, {});
    const relaunch = () => {
      clock.forget();
      return launch(opens[version], rules, {
        now: clock.now,
        setTimeout: clock.timer.set,
        clearTimeout: clock.timer.clear,
        lms: lms.session(),
      });
    };
    return { held: lms.held, relaunch };
  }
  const listed = (held: Readonly<Record<string, string>>, name: string) =>
    Object.entries(held).flatMap(([key, value]) =>
      new RegExp(`^cmi\\.${name}\\.\\d+\\.id$`).test(key) ? [value] : [],
    );

  it('is each objective that was asked about, with its score and status, and again in the same place after a relaunch', async () => {
    const rules = drawnRules();
    const { held, relaunch } = await lmsWith(rules);
    const course = await relaunch();
    for (const page of pages) course.act(page);
    takeRound(course, rules, ['one']);
    course.close();
    expect(listed(held(), 'objectives')).toEqual(['one', 'two']);
    expect(held()).toMatchObject({
      [`cmi.objectives.0.${status}`]: 'passed',
      [`cmi.objectives.1.${status}`]: 'failed',
    });
    const next = await relaunch();
    takeRound(next, rules, ['one', 'two']);
    next.close();
    expect(listed(held(), 'objectives')).toEqual(['one', 'two']);
    expect(held()).toMatchObject({ [`cmi.objectives.1.${status}`]: 'passed' });
  });

  it('is what was drawn and no other question, each round by itself', async () => {
    const rules = drawnRules();
    const { held, relaunch } = await lmsWith(rules);
    const course = await relaunch();
    for (const page of pages) course.act(page);
    takeRound(course, rules, []);
    const first = asked(rules.course, course.state(), 0).map(({ id }) => id);
    takeRound(course, rules, []);
    const second = asked(rules.course, course.state(), 1).map(({ id }) => `${id}_t2`);
    course.close();
    expect(listed(held(), 'interactions')).toEqual([...first, ...second]);
  });

  it('is no status and no score after a pre-test, and a pass when that ends the module', async () => {
    for (const preTest of ['measure', 'test-out'] as const) {
      const rules = drawnRules({ preTest });
      const { held, relaunch } = await lmsWith(rules);
      const course = await relaunch();
      takeRound(course, rules, ['one', 'two']);
      course.close();
      const passed = preTest === 'test-out';
      expect(held()).toMatchObject(
        version === 'scorm12'
          ? { 'cmi.core.lesson_status': passed ? 'passed' : 'incomplete', 'cmi.core.score.raw': passed ? '100' : '' }
          : { 'cmi.success_status': passed ? 'passed' : 'unknown', 'cmi.score.raw': passed ? '100' : '' },
      );
      expect(listed(held(), 'objectives')).toEqual(passed ? ['one', 'two'] : []);
    }
  });

  it('is a lower score where the last try counts', async () => {
    const rules = drawnRules({ counts: 'last' });
    const { held, relaunch } = await lmsWith(rules);
    const raw = version === 'scorm12' ? 'cmi.core.score.raw' : 'cmi.score.raw';
    const first = await relaunch();
    for (const page of pages) first.act(page);
    takeRound(first, rules, ['one']);
    first.close();
    expect(held()[raw]).toBe('50');
    const second = await relaunch();
    takeRound(second, rules, []);
    second.close();
    expect(held()[raw]).toBe('0');
  });
});

describe('what a record store is told', () => {
  const terms = profileTerms(sampleCourse.module.iriBase);

  /** All statements of a run in memory, dressed by nobody. */
  function told(rules: Rules, run: (course: Pick<Launched, 'act' | 'state'>) => void): object[] {
    const sent: object[] = [];
    const reporter = createReporter({
      door: {
        endpoint: '',
        authorization: '',
        actor: {},
        registration: '4c9e0e8a-8a5e-4a5f-9a07-1c2f4c7a0b11',
        activityId: rules.course.module.iri,
        version: '1.0.3',
        answersCarrySuccess: true,
        isRecord: false,
        dress: (statement) => statement,
      },
      queue: { add: (statement) => void sent.push(statement), failingSince: () => null },
      course: rules.course,
      passingScore: rules.passingScore,
      target: null,
      now: rules.now,
      uuid: () => crypto.randomUUID(),
      sessionSeconds: () => 1,
      told: nothingTold,
      writes: true,
      continued: false,
    });
    let state = newAttempt(rules.course);
    run({
      state: () => state,
      act(action) {
        const before = state;
        state = act(rules, before, action);
        const step = { before, state, outcomeBefore: outcome(rules, before), outcome: outcome(rules, state) };
        if (state !== before) reporter.happened(step, []);
      },
    });
    return sent;
  }
  const facts = (statements: readonly object[]) =>
    statements.flatMap((statement) => {
      const verb = textAt(statement, 'verb', 'id')?.split('/').at(-1) ?? '';
      const extensions = at(statement, 'result', 'extensions');
      const shares = [terms.try, terms.tryScore, terms.preTestScore].map((term) => numberAt(extensions, term));
      return ['attempted', 'passed', 'failed', 'completed'].includes(verb) ? [[verb, ...shares]] : [];
    });

  it('of a pre-test is try 0, and of what came after it both scores', () => {
    const rules = drawnRules({ preTest: 'measure' });
    const statements = told(rules, (course) => {
      takeRound(course, rules, ['one']);
      for (const page of pages) course.act(page);
      takeRound(course, rules, []);
      takeRound(course, rules, ['one', 'two']);
    });
    expect(facts(statements)).toEqual([
      ['attempted', 0, 0.5, undefined],
      ['attempted', 1, 0, 0.5],
      ['passed', 2, undefined, 0.5],
      ['completed', undefined, undefined, undefined],
    ]);
  });

  it('of testing out is the pre-test and the pass that it is', () => {
    const rules = drawnRules({ preTest: 'test-out' });
    const statements = told(rules, (course) => takeRound(course, rules, ['one', 'two']));
    expect(facts(statements)).toEqual([
      ['attempted', 0, 1, undefined],
      ['passed', 0, undefined, undefined],
      ['completed', undefined, undefined, undefined],
    ]);
  });

  it.each([
    ['evaluation', 0.5],
    ['survey', undefined],
  ] as const)('of %s is that it was handed in, and no verdict', (kind, score) => {
    const rules = drawnRules({ kind, passingScore: null, tries: 1 });
    const statements = told(rules, (course) => {
      for (const page of pages) course.act(page);
      takeRound(course, rules, ['one']);
    });
    expect(facts(statements)).toEqual([
      ['attempted', 1, score, undefined],
      ['completed', undefined, undefined, undefined],
    ]);
  });
});
