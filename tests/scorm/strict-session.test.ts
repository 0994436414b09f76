import { describe, expect, it } from 'vitest';
import type { Edition } from '../../src/scorm/edition.js';
import { createStrictSession, type StrictSession } from '../../src/scorm/strict/strict-session.js';

/** A session that is open, with what was set in it before. */
function open(edition: Edition, held: Readonly<Record<string, string>> = {}): StrictSession {
  const session = createStrictSession(edition, held);
  expect(session.judge('initialize', [''])).toBeNull();
  session.heard('initialize', [''], 'true');
  return session;
}

function set(session: StrictSession, element: string, value: string): string | null {
  const breach = session.judge('set', [element, value]);
  if (breach === null || breach.code === '0') session.heard('set', [element, value], 'true');
  return breach?.code ?? null;
}

const code = (session: StrictSession, ...[call, values]: Parameters<StrictSession['judge']>) =>
  session.judge(call, values)?.code ?? null;

describe('the order of calls by the letter', () => {
  it.each([
    ['scorm12', { get: '301', set: '301', commit: '301', terminate: '301', again: '101', late: '301', reopen: '101' }],
    [
      'scorm2004-4',
      { get: '122', set: '132', commit: '142', terminate: '112', again: '103', late: '143', reopen: '104' },
    ],
  ] as const)('of %s refuses what comes before, twice or after', (edition, codes) => {
    const session = createStrictSession(edition, {});
    expect(code(session, 'get', ['cmi._version'])).toBe(codes.get);
    expect(code(session, 'set', ['cmi.suspend_data', ''])).toBe(codes.set);
    expect(code(session, 'commit', [''])).toBe(codes.commit);
    expect(code(session, 'terminate', [''])).toBe(codes.terminate);
    session.heard('initialize', [''], 'true');
    expect(code(session, 'initialize', [''])).toBe(codes.again);
    expect(code(session, 'commit', [''])).toBeNull();
    session.heard('terminate', [''], 'true');
    expect(code(session, 'commit', [''])).toBe(codes.late);
    expect(code(session, 'initialize', [''])).toBe(codes.reopen);
  });

  it('stays as it was when the LMS refused the call', () => {
    const session = createStrictSession('scorm2004-4', {});
    session.heard('initialize', [''], 'false');
    expect(code(session, 'set', ['cmi.location', 'p'])).toBe('132');
  });

  it.each(['scorm12', 'scorm2004-3'] as const)('of %s takes the empty text and nothing else', (edition) => {
    const session = open(edition);
    expect(code(session, 'commit', [])).toBe('201');
    expect(code(session, 'commit', ['now'])).toBe('201');
    expect(code(session, 'terminate', [''])).toBeNull();
  });

  it('notes a value that is no text, without refusing it', () => {
    const session = open('scorm2004-4');
    expect(session.judge('set', ['cmi.score.scaled', 1])).toMatchObject({
      code: '0',
      fault: expect.stringMatching(/number/),
    });
    expect(code(session, 'set', ['cmi.score.scaled', '1'])).toBeNull();
  });
});

describe('the elements by the letter', () => {
  it.each([
    ['scorm12', 'set', ['cmi.core._children', 'x'], '402'],
    ['scorm12', 'set', ['cmi._version', 'x'], '402'],
    ['scorm12', 'set', ['cmi.core.student_name', 'x'], '403'],
    ['scorm12', 'set', ['cmi.core.score.raw', '101'], '405'],
    ['scorm12', 'set', ['cmi.core.lesson_status', 'unknown'], '405'],
    ['scorm12', 'set', ['cmi.completion_status', 'completed'], '401'],
    ['scorm12', 'set', ['', ''], '201'],
    ['scorm12', 'get', ['cmi.core.exit'], '404'],
    ['scorm12', 'get', ['cmi.core.lesson_status._children'], '202'],
    ['scorm12', 'get', ['cmi.core.lesson_status._count'], '203'],
    ['scorm12', 'get', ['cmi.core.happiness'], '401'],
    ['scorm12', 'get', ['cmi.objectives.0.id'], '201'],
    ['scorm2004-4', 'set', ['cmi._version', 'x'], '404'],
    ['scorm2004-4', 'set', ['cmi.mode', 'normal'], '404'],
    ['scorm2004-4', 'set', ['cmi.score.scaled', '1.01'], '407'],
    ['scorm2004-4', 'set', ['cmi.progress_measure', '1.5'], '407'],
    ['scorm2004-4', 'set', ['cmi.score.scaled', 'high'], '406'],
    ['scorm2004-4', 'set', ['cmi.core.exit', ''], '401'],
    ['scorm2004-4', 'set', ['', ''], '351'],
    ['scorm2004-4', 'get', [''], '301'],
    ['scorm2004-4', 'get', ['cmi.exit'], '405'],
    ['scorm2004-4', 'get', ['cmi.location._count'], '301'],
    ['scorm2004-4', 'get', ['cmi.interactions.0.id'], '301'],
    ['scorm2004-4', 'set', ['adl.nav.request', '{target=item-2}choice'], null],
    ['scorm2004-4', 'get', ['adl.nav.request_valid.choice.{target=item-2}'], null],
    ['scorm2004-4', 'set', ['adl.nav.request', 'home'], '406'],
  ] as const)('of %s: %s %j answers %s', (edition, call, values, wanted) => {
    expect(code(open(edition), call, values)).toBe(wanted);
  });

  it('counts lists: no gap, nothing behind the last one', () => {
    const old = open('scorm12', { 'cmi.interactions.0.id': 'a', 'cmi.interactions.1.id': 'b' });
    expect(set(old, 'cmi.interactions.3.id', 'd')).toBe('201');
    expect(set(old, 'cmi.interactions.2.id', 'c')).toBeNull();
    expect(set(old, 'cmi.interactions.3.id', 'd')).toBeNull();
    const now = open('scorm2004-4');
    expect(set(now, 'cmi.objectives.1.id', 'o')).toBe('351');
    expect(set(now, 'cmi.objectives.0.id', 'o')).toBeNull();
    expect(code(now, 'get', ['cmi.objectives.0.id'])).toBeNull();
    expect(code(now, 'get', ['cmi.objectives.1.id'])).toBe('301');
    expect(set(now, 'cmi.interactions.0.id', 'i')).toBeNull();
    expect(set(now, 'cmi.interactions.0.objectives.1.id', 'o')).toBe('351');
    expect(set(now, 'cmi.interactions.0.objectives.0.id', 'o')).toBeNull();
  });

  it('wants the id first, then the type, then what depends on it (SCORM 2004); 1.2 has no code for that', () => {
    const session = open('scorm2004-4');
    expect(set(session, 'cmi.interactions.0.type', 'choice')).toBe('408');
    expect(set(session, 'cmi.objectives.0.success_status', 'passed')).toBe('408');
    expect(set(session, 'cmi.interactions.0.id', 'i')).toBeNull();
    expect(set(session, 'cmi.interactions.0.learner_response', 'a')).toBe('408');
    expect(set(session, 'cmi.interactions.0.type', 'choice')).toBeNull();
    expect(set(session, 'cmi.interactions.0.learner_response', 'a,b')).toBe('406');
    expect(set(session, 'cmi.interactions.0.learner_response', 'a[,]b')).toBeNull();
    const old = open('scorm12');
    expect(old.judge('set', ['cmi.interactions.0.type', 'choice'])).toMatchObject({ code: '0' });
  });

  it('lets identifiers and patterns stand once (SCORM 2004), and an objective keep its id', () => {
    const session = open('scorm2004-4');
    set(session, 'cmi.objectives.0.id', 'o');
    expect(set(session, 'cmi.objectives.1.id', 'o')).toBe('351');
    expect(set(session, 'cmi.objectives.0.id', 'other')).toBe('351');
    expect(set(session, 'cmi.objectives.0.id', 'o')).toBeNull();
    set(session, 'cmi.interactions.0.id', 'i');
    set(session, 'cmi.interactions.0.type', 'choice');
    expect(set(session, 'cmi.interactions.0.correct_responses.0.pattern', 'a')).toBeNull();
    expect(set(session, 'cmi.interactions.0.correct_responses.1.pattern', 'a')).toBe('351');
    expect(set(session, 'cmi.interactions.1.id', 'i')).toBeNull();
  });

  it('names the section of the standard with each breach', () => {
    expect(open('scorm2004-4').judge('set', ['cmi.exit', 'done'])).toEqual({
      code: '406',
      element: 'cmi.exit',
      fault: expect.stringMatching(/must be one of "time-out"/),
      section: 'SCORM 2004 RTE 4.2.8',
    });
    expect(createStrictSession('scorm12', {}).judge('commit', [''])).toMatchObject({ section: 'SCORM 1.2 RTE 3.3.2' });
  });
});
