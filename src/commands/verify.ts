import path from 'node:path';
import { isFit, type Verdict } from '../verify/verdict.js';
import { verdictJson } from '../verify/verdict-json.js';
import { verdictText } from '../verify/verdict-text.js';
import { verifyFile } from '../verify/verify-file.js';
import type { Format, Io } from './io.js';
import { reason } from './reason.js';
import { exitCodes, StopError } from './stop.js';
import type { Runs } from './verify-run.js';

/** `cpm verify`: says of packages of anybody's whether they will work; exit 1 when one is at fault. */
export async function verify(
  io: Io,
  files: readonly string[],
  options: { run?: boolean; units: string; format: Format },
): Promise<void> {
  const most = unitsOf(options.units);
  const verdicts: Verdict[] = [];
  const runs = options.run ? await runsOf(io) : null;
  try {
    for (const file of files) {
      const still = await judgedStill(io, file);
      const verdict = runs ? await launched(runs, path.resolve(io.cwd, file), still, most) : still;
      verdicts.push(verdict);
      if (options.format === 'text') for (const line of verdictText(verdict)) io.out(line);
      if (options.format === 'text' && file !== files.at(-1)) io.out('');
    }
  } finally {
    await runs?.close();
  }
  if (options.format === 'json') io.out(JSON.stringify({ packages: verdicts.map(verdictJson) }, null, 2));
  if (!verdicts.every(isFit)) io.exitWith(exitCodes.content);
}

function unitsOf(text: string): number {
  const number = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (number > 0) return number;
  throw new StopError(
    `"${text.slice(0, 40)}" is no number of units.\nhint: write a whole number from 1 to 9999, for example --units 5.`,
    exitCodes.usage,
  );
}

function judgedStill(io: Io, file: string): Promise<Verdict> {
  return verifyFile(path.resolve(io.cwd, file), file).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && 'syscall' in error)) throw error;
    throw new StopError(
      `${file} can't be read: ${reason(error)}.\nhint: name a package's zip, or a cmi5.xml.`,
      exitCodes.environment,
    );
  });
}

/** Late: only a launch needs a browser. */
async function runsOf(io: Io): Promise<Runs> {
  const { openRuns } = await import('./verify-run.js');
  return openRuns(io);
}

/** What cannot be unfolded or has nothing to launch is not launched; the findings say why. */
async function launched(runs: Runs, file: string, still: Verdict, units: number): Promise<Verdict> {
  return still.units.length === 0 ? still : { ...still, run: await runs.run(file, still, units) };
}
