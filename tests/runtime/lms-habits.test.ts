import { describe, expect, it } from 'vitest';
import type { CourseData } from '../../src/model/course-data.js';
import { behaviourOf } from '../../src/questions/behaviours.js';
import type { Action, Rules } from '../../src/runtime/attempt.js';
import { open as openScorm12 } from '../../src/runtime/lms/scorm12.js';
import { open as openScorm2004 } from '../../src/runtime/lms/scorm2004.js';
import { testClock } from './support/clock.js';
import { memoryLms } from './support/memory-lms.js';
import { rightAnswers, sampleCourse, sampleRules } from './support/sample-course.js';
import { breaches, type Call, type Version } from './support/scorm-lms.js';
import { launch } from './support/small-browser.js';

const opens = { scorm12: openScorm12, scorm2004: openScorm2004 } as const;
const element = {
  scorm12: { place: 'cmi.core.lesson_location', status: 'cmi.core.lesson_status' },
  scorm2004: { place: 'cmi.location', status: 'cmi.completion_status' },
} as const;

/** One call of the LMS as it would be answered by the letter. */
type Answer = () => unknown;
/** What the LMS makes of a call; it may change the values first. */
type Habit = (call: string, values: string[], answer: Answer) => unknown;

/** scorm-again with a habit over it, and a course in it; `relaunch` begins from what was kept. */
async function lmsWith(version: Version, habit: Habit, rules: Rules = sampleRules) {
  const clock = testClock();
  const lms = memoryLms(version, {});
  const calls: Call[] = [];
  async function relaunch() {
    clock.forget();
    const [[name, api] = ['', {}]] = Object.entries(lms.session());
    const bent = new Proxy(Object(api), {
      get(target, call: string) {
        const method: unknown = Reflect.get(target, call);
        if (typeof method !== 'function') return method;
        return (...values: string[]) => {
          const answer = habit(call, values, () => method.apply(target, values));
          calls.push([call, values, String(answer)]);
          return answer;
        };
      },
    });
    return launch(opens[version], rules, {
      now: clock.now,
      setTimeout: clock.timer.set,
      clearTimeout: clock.timer.clear,
      lms: { [name]: bent },
    });
  }
  return { clock, held: lms.held, calls, relaunch, course: await relaunch() };
}

const toPage = (page: string): Action => ({ type: 'go', to: { screen: 'page', page } });

const sets = (call: string): boolean => call.endsWith('SetValue');
const commits = (call: string): boolean => call.endsWith('Commit');
const ends = (call: string): boolean => /Finish|Terminate/.test(call);

describe.each<Version>(['scorm12', 'scorm2004'])('%s in an LMS', (version) => {
  const at = element[version];

  it.each([
    ['truths', (text: string) => (text === 'true' ? true : text === 'false' ? false : text)],
    ['numbers', (text: string) => (text === 'true' ? 1 : text === 'false' ? 0 : text)],
  ])(
    'that answers with %s in the place of texts is understood, when it takes and when it refuses (C4)',
    async (_, spell) => {
      let refuses = false;
      const { clock, held, course } = await lmsWith(version, (call, _values, answer) =>
        refuses && commits(call) ? spell('false') : spell(String(answer())),
      );
      course.act(toPage('page-two'));
      await clock.pass(5000);
      expect(course.sign()).toMatchObject({ state: 'saved' });
      expect(held()[at.place]).toBe('page-two');
      refuses = true;
      course.act(toPage('page-three'));
      await clock.pass(5000);
      expect(course.sign()).toMatchObject({ state: 'failing', retrying: true });
    },
  );

  it.each([
    ['every value that it is handed', sets],
    ['every commit', commits],
    ['whatever it is asked, once it was opened', (call: string) => !/Initialize/.test(call)],
  ])('that throws at %s costs the learner nothing but the record, and is told of (C5)', async (_, throwsAt) => {
    let broken = false;
    const { clock, held, course } = await lmsWith(version, (call, _values, answer) => {
      if (broken && throwsAt(call)) throw new Error('The LMS is at fault');
      return answer();
    });
    await clock.pass(5000);
    broken = true;
    course.act(toPage('page-two'));
    await clock.pass(5000);
    expect(course.state().where).toEqual({ screen: 'page', page: 'page-two' });
    expect(course.sign()).toMatchObject({ state: 'failing' });
    broken = false;
    await clock.pass(60_000);
    expect(course.sign()).toMatchObject({ state: 'saved' });
    expect(held()[at.place]).toBe('page-two');
  });

  it('that throws at the end has by then what was said before it (M13)', async () => {
    let asked = 0;
    const { clock, held, course } = await lmsWith(version, (call, _values, answer) => {
      if (!ends(call)) return answer();
      asked += 1;
      throw new Error('The LMS is at fault');
    });
    await clock.pass(5000);
    course.act(toPage('page-two'));
    course.close();
    course.close();
    expect(asked).toBe(1);
    expect(held()[at.place]).toBe('page-two');
  });

  it('whose last error sticks is believed when it says that it kept something (L4)', async () => {
    let failed = false;
    const { clock, course } = await lmsWith(version, (call, _values, answer) => {
      if (call.endsWith('GetLastError')) return failed ? '401' : answer();
      if (call.endsWith('GetValue')) failed = true;
      return answer();
    });
    course.act(toPage('page-two'));
    await clock.pass(5000);
    expect(course.sign()).toMatchObject({ state: 'saved' });
  });

  it('is told a score of nothing as the score that it is (8f)', async () => {
    const { clock, held, course } = await lmsWith(version, (_call, _values, answer) => answer());
    for (const page of ['page-two', 'page-three']) course.act(toPage(page));
    course.act({ type: 'start-try' });
    course.act({ type: 'hand-in' });
    await clock.pass(5000);
    expect(course.outcome()).toMatchObject({ success: 'failed', score: 0 });
    expect(held()).toMatchObject(
      version === 'scorm12'
        ? { 'cmi.core.score.raw': '0' }
        : { 'cmi.score.raw': '0', 'cmi.score.scaled': '0', 'cmi.success_status': 'failed' },
    );
  });

  it('that loses signs outside the basic plane keeps an answer that has some (L4, S6)', async () => {
    // As the page hands it over.
    const word = behaviourOf('fill-in').encode({}, '\u{1F600} né "1 < 2" & \u{2070E}');
    const { clock, relaunch, course } = await lmsWith(version, (call, values, answer) => {
      if (sets(call)) values[1] = (values[1] ?? '').replace(/[\u{10000}-\u{10FFFF}]/gu, '');
      return answer();
    });
    for (const page of ['page-two', 'page-three']) course.act(toPage(page));
    course.act({ type: 'start-try' });
    course.act({ type: 'keep', question: 'q-word', answer: word });
    await clock.pass(5000);
    const kept = course.state().current;
    expect(kept?.['q-word']).toBe(word);
    course.close();
    expect((await relaunch()).state().current).toEqual(kept);
  });

  it('is told a place of any length within what it keeps, and a try with every answer (S2, S4)', async () => {
    const [first, ...others] = sampleCourse.lessons;
    const [page] = first?.pages ?? [];
    if (!first || !page) throw new Error('the sample has no page');
    const long = { ...page, id: 'p'.repeat(1500) };
    const course: CourseData = { ...sampleCourse, lessons: [{ ...first, pages: [...first.pages, long] }, ...others] };
    const played = await lmsWith(version, (_call, _values, answer) => answer(), { ...sampleRules, course });
    played.course.act(toPage(long.id));
    await played.clock.pass(5000);
    const limit = version === 'scorm12' ? 255 : 1000;
    expect(played.held()[at.place]).toHaveLength(limit);
    for (const id of ['page-two', 'page-three']) played.course.act(toPage(id));
    played.course.act({ type: 'start-try' });
    for (const [question, answer] of Object.entries(rightAnswers))
      played.course.act({ type: 'keep', question, answer });
    played.course.act({ type: 'hand-in' });
    played.course.close();
    expect(breaches(version, played.calls)).toEqual([]);
    expect(played.held()[at.status]).toBe(version === 'scorm12' ? 'passed' : 'completed');
  });
});
