import path from 'node:path';
import { dayAt } from '../days.js';
import { planAchievements, type ToldFile, writeAchievements } from '../tracking/people/file-achievements.js';
import { readAttendance } from '../tracking/people/read-attendance.js';
import { achievementLines } from './achievement-lines.js';
import { sourceBytes } from './import-source.js';
import type { Format, Io } from './io.js';
import { exitCodes } from './stop.js';
import { curriculumOf, refusing, type TrackingOptions, withTracking } from './with-tracking.js';

export interface AttendanceOptions extends TrackingOptions {
  readonly yes?: true;
  readonly format: Format;
}

/** `cpm attendance import`: who was at which class or field activity. */
export async function importAttendance(io: Io, file: string, options: AttendanceOptions): Promise<void> {
  const bytes = await sourceBytes(io, file);
  const curriculum = await curriculumOf(io, options);
  const read = refusing(io, () => readAttendance(path.basename(file), bytes, curriculum, dayAt(Date.now())));
  await takeIn(io, options, read);
}

/** Shows what a file of achievements changes, and with --yes does it; exit 1 when it names somebody whom nobody knows. */
export async function takeIn(io: Io, options: AttendanceOptions, file: ToldFile): Promise<void> {
  const curriculum = await curriculumOf(io, options);
  await withTracking(io, options, async (tracking) => {
    const plan = options.yes
      ? await writeAchievements(tracking, curriculum, file, dayAt(Date.now()))
      : await planAchievements(tracking, file);
    if (options.format === 'json') io.out(JSON.stringify({ written: options.yes === true, ...plan }, null, 2));
    else for (const line of achievementLines(plan, options.yes === true)) io.out(line);
    if (plan.unknown.length > 0) io.exitWith(exitCodes.content);
  });
}
