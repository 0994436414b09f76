import { type Command, Option } from 'commander';
import type { AttendanceOptions } from './attendance.js';
import type { CompletionsOptions } from './completions.js';
import type { Io } from './io.js';
import { withPlaces } from './roster-verbs.js';

/** Adds `cpm attendance` with its verb. */
export function addAttendanceVerbs(attendance: Command, io: Io): void {
  attendance.helpCommand(false);
  withPlaces(
    attendance,
    'import',
    'read who was at classes and field activities; shows what would change without --yes',
  )
    .argument('<file>', 'CSV with the columns UserID, Item, Date, and if you like Hours and Academy')
    .option('--yes', 'do it')
    .action(async (file: string, options: AttendanceOptions) =>
      (await import('./attendance.js')).importAttendance(io, file, options),
    );
}

/** Adds `cpm completions` with its verbs. */
export function addCompletionsVerbs(completions: Command, io: Io): void {
  completions.helpCommand(false);
  const verb = (name: string, description: string) =>
    withPlaces(completions, name, description)
      .argument('<file>', 'CSV as the LMS exports it')
      .addOption(
        new Option('--from <lms>', 'which LMS wrote it')
          .choices(['genius', 'blackboard', 'moodle'])
          .makeOptionMandatory(),
      )
      .option('--course <id>', 'the module or class that a file about one course is about (Moodle)')
      .option('--map <name=id...>', 'what the LMS calls a module or class, where that is neither its id nor its title')
      .addOption(
        new Option('--dates <order>', 'how days with slashes are written')
          .choices(['month-first', 'day-first'])
          .default('month-first'),
      )
      .option('--made <date>', 'day on which the LMS made the file, 2026-03-31 (default: today)');
  const work = () => import('./completions.js');

  verb('import', 'take in what an LMS says of completions; shows what would change without --yes')
    .option('--yes', 'do it')
    .action(async (file: string, options: CompletionsOptions) => (await work()).importCompletions(io, file, options));

  verb('compare', 'list who is complete here and not there, and the other way round, with why').action(
    async (file: string, options: CompletionsOptions) => (await work()).compare(io, file, options),
  );
}
