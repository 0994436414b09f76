import type { Sight } from '../tracking/sight.js';
import { dropoff } from './assessment/dropoff.js';
import { gain } from './assessment/gain.js';
import { items } from './assessment/items.js';
import { mastery } from './assessment/mastery.js';
import { reliability } from './assessment/reliability.js';
import type { Report } from './report.js';
import { completion } from './standings/completion.js';
import { counts } from './standings/counts.js';
import { hours } from './standings/hours.js';
import { overdue } from './standings/overdue.js';
import { versions } from './standings/versions.js';

/** Every report there is, in groups, in the order in which they are shown. */
export const reportGroups: readonly { readonly title: string; readonly reports: readonly Report[] }[] = [
  { title: 'People and requirements', reports: [completion, overdue, hours, versions, counts] },
  { title: 'Assessments and pages', reports: [items, reliability, gain, mastery, dropoff] },
];

export const allReports: readonly Report[] = reportGroups.flatMap(({ reports }) => reports);

/** The reports that a reader may open. */
export function reportsFor(sight: Sight): readonly Report[] {
  return allReports.filter(({ readers }) => readers.includes(sight.kind));
}
