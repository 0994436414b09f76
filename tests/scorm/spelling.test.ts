import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Interaction } from '../../src/interaction.js';
import { checkElement } from '../../src/scorm/check-element.js';
import { cut } from '../../src/scorm/cut.js';
import { reportedScore } from '../../src/scorm/reported-score.js';
import { spelledInteraction } from '../../src/scorm/spelled-interaction.js';
import { spelledTime } from '../../src/scorm/spelled-time.js';

describe('times as SCORM spells them', () => {
  it('writes a span for 1.2 with four-digit hours, capped at what fits (8h, M8)', () => {
    expect(spelledTime.span12(0)).toBe('0000:00:00.00');
    expect(spelledTime.span12(3661.5)).toBe('0001:01:01.50');
    expect(spelledTime.span12(100 * 3600)).toBe('0100:00:00.00');
    expect(spelledTime.span12(1e9)).toBe('9999:59:59.99');
    expect(spelledTime.span12(59.999)).toBe('0000:01:00.00');
  });

  it('writes a span for 2004 that is never a bare PT (8h, M15)', () => {
    expect(spelledTime.span2004(0)).toBe('PT0S');
    expect(spelledTime.span2004(3723.456)).toBe('PT1H2M3.46S');
    expect(spelledTime.span2004(3600)).toBe('PT1H');
    expect(spelledTime.span2004(Number.NaN)).toBe('PT0S');
  });

  it('writes a moment for 2004 with two decimals and a zone (M15)', () => {
    expect(spelledTime.moment2004(Date.UTC(2025, 0, 2, 3, 4, 5, 678))).toBe('2025-01-02T03:04:05.67Z');
  });

  it('is legal for any span and moment', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e6, max: 1e8 }), fc.integer({ min: 0, max: 4e12 }), (seconds, at) => {
        expect(checkElement('scorm12', 'cmi.core.session_time', spelledTime.span12(seconds))).toBeNull();
        expect(checkElement('scorm12', 'cmi.interactions.0.time', spelledTime.moment12(at))).toBeNull();
        expect(checkElement('scorm2004-4', 'cmi.session_time', spelledTime.span2004(seconds))).toBeNull();
        expect(checkElement('scorm2004-4', 'cmi.interactions.0.timestamp', spelledTime.moment2004(at))).toBeNull();
      }),
    );
  });
});

describe('a reported score', () => {
  it('keeps on its side of the passing score after rounding (8f)', () => {
    expect(reportedScore(2 / 3, 2 / 3, 4)).toBe(0.6667);
    expect(reportedScore(0.79999999, 0.8, 4)).toBe(0.7999);
    expect(reportedScore(0.80004, 0.80004, 4)).toBe(0.8001);
    expect(reportedScore(0.8, 0.8, 2, 100)).toBe(80);
    expect(reportedScore(0, 0.8, 4)).toBe(0);
    expect(reportedScore(1, null, 2, 100)).toBe(100);
  });

  it('decides as the unrounded score did, for any score and passing score', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        (score, passing) => {
          const passed = score + 1e-9 >= passing;
          expect(reportedScore(score, passing, 4) >= passing - 1e-9).toBe(passed);
          expect(reportedScore(score, passing, 2, 100) >= passing * 100 - 1e-6).toBe(passed);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('answers as SCORM spells them', () => {
  const matching: Interaction = {
    type: 'matching',
    response: [
      ['1', 'b'],
      ['2', 'a'],
    ],
    correct: [
      [
        ['1', 'a'],
        ['2', 'b'],
      ],
    ],
  };

  it('differs by version (8e)', () => {
    expect(spelledInteraction('scorm12', { type: 'choice', response: ['a', 'c'], correct: [['a', 'b']] })).toEqual({
      type: 'choice',
      response: 'a,c',
      patterns: ['a,b'],
    });
    expect(spelledInteraction('scorm2004', { type: 'choice', response: ['a', 'c'], correct: [['a', 'b']] })).toEqual({
      type: 'choice',
      response: 'a[,]c',
      patterns: ['a[,]b'],
    });
    expect(spelledInteraction('scorm12', matching)).toMatchObject({ response: '1.b,2.a', patterns: ['1.a,2.b'] });
    expect(spelledInteraction('scorm2004', matching)).toMatchObject({
      response: '1[.]b[,]2[.]a',
      patterns: ['1[.]a[,]2[.]b'],
    });
    expect(spelledInteraction('scorm12', { type: 'true-false', response: true, correct: [false] })).toMatchObject({
      response: 't',
      patterns: ['f'],
    });
    expect(spelledInteraction('scorm2004', { type: 'true-false', response: null, correct: [true] })).toMatchObject({
      response: '',
      patterns: ['true'],
    });
    expect(spelledInteraction('scorm2004', { type: 'numeric', response: 4, correct: [3] })).toMatchObject({
      response: '4',
      patterns: ['3[:]3'],
    });
  });

  it('cuts a text to what the version keeps, never in the middle of a character (S7)', () => {
    const text = (version: 'scorm12' | 'scorm2004', response: string) =>
      spelledInteraction(version, { type: 'fill-in', response, correct: [] }).response;
    expect(text('scorm12', 'é'.repeat(300))).toHaveLength(255);
    expect(text('scorm2004', '😀'.repeat(300))).toBe('😀'.repeat(125));
    expect(cut('a😀', 2)).toBe('a');
  });

  it('is legal in every edition (8e)', () => {
    const id = fc.constantFrom('a', 'b', 'c', '1', '2');
    const ids = fc.uniqueArray(id, { minLength: 1 });
    const pairs = fc.array(fc.tuple(id, id), { minLength: 1, maxLength: 5 });
    const any: fc.Arbitrary<Interaction> = fc.oneof(
      fc.record({
        type: fc.constantFrom('choice' as const, 'sequencing' as const),
        response: ids,
        correct: fc.array(ids),
      }),
      fc.record({ type: fc.constant('matching' as const), response: pairs, correct: fc.array(pairs) }),
      fc.record({ type: fc.constant('true-false' as const), response: fc.boolean(), correct: fc.array(fc.boolean()) }),
      fc.record({
        type: fc.constant('fill-in' as const),
        response: fc.string({ minLength: 1, maxLength: 400 }),
        correct: fc.array(fc.string()),
      }),
      fc.record({ type: fc.constant('numeric' as const), response: fc.integer(), correct: fc.array(fc.integer()) }),
    );
    fc.assert(
      fc.property(any, (interaction) => {
        const old = spelledInteraction('scorm12', interaction);
        const now = spelledInteraction('scorm2004', interaction);
        expect(checkElement('scorm12', 'cmi.interactions.0.student_response', old.response, old.type)).toBeNull();
        for (const p of old.patterns)
          expect(checkElement('scorm12', 'cmi.interactions.0.correct_responses.0.pattern', p, old.type)).toBeNull();
        expect(checkElement('scorm2004-4', 'cmi.interactions.0.learner_response', now.response, now.type)).toBeNull();
        for (const p of now.patterns)
          expect(checkElement('scorm2004-4', 'cmi.interactions.0.correct_responses.0.pattern', p, now.type)).toBeNull();
      }),
    );
  });
});
