import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newAttempt } from '../../src/runtime/attempt.js';
import { decodeState, encodeState, nothingTold, registrationIn } from '../../src/runtime/suspended-state.js';
import { sampleCourse } from './support/sample-course.js';

const registration = '6f1a3c52-65fd-4c0b-8a2e-0d9fb1c1a001';

describe('the registration in the suspended state', () => {
  const state = (registration?: string) =>
    encodeState({ attempt: newAttempt(sampleCourse), told: nothingTold, registration });

  it('comes back as it was, whatever it is, and costs 23 characters', () => {
    fc.assert(
      fc.property(fc.uuid(), (uuid) => {
        expect(registrationIn(state(uuid))).toBe(uuid);
        expect(decodeState(sampleCourse, state(uuid))?.registration).toBe(uuid);
        expect(state(uuid)).toHaveLength(state().length + 23);
        expect(state(uuid)).toMatch(/^[\w.%*!~-]+$/);
      }),
      { numRuns: 500 },
    );
  });

  it('is none where none was kept, and in what is cut, foreign or empty', () => {
    for (const text of [
      state(),
      '',
      'x',
      state(registration).slice(0, -1),
      state('not a uuid'),
      `9${state(registration)}`,
    ])
      expect(registrationIn(text), text).toBeUndefined();
  });

  it('is no reason for an older page not to read the attempt', () => {
    const [withIt, without] = [decodeState(sampleCourse, state(registration)), decodeState(sampleCourse, state())];
    expect(withIt?.attempt).toEqual(without?.attempt);
  });
});
