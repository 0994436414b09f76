import { defineConfig } from 'vitest/config';
import { ClosingLine } from './tests/support/closing-line.js';
import { LongestFirst } from './tests/support/longest-first.js';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // What is waited for comes when it comes: on a loaded machine later than the second that is usual.
    expect: { poll: { timeout: 20_000 } },
    pool: 'forks',
    // Much of a browser test is waiting, so there is room for one more than there are processors.
    maxWorkers: 3,
    // A file keeps what the one before it has loaded: loading was a third of the fast tests' time.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    // A shared machine may starve a browser for seconds: one more go there, and the report names whoever needed it.
    retry: process.env.CI ? 1 : 0,
    reporters: ['default', new ClosingLine()],
  },
});
