import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { lastingId } from '../../src/xapi/lasting-id.js';

describe('the id of a verdict', () => {
  it('is the same at every telling, and another one for each verdict and registration', () => {
    const registrations = Array.from({ length: 500 }, () => randomUUID());
    const ids = registrations.flatMap((r) => [
      r,
      lastingId(r, 'passed'),
      lastingId(r, 'failed'),
      lastingId(r, 'completed'),
    ]);
    expect(new Set(ids).size).toBe(2000);
    expect(lastingId(registrations[0] ?? '', 'passed')).toBe(ids[1]);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('is none for a registration that is no UUID', () => {
    expect(lastingId('course-7', 'passed')).toBeUndefined();
  });
});
