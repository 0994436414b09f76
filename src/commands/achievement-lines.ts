import { isoOf } from '../days.js';
import type { AchievementsPlan, ToldAchievement } from '../tracking/people/file-achievements.js';

const most = 20;

/** What a file of achievements changes, for who has to say yes to it. */
export function achievementLines({ added, changed, unchanged, unknown }: AchievementsPlan, written: boolean): string[] {
  const ending = written ? 'Done.' : 'Nothing was changed. Add --yes to do it.';
  return [
    ...group('New', added, lineOf),
    ...group('Changed', changed, lineOf),
    `Unchanged: ${unchanged}.`,
    ...group(
      'Left out, since nobody in the roster is called so',
      unknown,
      ({ row, person }) => `row ${row}: ${person}`,
    ),
    added.length + changed.length === 0 ? 'Nothing changes.' : ending,
  ];
}

function lineOf({ person, item, done, hours, place }: ToldAchievement): string {
  const more = [...(hours === null ? [] : [`${hours} hours`]), ...(place === null ? [] : [`at ${place}`])];
  return [person, item, isoOf(done), ...more].join('  ');
}

function group<One>(title: string, all: readonly One[], line: (one: One) => string): string[] {
  if (all.length === 0) return [];
  const rest = all.length > most ? [`  … and ${all.length - most} more (--format json lists all)`] : [];
  return [`${title}: ${all.length}`, ...all.slice(0, most).map((one) => `  ${line(one)}`), ...rest];
}
