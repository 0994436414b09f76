import { describe, expect, it } from 'vitest';
import { checkElement } from '../../src/scorm/check-element.js';

const fault12 = (element: string, value: string, kind = '') =>
  checkElement('scorm12', element, value, kind)?.fault ?? null;
const fault2004 = (element: string, value: string, kind = '') =>
  checkElement('scorm2004-4', element, value, kind)?.fault ?? null;

describe('the strict check of SCORM 1.2', () => {
  it('holds suspend_data to 4,096 characters, though LMSs take more (S1, M7)', () => {
    expect(fault12('cmi.suspend_data', 'x'.repeat(4095))).toBeNull();
    expect(fault12('cmi.suspend_data', 'x'.repeat(4096))).toBeNull();
    expect(fault12('cmi.suspend_data', 'x'.repeat(4097))).toContain('4097');
  });

  it('finds what lenient LMSs let through', () => {
    expect(fault12('cmi.interactions.0.result', 'incorrect')).toContain('wrong');
    expect(fault12('cmi.interactions.0.id', 'a question')).not.toBeNull();
    expect(fault12('cmi.interactions.0.student_response', 'true', 'true-false')).not.toBeNull();
    expect(fault12('cmi.interactions.0.student_response', 'a[,]b', 'choice')).not.toBeNull();
    expect(fault12('cmi.core.session_time', '10000:00:00')).not.toBeNull();
    expect(fault12('cmi.core.session_time', 'PT1M')).not.toBeNull();
    expect(fault12('cmi.core.lesson_status', 'not attempted')).not.toBeNull();
    expect(fault12('cmi.core.exit', 'normal')).not.toBeNull();
    expect(fault12('cmi.core.score.raw', '101')).not.toBeNull();
    expect(fault12('cmi.core.score.raw', '66,7')).not.toBeNull();
  });

  it('names read-only and unknown elements', () => {
    expect(fault12('cmi.core.student_name', 'x')).toBe('is read-only');
    expect(fault12('cmi.completion_status', 'completed')).toBe('is no element of this data model');
    expect(checkElement('scorm12', 'cmi.core.exit', 'normal')).toMatchObject({
      type: 'CMIVocabulary (Exit)',
      section: 'SCORM 1.2 RTE 3.4.4',
    });
  });

  it('passes what is right', () => {
    expect(fault12('cmi.core.exit', '')).toBeNull();
    expect(fault12('cmi.core.score.raw', '66.67')).toBeNull();
    expect(fault12('cmi.interactions.12.student_response', '1.a,2.b', 'matching')).toBeNull();
    expect(fault12('cmi.interactions.12.result', '0.5')).toBeNull();
  });
});

describe('the strict check of SCORM 2004', () => {
  it('differs by edition in what suspend_data may hold (S1)', () => {
    expect(checkElement('scorm2004-2', 'cmi.suspend_data', 'x'.repeat(4001))).not.toBeNull();
    expect(checkElement('scorm2004-3', 'cmi.suspend_data', 'x'.repeat(64_000))).toBeNull();
    expect(checkElement('scorm2004-4', 'cmi.suspend_data', 'x'.repeat(64_001))).not.toBeNull();
  });

  it('finds what lenient LMSs let through', () => {
    expect(fault2004('cmi.interactions.0.timestamp', '2025-01-02T03:04:05.678Z')).not.toBeNull();
    expect(fault2004('cmi.interactions.0.timestamp', '2025-01-02T03:04:05Z')).not.toBeNull();
    expect(fault2004('cmi.interactions.0.learner_response', 'a,b', 'choice')).not.toBeNull();
    expect(fault2004('cmi.interactions.0.description', 'x'.repeat(251))).not.toBeNull();
    expect(fault2004('cmi.session_time', 'P1DT')).not.toBeNull();
    expect(fault2004('cmi.session_time', 'PT')).not.toBeNull();
    expect(fault2004('cmi.interactions.0.result', 'wrong')).not.toBeNull();
    expect(fault2004('cmi.score.scaled', '1.01')).not.toBeNull();
    expect(fault2004('cmi.score.scaled', '0.12345678')).not.toBeNull();
  });

  it('passes what is right, with the section of the standard for what is not', () => {
    expect(fault2004('cmi.session_time', 'PT1H2M3.45S')).toBeNull();
    expect(fault2004('cmi.interactions.0.timestamp', '2025-01-02T03:04:05')).toBeNull();
    expect(fault2004('cmi.score.scaled', '-1')).toBeNull();
    expect(fault2004('cmi.location', '')).toBeNull();
    expect(checkElement('scorm2004-4', 'cmi.exit', 'done')).toMatchObject({ section: 'SCORM 2004 RTE 4.2.8' });
  });
});
