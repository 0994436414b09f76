import { type Command, Option } from 'commander';
import type { Io } from './io.js';
import type { AddUserOptions, UsersOptions } from './users.js';

/** Adds `cpm users` with its verbs. Their work is imported when one is called. */
export function addUsersVerbs(users: Command, io: Io): void {
  users.helpCommand(false);
  const verb = (name: string, description: string) =>
    users
      .command(name)
      .description(description)
      .copyInheritedSettings(users)
      .helpOption('--help', 'show help')
      .option('--data <dir>', 'folder of the data (default: .data of the clone)')
      .option('--database <url>', 'PostgreSQL instead: postgres://user:password@host/name (or CPM_DATABASE)')
      .addOption(
        new Option('--format <form>', 'text for people, json for programs').choices(['text', 'json']).default('text'),
      );
  const work = () => import('./users.js');

  verb('add', 'let somebody look at reports; prints a first password, which the user has to change')
    .argument('<name>', 'what the user types to sign in, or the name at the OpenID Connect issuer: best a mail address')
    .requiredOption('--role <role>', 'state, academy, county, author (counts only) or learner (the own record)')
    .option(
      '--place <id>',
      'with --role academy or county: which one, by its id or name in modules/_organizations.yaml',
    )
    .option('--person <UserID>', 'with --role learner: whose record, by the UserID of the roster')
    .option('--openid', 'no password: the user signs in at the OpenID Connect issuer')
    .option('--modules <dir>', 'folder of the modules (default: modules of the clone)')
    .action(async (name: string, options: AddUserOptions) => (await work()).addUser(io, name, options));

  verb('list', 'list everybody who may sign in').action(async (options: UsersOptions) =>
    (await work()).listUsers(io, options),
  );

  verb('reset', 'give a new first password; ends all sessions of the user')
    .argument('<name>', 'see cpm users list')
    .action(async (name: string, options: UsersOptions) => (await work()).resetUser(io, name, options));

  verb('disable', 'shut a user out, in every process at once')
    .argument('<name>', 'see cpm users list')
    .action(async (name: string, options: UsersOptions) => (await work()).disableUser(io, name, true, options));

  verb('enable', 'let a user in again')
    .argument('<name>', 'see cpm users list')
    .action(async (name: string, options: UsersOptions) => (await work()).disableUser(io, name, false, options));

  verb('log', 'list who signed in, looked at or exported what, newest first')
    .option('--limit <n>', 'so many lines at most', '100')
    .action(async (options: UsersOptions & { limit: string }) => (await work()).accessLog(io, options));
}
