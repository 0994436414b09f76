import { type Command, Option } from 'commander';
import type { ListOptions } from './credentials.js';
import type { AddOptions } from './credentials-add.js';
import type { Io } from './io.js';

/** Adds `cpm credentials` with its verbs. Their work is imported when one is called. */
export function addCredentialsVerbs(credentials: Command, io: Io): void {
  credentials.helpCommand(false);
  const verb = (name: string, description: string) =>
    credentials
      .command(name)
      .description(description)
      .copyInheritedSettings(credentials)
      .helpOption('--help', 'show help')
      .option('--data <dir>', 'folder of the record store (default: .data of the clone)')
      .option('--database <url>', 'PostgreSQL instead: postgres://user:password@host/name (or CPM_DATABASE)')
      .addOption(
        new Option('--format <form>', 'text for people, json for programs').choices(['text', 'json']).default('text'),
      );

  verb('add', 'make a credential; its secret is shown once and kept nowhere')
    .requiredOption('--label <text>', 'what it is for; for people')
    .option('--scope <scope...>', 'what it may do; an unknown one is answered with all there are')
    .option('--expires <date>', 'in force until this time (2027-01-31 or 2027-01-31T12:00:00Z; none: until revoked)')
    .option(
      '--package',
      'a package key: it only writes what packages send, about the activities named, and reads nothing',
    )
    .option('--module <id...>', 'with --package: modules it may speak about')
    .option('--activity <iri...>', 'with --package: activity ids it may speak about, with all that lies below them')
    .option('--rate <n>', 'most requests a minute in each server process (default: no limit; 6000 with --package)')
    .option('--modules <dir>', 'folder of the modules (default: modules of the clone)')
    .action(async (options: AddOptions) => (await import('./credentials-add.js')).addCredential(io, options));

  verb('list', 'list all credentials, revoked ones too; never a secret').action(async (options: ListOptions) =>
    (await import('./credentials.js')).listCredentials(io, options),
  );

  verb('revoke', 'put a credential out of force, in every process at once')
    .argument('<key>', 'the key of the credential; see cpm credentials list')
    .action(async (key: string, options: ListOptions) =>
      (await import('./credentials.js')).revokeCredential(io, key, options),
    );
}
