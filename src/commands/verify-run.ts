import type { RunReport } from '../verify/run/run-report.js';
import type { Verdict } from '../verify/verdict.js';
import type { Io } from './io.js';

export async function verifyRun(_io: Io, _file: string, _still: Verdict): Promise<RunReport> {
  throw new Error('not yet');
}
