import path from 'node:path';
import { dayAt, isoOf } from '../days.js';
import type { Curriculum } from '../tracking/curriculum.js';
import { type Comparison, compareCompletions, type Difference } from '../tracking/people/compare-completions.js';
import type { CompletionSource } from '../tracking/people/completion-formats.js';
import { type CompletionsFile, readCompletions } from '../tracking/people/read-completions.js';
import { type DateOrder, readDay } from '../tracking/people/read-day.js';
import { takeIn } from './attendance.js';
import { sourceBytes } from './import-source.js';
import type { Format, Io } from './io.js';
import { notKnown } from './modules.js';
import { exitCodes, StopError } from './stop.js';
import { curriculumOf, refusing, type TrackingOptions, withTracking } from './with-tracking.js';

export interface CompletionsOptions extends TrackingOptions {
  readonly from: CompletionSource;
  readonly course?: string;
  readonly map?: readonly string[];
  readonly dates: DateOrder;
  readonly made?: string;
  readonly yes?: true;
  readonly format: Format;
}

/** `cpm completions import`: what an LMS says of completions, as achievements of that source. */
export async function importCompletions(io: Io, file: string, options: CompletionsOptions): Promise<void> {
  const { read } = await fileOf(io, file, options);
  tellOthers(io, read, options);
  await takeIn(io, options, read);
}

/** `cpm completions compare`: who is complete on one side only, and why. Changes nothing. */
export async function compare(io: Io, file: string, options: CompletionsOptions): Promise<void> {
  const { read, curriculum, made } = await fileOf(io, file, options);
  tellOthers(io, read, options);
  await withTracking(io, options, async (tracking) => {
    const found = await compareCompletions(tracking, curriculum, read, made);
    if (options.format === 'json') io.out(JSON.stringify(found, null, 2));
    else for (const line of comparisonLines(found, read)) io.out(line);
  });
}

const titles: Readonly<Record<Difference['where'], string>> = {
  'here-only': 'Complete here, not in the file',
  'there-only': 'Complete in the file, not here',
  'not-counted': 'Complete on both sides, and not counted',
};

function comparisonLines({ differences, same }: Comparison, { items }: CompletionsFile): string[] {
  const groups = Object.entries(titles).flatMap(([where, title]) => {
    const all = differences.filter((one) => one.where === where);
    const lines = all.map(({ userId, item, here, there, why }) => {
      const days = [here, there].flatMap((day) => (day === null ? [] : [isoOf(day)]));
      return `  ${[userId, item, ...new Set(days)].join('  ')}: ${why}`;
    });
    return all.length === 0 ? [] : [`${title}: ${all.length}`, ...lines];
  });
  return [...groups, `The same on both sides: ${same}. Compared: ${items.join(', ')}.`];
}

async function fileOf(
  io: Io,
  file: string,
  options: CompletionsOptions,
): Promise<{ read: CompletionsFile; curriculum: Curriculum; made: number }> {
  const bytes = await sourceBytes(io, file);
  const curriculum = await curriculumOf(io, options);
  const today = dayAt(Date.now());
  const made = options.made === undefined ? today : readDay(options.made);
  if (made === null || made > today)
    throw new StopError(`--made ${options.made} is no day that was.\nhint: write 2026-03-31.`, exitCodes.usage);
  const wish = {
    source: options.from,
    curriculum,
    today,
    order: options.dates,
    made,
    course: options.course === undefined ? null : known(options.course, curriculum),
    names: namesOf(options.map ?? [], curriculum),
  };
  return { read: refusing(io, () => readCompletions(path.basename(file), bytes, wish)), curriculum, made };
}

function namesOf(pairs: readonly string[], curriculum: Curriculum): ReadonlyMap<string, string> {
  return new Map(
    pairs.map((pair) => {
      const at = pair.lastIndexOf('=');
      if (at < 1)
        throw new StopError(
          `--map ${pair} names nothing.\nhint: --map "Name in the LMS=cpm-foundations".`,
          exitCodes.usage,
        );
      return [pair.slice(0, at), known(pair.slice(at + 1), curriculum)];
    }),
  );
}

function known(id: string, { modules, classes }: Curriculum): string {
  const ids = [...modules, ...classes].map((one) => one.id);
  if (ids.includes(id)) return id;
  throw new StopError(notKnown('module or class', id, ids), exitCodes.usage);
}

function tellOthers(io: Io, { otherCourses }: CompletionsFile, { format }: CompletionsOptions): void {
  if (otherCourses.length === 0 || format === 'json') return;
  const shown = otherCourses.slice(0, 10).map((name) => `"${name}"`);
  const more = otherCourses.length > shown.length ? ` and ${otherCourses.length - shown.length} more` : '';
  io.err(`note: not of this training, and left out: ${shown.join(', ')}${more}. One that is: --map "NAME=ID".`);
}
