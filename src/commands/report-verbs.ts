import { type Command, Option } from 'commander';
import type { Io } from './io.js';
import type { ReportOptions } from './report.js';

/** Adds the arguments and options of `cpm report`. Its work is imported when it is called. */
export function addReportVerbs(report: Command, io: Io): void {
  report
    .argument(
      '<name>',
      'completion, overdue, hours, versions, counts, items, reliability, gain, mastery or dropoff; list tells of each',
    )
    .addOption(
      new Option('--format <form>', 'table for people, csv, xlsx, json')
        .choices(['table', 'csv', 'xlsx', 'json'])
        .default('table'),
    )
    .option('--out <file>', 'write to a file')
    .option('--table <id>', 'which of its tables, for csv (default: the main one)')
    .option('--from <day>', 'from this day on: 2026-03-14')
    .option('--to <day>', 'up to this day')
    .option('--county <id>')
    .option('--academy <id>')
    .option('--role <id>')
    .option('--requirement <id>', 'default: the first one')
    .option('--module <id>', 'default: the first one')
    .option('--version <version>', 'of the module (default: the current one)')
    .option('--status <status>')
    .option('--small <show|hide>', 'counts under 11 (default: hide)')
    .option('--name <name>', 'beginning of a last name, mail address or account')
    .option('--data <dir>', 'folder of the record store (default: .data of the clone)')
    .option('--database <url>', 'PostgreSQL instead: postgres://user:password@host/name (or CPM_DATABASE)')
    .option('--modules <dir>', 'folder of the modules (default: modules of the clone)')
    .action(async (name: string, options: ReportOptions) => {
      const work = await import('./report.js');
      if (name === 'list') work.listReports(io);
      else await work.report(io, name, options);
    });
}
