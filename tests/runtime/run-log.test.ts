import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRunLog } from '../../src/commands/run-log.js';
import { verdictOf } from '../../src/commands/run-log-verdict.js';
import { inWords } from '../../src/commands/run-log-words.js';
import { open as openScorm12 } from '../../src/runtime/lms/scorm12.js';
import { open as openScorm2004 } from '../../src/runtime/lms/scorm2004.js';
import { createRunLog } from '../../src/runtime/run-log.js';
import { testClock } from './support/clock.js';
import { memoryLms } from './support/memory-lms.js';
import { rightAnswers, sampleRules } from './support/sample-course.js';
import { launch } from './support/small-browser.js';

const learner = { id: 'learner-4711', name: 'Surname, Given' };

/** A session in which every sort of thing is done. */
async function session(version: 'scorm12' | 'scorm2004', refuses?: string) {
  const clock = testClock();
  const held =
    version === 'scorm12'
      ? { 'cmi.core.student_id': learner.id, 'cmi.core.student_name': learner.name, 'cmi.core.lesson_mode': 'normal' }
      : { 'cmi.learner_id': learner.id, 'cmi.learner_name': learner.name, 'cmi.mode': 'normal' };
  const [[name, api] = ['', {}]] = Object.entries(memoryLms(version, held).session());
  const strict = new Proxy(Object(api), {
    get(target, call: string) {
      const method: unknown = Reflect.get(target, call);
      if (typeof method !== 'function') return method;
      return (...values: string[]) =>
        call.endsWith('SetValue') && values[0] === refuses ? 'false' : method.apply(target, values);
    },
  });
  const course = await launch(version === 'scorm12' ? openScorm12 : openScorm2004, sampleRules, {
    now: clock.now,
    setTimeout: clock.timer.set,
    clearTimeout: clock.timer.clear,
    lms: { [name]: strict },
  });
  for (const page of ['page-two', 'page-three']) course.act({ type: 'go', to: { screen: 'page', page } });
  course.act({ type: 'check', question: 'k1', answer: 'b' });
  course.act({ type: 'start-try' });
  for (const [question, answer] of Object.entries({ ...rightAnswers, 'q-word': 'a-secret-word' }))
    course.act({ type: 'keep', question, answer });
  course.act({ type: 'hand-in' });
  await clock.pass(5000);
  course.close();
  return course;
}

describe.each(['scorm12', 'scorm2004'] as const)('the run log of a session in %s', (version) => {
  it('tells every call with its answer in words that the reader knows, and nothing of the learner', async () => {
    const text = (await session(version)).log();
    expect(text).toMatch(/^cpm-run-log 1\nmodule sample\n/);
    expect(text).toMatch(/^\d+\.\d\d call (LMS)?Initialize ok$/m);
    expect(text).toMatch(/^\d+\.\d\d set cmi\.suspend_data \d+ ok$/m);
    expect(text).toMatch(/^\d+\.\d\d act hand-in result$/m);
    expect(text).toMatch(/^\d+\.\d\d sign saved$/m);
    for (const secret of [learner.id, learner.name, 'Surname', 'Given', 'a-secret-word', 'secret'])
      expect(text).not.toContain(secret);
    expect(text).toMatch(/^[ -~\n]+$/);
    const read = readRunLog(text);
    if (typeof read === 'string') throw new Error(read);
    expect(read.strange).toBe(0);
    expect(read.events.length).toBeGreaterThan(20);
    for (const event of read.events) expect(inWords(event), event.event).toMatch(/^[A-Z].*[.]$/);
    expect(verdictOf(read)).toEqual([]);
  });

  it('says with which code the LMS refused a value (C2), and that it has no room (full)', async () => {
    const course = await session(version, 'cmi.suspend_data');
    expect(course.sign()).toMatchObject({ state: 'failing', cause: 'full' });
    const read = readRunLog(course.log());
    if (typeof read === 'string') throw new Error(read);
    const verdict = verdictOf(read).join('\n');
    expect(verdict).toContain("The LMS had no room for the learner's place");
    expect(verdict).toMatch(/refused values \(\d+ times, first at .* s\): cmi\.suspend_data \(error \d+\)/);
    expect(verdict).toMatch(/In the end the page said "not saved"/);
  });
});

describe('a run log', () => {
  it('stays small however long a session lasts, keeps its beginning and its end, and says how much is left out', () => {
    let now = 0;
    const log = createRunLog(() => now, { module: 'm' });
    for (let i = 0; i < 10_000; i += 1) {
      now += 500;
      log.note('call', 'LMSCommit', i, 'ok');
    }
    const text = log.text();
    expect(text.length).toBeLessThan(20_000);
    const read = readRunLog(text);
    if (typeof read === 'string') throw new Error(read);
    expect(read.events[0]?.words[1]).toBe('0');
    expect(read.events.at(-1)?.words[1]).toBe('9999');
    expect(read.leftOut + read.events.length).toBe(10_000);
  });

  it('is one line an event, whatever words are noted, and is read out of any mail', () => {
    const seed = Date.now() % 1e9;
    console.log(`300 logs, seed ${seed}`);
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 300 }), { maxLength: 20 }), (words) => {
        const log = createRunLog(() => 5, { module: words[0] ?? '' });
        for (const word of words) log.note('fault', word);
        const mailed = `Hello,\r\n\r\n${log
          .text()
          .split('\n')
          .map((line) => `> ${line}`)
          .join('\r\n')}\r\n-- \r\nä signature\r\n`;
        const read = readRunLog(mailed);
        if (typeof read === 'string') throw new Error(read);
        expect(read.events.length).toBe(words.length);
      }),
      { numRuns: 300, seed },
    );
  });

  it('is described in docs/run-log.md event by event', async () => {
    const doc = await readFile('docs/run-log.md', 'utf8');
    const source = await readFile('src/runtime/run-log.ts', 'utf8');
    const events = [...source.matchAll(/^ {2}\| '([a-z-]+)'/gm)].map(([, name = '']) => name);
    expect(events.length).toBeGreaterThan(10);
    const rows = [...doc.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, name = '']) => name);
    expect(rows.sort()).toEqual(events.sort());
    for (const event of events) expect(inWords({ at: 0, event, words: ['X', 'y', 'z'] })).toMatch(/^[A-Z].*[.]$/);
  });
});
