import { type Command, Option } from 'commander';
import type { Io } from './io.js';
import type { RosterImportOptions, RosterListOptions, RosterPersonOptions } from './roster.js';

/** Adds `cpm roster` with its verbs. Their work is imported when one is called. */
export function addRosterVerbs(roster: Command, io: Io): void {
  roster.helpCommand(false);
  const verb = (name: string, description: string) => withPlaces(roster, name, description);
  const work = () => import('./roster.js');

  verb('import', "read the statewide LMS's accounts; shows what would change without --yes")
    .argument(
      '<file>',
      'CSV with UserID, LastName, FirstName, OrganizationName and the other columns of its account import',
    )
    .option('--complete', 'the file names everybody: who is missing becomes inactive (never deleted)')
    .option('--yes', 'do it')
    .action(async (file: string, options: RosterImportOptions) => (await work()).importRoster(io, file, options));

  verb('list', 'list people')
    .option('--county <id>', 'of this county; - for those of none')
    .option('--academy <id>', 'of counties that this academy serves')
    .option('--role <id>', 'with this role; - for those with none')
    .option('--inactive', 'also those whose account is not in use')
    .action(async (options: RosterListOptions) => (await work()).listRoster(io, options));

  verb('show', 'show one person: what is known, what is done, what is due')
    .argument('<person>', 'UserID, e-mail or id of the LMS')
    .action(async (person: string, options: RosterPersonOptions) => (await work()).showPerson(io, person, options));

  verb('erase', "remove a person's names, links, standings and achievements; shows what it would do without --yes")
    .argument('<person>', 'UserID, e-mail or id of the LMS')
    .option('--yes', 'do it')
    .action(async (person: string, options: RosterPersonOptions) =>
      (await work()).eraseFromRoster(io, person, options),
    );
}

/** A verb with the options that all of tracking's have. */
export function withPlaces(parent: Command, name: string, description: string): Command {
  return parent
    .command(name)
    .description(description)
    .copyInheritedSettings(parent)
    .helpOption('--help', 'show help')
    .option('--data <dir>', 'folder of the record store (default: .data of the clone)')
    .option('--database <url>', 'PostgreSQL instead: postgres://user:password@host/name (or CPM_DATABASE)')
    .option('--modules <dir>', 'folder of the modules (default: modules of the clone)')
    .addOption(
      new Option('--format <form>', 'text for people, json for programs').choices(['text', 'json']).default('text'),
    );
}
