import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type CoverageWish, coverageOf } from '../coverage/coverage.js';
import { coveragePage } from '../coverage/coverage-page.js';
import { coverageText } from '../coverage/coverage-text.js';
import type { CheckedProgrammes } from '../pipeline/check-programmes.js';
import { engineOf, practiceModelsOf, type Workshop } from '../pipeline.js';
import { checkNamed } from './check-named.js';
import type { Io } from './io.js';
import { display, faulty, notKnown, printDiagnostics, summary, workshopOf } from './modules.js';
import { programmesOf } from './programmes-of.js';
import { reason } from './reason.js';
import { exitCodes, StopError } from './stop.js';

export interface CoverageOptions {
  readonly modules?: string;
  readonly edition?: string;
  readonly audience?: string;
  readonly programme?: string;
  readonly format: 'text' | 'json' | 'html';
  readonly out?: string;
}

/** `cpm coverage`: what of the practice model, and which objectives, are taught and assessed where; gaps are warnings, exit 0. */
export async function coverage(io: Io, ids: readonly string[], options: CoverageOptions): Promise<void> {
  const workshop = workshopOf(io, options.modules);
  const programme = await programmeNamed(io, workshop, options.programme);
  const checked = await checkNamed(
    io,
    workshop,
    ids.length > 0 ? ids : (programme?.steps ?? []).map((step) => step.module),
  );
  if (faulty(checked).length > 0) {
    io.err(summary(checked, printDiagnostics(io, checked)));
    throw new StopError('The modules at fault cannot be laid over the practice model.', exitCodes.content);
  }
  const modules = checked.flatMap(({ module }) => module ?? []);
  const models = await practiceModelsOf(workshop);
  const { edition, audience } = options;
  if (edition !== undefined && !models.editions.includes(edition))
    throw new StopError(notKnown('edition', edition, models.editions), exitCodes.usage);
  const audiences = [...new Set(modules.flatMap((module) => module.audience))].sort();
  if (audience !== undefined && !audiences.includes(audience))
    throw new StopError(notKnown('audience', audience, audiences), exitCodes.usage);
  const wish: CoverageWish = {
    ...(edition === undefined ? {} : { edition }),
    ...(audience === undefined ? {} : { audience }),
    ...(programme === undefined ? {} : { programme }),
  };
  const found = coverageOf(modules, models, wish);
  const forms = {
    text: () => coverageText(found),
    json: () => JSON.stringify(found, null, 2),
    html: () => coveragePage(found, engineOf(workshop), stylesOf(workshop)),
  };
  const text = forms[options.format]();
  if (options.out === undefined) io.out(text);
  else write(io, path.resolve(io.cwd, options.out), text);
}

/** Undefined when none is asked for. One that is there, but at fault, ends the command with its faults. */
async function programmeNamed(
  io: Io,
  workshop: Workshop,
  id: string | undefined,
): Promise<CheckedProgrammes['programmes'][number] | undefined> {
  if (id === undefined) return undefined;
  const found = await programmesOf(io, workshop);
  const programme = found.programmes.find((one) => one.id === id);
  if (programme) return programme;
  if (!found.ids.includes(id)) throw new StopError(notKnown('programme', id, found.ids), exitCodes.usage);
  printDiagnostics(io, [found]);
  throw new StopError(`The programme ${id} is at fault.`, exitCodes.content);
}

function write(io: Io, file: string, text: string): void {
  try {
    writeFileSync(file, `${text}\n`);
  } catch (error) {
    throw new StopError(
      `${display(io, file)} can't be written: ${reason(error)}.\nhint: name a file in a folder that exists.`,
      exitCodes.environment,
    );
  }
  io.out(`${display(io, file)} written.`);
}

function stylesOf({ root }: Workshop): string {
  return ['tokens', 'base', 'server']
    .map((name) => readFileSync(path.join(root, 'templates/css', `${name}.css`), 'utf8'))
    .join('\n');
}
