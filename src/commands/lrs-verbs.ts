import { type Command, Option } from 'commander';
import type { Io } from './io.js';
import type { PullVerbOptions } from './pull.js';
import type { StoreOptions } from './with-store.js';

/** Adds `cpm lrs` with its verbs. Their work is imported when one is called. */
export function addLrsVerbs(lrs: Command, io: Io): void {
  const verb = (name: string, description: string) =>
    lrs
      .command(name)
      .description(description)
      .copyInheritedSettings(lrs)
      .helpOption('--help', 'show help')
      .option('--data <dir>', 'folder of the record store (default: .data of the clone)')
      .option('--database <url>', 'PostgreSQL instead: postgres://user:password@host/name (or CPM_DATABASE)');
  const work = () => import('./lrs.js');

  verb('export', 'write statements, one a line, with their attached files; goes on where it was stopped')
    .requiredOption('--out <dir>', 'folder of the export')
    .option('--since <date>', 'only what was stored after this time (2026-01-31 or 2026-01-31T12:00:00Z)')
    .option('--until <date>', 'only what was stored up to this time')
    .action(async (options: StoreOptions & { out: string; since?: string; until?: string }) =>
      (await work()).exportVerb(io, options),
    );

  verb('import', 'read an export into the record store; goes on where it was stopped, stores nothing twice')
    .argument('<from>', 'folder of an export, or a file with one statement a line')
    .action(async (from: string, options: StoreOptions) => (await work()).importVerb(io, from, options));

  verb('pull', 'read what another record store has got since the last time; CPM_PULL_KEY and CPM_PULL_SECRET open it')
    .requiredOption('--from <url>', 'its xAPI endpoint, for example https://lrs.example.org/xapi/')
    .addOption(
      new Option('--xapi-version <version>', 'version to speak with it').choices(['1.0.3', '2.0.0']).default('1.0.3'),
    )
    .option('--modules <dir>', 'folder of the modules (default: modules of the clone)')
    .action(async (options: PullVerbOptions) => (await import('./pull.js')).pullVerb(io, options));

  verb(
    'erase',
    "remove a person's data: statements, documents, names, roster entry; shows what it would do without --yes",
  )
    .option(
      '--actor <json>',
      'the person as xAPI names them: {"account":{"homePage":"…","name":"…"}} or {"mbox":"mailto:…"}',
    )
    .option('--learner <id>', "the learner's id in an LMS, with --home-page; found through the roster")
    .option('--home-page <url>', 'the LMS of --learner')
    .option('--yes', 'do it')
    .action(async (options: StoreOptions & { actor?: string; learner?: string; homePage?: string; yes?: true }) =>
      (await work()).eraseVerb(io, options),
    );

  verb('prune', 'remove what was stored before a date; shows what it would do without --yes')
    .requiredOption('--before <date>', 'statements stored, and documents last changed, before this time')
    .option('--yes', 'do it')
    .action(async (options: StoreOptions & { before: string; yes?: true }) => (await work()).pruneVerb(io, options));

  verb('backup', 'the same as cpm backup')
    .argument('<file>', 'file that is not there yet')
    .action(async (file: string, options: StoreOptions) => (await import('./backup.js')).backupVerb(io, file, options));

  verb('restore', 'the same as cpm restore')
    .argument('<file>', 'what cpm backup wrote')
    .action(async (file: string, options: StoreOptions) =>
      (await import('./backup.js')).restoreVerb(io, file, options),
    );

  verb('audit', 'list what was done to the data by hand').action(async (options: StoreOptions) =>
    (await work()).auditVerb(io, options),
  );
}
