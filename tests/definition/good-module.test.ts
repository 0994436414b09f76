import { describe, expect, it } from 'vitest';
import { checkModule, fixtures } from './support/check.js';

describe('a good module', () => {
  it('has nothing to complain about', async () => {
    const { text } = await checkModule(fixtures);
    expect(text).toBe('');
  });
});
