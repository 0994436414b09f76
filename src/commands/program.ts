import { readFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import { workshopRoot } from '../workshop.js';
import type { BuildOptions } from './build.js';
import { addAttendanceVerbs, addCompletionsVerbs } from './completion-verbs.js';
import type { CoverageOptions } from './coverage.js';
import { addCredentialsVerbs } from './credentials-verbs.js';
import type { DemoOptions } from './demo.js';
import type { DevOptions } from './dev.js';
import { addExportVerbs } from './export-verbs.js';
import { addImportVerbs } from './import-verbs.js';
import type { Format, Io } from './io.js';
import { addLrsVerbs } from './lrs-verbs.js';
import type { NewOptions } from './new.js';
import { addReportVerbs } from './report-verbs.js';
import { addRosterVerbs } from './roster-verbs.js';
import { environmentName, type GivenOptions, type StartOption, startOptions } from './start-options.js';
import { addTranslateVerbs } from './translate-verbs.js';
import { addUsersVerbs } from './users-verbs.js';
import type { StoreOptions } from './with-store.js';

/**
 * The command `cpm` with its verbs. Each verb's work is imported when it is called,
 * so that `cpm --help` costs no more than its text.
 */
export function createProgram(io: Io): Command {
  const program = new Command('cpm');
  program
    .description('Compile training modules into SCORM, cmi5 and xAPI packages, play them and follow them.')
    .version(versionOfThis(), '--version', 'print the version')
    .helpOption('--help', 'show help')
    .helpCommand(false)
    // Else `cpm report items --version 1.0.0` would print the version of the program.
    .enablePositionalOptions()
    .showSuggestionAfterError()
    .showHelpAfterError('Try: cpm --help')
    .configureOutput({ writeOut: (text) => io.out(text.trimEnd()), writeErr: (text) => io.err(text.trimEnd()) })
    .exitOverride();

  verb(program, 'new', 'begin a module that builds as it is')
    .argument('<id>', 'its id, which never changes: lower-case letters, digits, hyphens')
    .option('--title <title>', 'as learners read it')
    .option('--audience <audience...>', 'for whom')
    .option('--objective <objective...>', 'what a learner can do afterwards, up to 5')
    .option('--edition <edition>', 'of the practice model (default: the newest)')
    .addOption(modulesOption())
    .action(async (id: string, options: NewOptions) => (await import('./new.js')).begin(io, id, options));

  verb(program, 'check', 'report every fault in the modules: place, what is wrong, what to write')
    .argument('[module...]', 'ids of modules (none: all)')
    .option('--fresh', 'look at every file, also at those in which nothing changed since the last check')
    .addOption(modulesOption())
    .addOption(formatOption())
    .action(async (ids: string[], options: { modules?: string; fresh?: boolean; format: Format }) =>
      (await import('./check.js')).check(io, ids, options),
    );

  addImportVerbs(verb(program, 'import', 'bring questions or a Word document into a module'), io);

  addExportVerbs(verb(program, 'export', 'write a module on paper'), io);

  verb(program, 'build', 'write packages: <module or programme>-<version>-<target>.zip')
    .argument('[module...]', 'ids of modules (none: all modules and all programmes)')
    .option('--course <programme...>', 'programmes to package as courses of several modules')
    .option('--target <id...>', 'targets (none: all); see cpm targets')
    .option('--profile <lms>', 'make the packages for one LMS; see cpm targets')
    .option('--collector <url>', 'where SCORM and web packages report to besides (with --key)')
    .option('--key <id:secret>', 'package key for the collector; it ends up in the packages, readable')
    .option(
      '--languages <list>',
      'languages of the packages, the first one shown first: es or es,en (none: all that a module is published in)',
    )
    .option('--out <dir>', 'folder for the packages (default: dist/packages of the clone)')
    .addOption(modulesOption())
    .addOption(formatOption())
    .action(async (ids: string[], options: BuildOptions) => (await import('./build.js')).build(io, ids, options));

  addTranslateVerbs(verb(program, 'translate', 'bring a module into another language: export, import, accept'), io);

  verb(program, 'dev', 'show a module in the browser while you write it: it follows each save, and tells every fault')
    .argument('[module]', 'id of a module (none: the list of all)')
    .option('--target <id>', 'what to build it for; see cpm targets', 'scorm12')
    .option('--port <n>', 'port of the pages (default: 4000, or a free one)')
    .addOption(modulesOption())
    .action(async (id: string | undefined, options: DevOptions) => (await import('./dev.js')).dev(io, id, options));

  verb(program, 'targets', 'list the standards a module can be packaged for, and the LMSs it can be made for')
    .addOption(formatOption())
    .action(async (options: { format: Format }) => (await import('./targets.js')).targets(io, options));

  verb(program, 'coverage', 'show which items of the practice model and which objectives are taught and assessed where')
    .argument('[module...]', 'ids of modules (none: all)')
    .option('--edition <edition>', 'one edition of the practice model (none: those that the modules speak of)')
    .option('--audience <audience>', 'modules for this audience only')
    .option('--programme <programme>', 'modules of this programme only, in its order')
    .addOption(
      new Option('--format <form>', 'text for people, html for a page, json for programs')
        .choices(['text', 'html', 'json'])
        .default('text'),
    )
    .option('--out <file>', 'write to a file')
    .addOption(modulesOption())
    .action(async (ids: string[], options: CoverageOptions) =>
      (await import('./coverage.js')).coverage(io, ids, options),
    );

  verb(program, 'verify', "say of any package, ours or others', whether it will work: SCORM, cmi5, xAPI")
    .argument('<file...>', 'zips, or a cmi5.xml')
    .option('--run', 'launch each of its units too, in a browser of its own and an LMS of this program')
    .option('--units <n>', 'with --run: launch so many units at most, each a minute at most', '25')
    .addOption(formatOption())
    .action(async (files: string[], options: { run?: boolean; units: string; format: Format }) =>
      (await import('./verify.js')).verify(io, files, options),
    );

  const start = verb(program, 'start', 'build everything, then serve modules, record store and reports');
  for (const [name, option] of Object.entries(startOptions)) start.addOption(startOption({ name, ...option }));
  start
    .addOption(modulesOption())
    .action(async (options: GivenOptions) => (await import('./start.js')).start(io, options));

  data(
    verb(
      program,
      'backup',
      'write everything that is kept (record store, people, users) into one file, while it is in use',
    ),
  )
    .argument('<file>', 'file that is not there yet')
    .action(async (file: string, options: StoreOptions) => (await import('./backup.js')).backupVerb(io, file, options));

  data(verb(program, 'restore', 'bring a backup back into a new folder or an empty database'))
    .argument('<file>', 'what cpm backup wrote')
    .action(async (file: string, options: StoreOptions) =>
      (await import('./backup.js')).restoreVerb(io, file, options),
    );

  addLrsVerbs(verb(program, 'lrs', 'keep the data of the record store: export, import, pull, erase, prune, audit'), io);

  addCredentialsVerbs(verb(program, 'credentials', 'who may use the record store: add, list, revoke'), io);

  addRosterVerbs(verb(program, 'roster', 'who is trained: import, list, show, erase'), io);

  addAttendanceVerbs(verb(program, 'attendance', 'who was at classes and field activities: import'), io);

  addCompletionsVerbs(verb(program, 'completions', 'what other LMSs say of completions: import, compare'), io);

  verb(program, 'demo', 'fill a folder with a made statewide year, to try every report with')
    .requiredOption('--data <dir>', 'folder that is not there yet')
    .option('--people <n>', 'how many made people', '25000')
    .option('--seed <n>', 'another seed makes another year', '1')
    .addOption(modulesOption())
    .action(async (options: DemoOptions) => (await import('./demo.js')).demo(io, options));

  addUsersVerbs(verb(program, 'users', 'who may look at reports: add, list, reset, disable, enable, log'), io);

  verb(program, 'log', "read a learner's run log: what happened, in plain words, and what went wrong")
    .argument('<file>', 'the report that the learner copied; - reads the standard input')
    .addOption(formatOption())
    .action(async (file: string, options: { format: Format }) =>
      (await import('./log-verb.js')).log(io, file, options),
    );

  addReportVerbs(verb(program, 'report', 'answer a question about who learned what: see cpm report list'), io);

  verb(program, 'manual', "write the author's manual modules/README.md from the module language itself")
    .option('--check', 'write nothing; fail when the file is not up to date')
    .option('--html <dir>', 'write the manual as a page instead, with every example as learners see it')
    .action(async (options: { check?: boolean; html?: string }) => (await import('./manual.js')).manual(io, options));
  for (const command of program.commands) pointToItself(command, 'cpm');
  return program;
}

/** A wrong use of a verb points to the help of that verb, not of the one above it. */
function pointToItself(command: Command, above: string): void {
  const name = `${above} ${command.name()}`;
  command.showHelpAfterError(`Try: ${name} --help`);
  for (const one of command.commands) pointToItself(one, name);
}

function verb(program: Command, name: string, description: string): Command {
  // Sub-commands copy output and exit settings, so that a wrong word anywhere ends with code 2.
  return program
    .command(name)
    .description(description)
    .copyInheritedSettings(program)
    .helpOption('--help', 'show help');
}

function data(command: Command): Command {
  return command
    .option('--data <dir>', 'folder of the data (default: .data of the clone)')
    .option('--database <url>', 'PostgreSQL instead: postgres://user:password@host/name (or CPM_DATABASE)');
}

function formatOption(): Option {
  return new Option('--format <form>', 'text for people, json for programs').choices(['text', 'json']).default('text');
}

/** Without a default of commander's: the environment comes between the command line and the default. */
function startOption({ name, argument, description, default: value }: StartOption): Option {
  const notes = [...(value === undefined ? [] : [`default: ${value}`]), `env: ${environmentName(name)}`];
  return new Option(`--${name}${argument === undefined ? '' : ` ${argument}`}`, `${description} (${notes.join(', ')})`);
}

function modulesOption(): Option {
  return new Option('--modules <dir>', 'folder of the modules (default: modules of the clone)');
}

function versionOfThis(): string {
  const text: unknown = JSON.parse(readFileSync(new URL('package.json', workshopRoot), 'utf8'));
  return typeof text === 'object' && text !== null && 'version' in text ? String(text.version) : '0';
}
