import { didYouMean } from '../did-you-mean.js';
import { foldedName, shortName } from '../organization-name.js';
import { type AccessAction, byHand, createAccessLog } from '../sign-in/access-log.js';
import { createUsers, type User, type UserRole, type Users, userRoles } from '../sign-in/users.js';
import type { Curriculum, Organization } from '../tracking/curriculum.js';
import type { TrackingDb } from '../tracking/open-tracking.js';
import { readableCode } from '../tracking/readable-code.js';
import type { Format, Io } from './io.js';
import { exitCodes, StopError } from './stop.js';
import type { StoreOptions } from './with-store.js';
import { curriculumOf, withTracking } from './with-tracking.js';

export type UsersOptions = StoreOptions & { readonly format: Format };

export interface AddUserOptions extends UsersOptions {
  readonly role: string;
  readonly place?: string;
  readonly person?: string;
  readonly openid?: true;
  readonly modules?: string;
}

/** `cpm users add`: somebody who may look at reports. */
export async function addUser(io: Io, name: string, options: AddUserOptions): Promise<void> {
  const role = roleOf(options);
  if (name.trim() === '' || name.length > 320)
    throw new StopError('The name is empty or too long.\nhint: a mail address does well.', exitCodes.usage);
  const place = options.place === undefined ? null : placeNamed(await curriculumOf(io, options), role, options.place);
  await withTracking(
    io,
    options,
    async ({ db }) => {
      const personId = role === 'learner' ? await personOf(db, options.person ?? name) : null;
      const password = options.openid ? null : firstPassword();
      const user = await createUsers(db, Date.now).add({ name, role, place, personId, password });
      if (!user)
        throw new StopError(
          `There is a user "${name}" already.\nhint: cpm users list shows them; cpm users reset gives a new password.`,
          exitCodes.usage,
        );
      await noted(db, 'added a user', `${user.name}: ${said(user)}`);
      if (options.format === 'json') io.out(JSON.stringify({ ...shown(user), password }, null, 2));
      else {
        io.out(`${user.name} may sign in: ${said(user)}.`);
        if (password === null) io.out('There is no password: the user signs in at the OpenID Connect issuer.');
        else io.out(`First password, shown this once; the user has to change it:\n  ${password}`);
      }
    },
    true,
  );
}

/** `cpm users list`. */
export async function listUsers(io: Io, options: UsersOptions): Promise<void> {
  const users = await withTracking(io, options, ({ db }) => createUsers(db, Date.now).list());
  if (options.format === 'json') {
    io.out(JSON.stringify({ users: users.map(shown) }, null, 2));
    return;
  }
  if (users.length === 0) io.out('Nobody may sign in.\nhint: cpm users add NAME --role state');
  for (const user of users) io.out(`${user.name}  ${user.disabled === null ? said(user) : `shut out (${said(user)})`}`);
}

/** `cpm users reset`: a new first password. */
export async function resetUser(io: Io, name: string, options: UsersOptions): Promise<void> {
  await withTracking(io, options, async ({ db }) => {
    const users = createUsers(db, Date.now);
    const user = await known(users, name);
    const password = firstPassword();
    await users.setPassword(user.id, password, true);
    await noted(db, 'gave a new password', user.name);
    if (options.format === 'json') io.out(JSON.stringify({ name: user.name, password }, null, 2));
    else io.out(`New first password of ${user.name}, shown this once; the user has to change it:\n  ${password}`);
  });
}

/** `cpm users disable` and `enable`. */
export async function disableUser(io: Io, name: string, disable: boolean, options: UsersOptions): Promise<void> {
  await withTracking(io, options, async ({ db }) => {
    const users = createUsers(db, Date.now);
    const user = await known(users, name);
    await users.setDisabled(user.id, disable ? Date.now() : null);
    await noted(db, disable ? 'shut a user out' : 'let a user in again', user.name);
    if (options.format === 'json') io.out(JSON.stringify({ name: user.name, disabled: disable }, null, 2));
    else io.out(disable ? `${user.name} is shut out; open sessions ended.` : `${user.name} may sign in again.`);
  });
}

/** `cpm users log`: who looked at what. */
export async function accessLog(io: Io, options: UsersOptions & { limit: string }): Promise<void> {
  const limit = Number(options.limit);
  if (!Number.isInteger(limit) || limit < 1)
    throw new StopError('--limit is no whole number above 0.\nhint: --limit 100', exitCodes.usage);
  const lines = await withTracking(io, options, ({ db }) => createAccessLog(db, Date.now).page(limit));
  if (options.format === 'json') {
    io.out(JSON.stringify({ lines: lines.map((one) => ({ ...one, at: new Date(one.at).toISOString() })) }, null, 2));
    return;
  }
  if (lines.length === 0) io.out('Nobody has signed in or looked at anything yet.');
  for (const { at, user, action, detail } of lines)
    io.out(
      `${new Date(at).toISOString()}  ${user === '' ? '-' : user}  ${action}${detail === '' ? '' : `  ${detail}`}`,
    );
}

function noted(db: TrackingDb, action: AccessAction, detail: string): Promise<void> {
  return createAccessLog(db, Date.now).note({ user: byHand, action, detail });
}

function roleOf({ role, place, person }: AddUserOptions): UserRole {
  const found = userRoles.find((one) => one === role);
  if (!found) {
    const near = didYouMean(role, userRoles);
    throw new StopError(
      `There is no role "${role}".${near === undefined ? '' : ` Did you mean "${near}"?`}\nhint: roles are ${userRoles.join(', ')}.`,
      exitCodes.usage,
    );
  }
  const needsPlace = found === 'academy' || found === 'county';
  if (needsPlace !== (place !== undefined))
    throw new StopError(
      needsPlace
        ? `--role ${found} needs to know which one.\nhint: add --place with its id, for example --place ${found === 'county' ? 'fresno' : 'bay-area'}.`
        : `--place says nothing with --role ${found}.\nhint: leave it out.`,
      exitCodes.usage,
    );
  if (person !== undefined && found !== 'learner')
    throw new StopError(`--person says nothing with --role ${found}.\nhint: leave it out.`, exitCodes.usage);
  return found;
}

/** The county or academy that is meant by its id, its name or an alias. */
function placeNamed({ counties, academies, leftOut }: Curriculum, role: UserRole, wanted: string): string {
  const places: readonly (Organization & { readonly id: string })[] = role === 'county' ? counties : academies;
  const key = (name: string) => shortName(foldedName(name), leftOut);
  const found =
    places.find(({ id }) => id === wanted.trim().toLowerCase()) ??
    places.find(({ name, aliases }) => [name, ...aliases].some((one) => key(one) === key(wanted)));
  if (found) return found.id;
  const near =
    didYouMean(
      wanted,
      places.map(({ id }) => id),
    ) ??
    idOfName(
      didYouMean(
        wanted,
        places.map(({ name }) => name),
      ),
    );
  throw new StopError(
    `There is no ${role} "${wanted}".${near === undefined ? '' : ` Did you mean "${near}"?`}\nhint: ${places.length > 12 ? 'ids' : `ids are ${places.map(({ id }) => id).join(', ')}; they`} stand in _organizations.yaml of the modules.`,
    exitCodes.usage,
  );
  function idOfName(name: string | undefined): string | undefined {
    return places.find((one) => one.name === name)?.id;
  }
}

async function personOf(db: TrackingDb, userId: string): Promise<number> {
  const row = await db
    .selectFrom('person_names')
    .select('person_id')
    .where('name', '=', userId.trim().toLowerCase())
    .executeTakeFirst();
  if (row) return row.person_id;
  const names = await db.selectFrom('person_names').select('name').execute();
  const near = didYouMean(
    userId,
    names.map(({ name }) => name),
  );
  throw new StopError(
    `The roster knows nobody by "${userId}".${near === undefined ? '' : ` Did you mean "${near}"?`}\nhint: name the UserID with --person; cpm roster import brings the roster in.`,
    exitCodes.content,
  );
}

async function known(users: Users, name: string): Promise<User> {
  const user = await users.named(name);
  if (user) return user;
  const near = didYouMean(
    name,
    (await users.list()).map((one) => one.name),
  );
  throw new StopError(
    `There is no user "${name}".${near === undefined ? '' : ` Did you mean "${near}"?`}\nhint: cpm users list shows them.`,
    exitCodes.usage,
  );
}

function shown(user: User) {
  const { name, role, place, hasPassword, mustChange, created, disabled } = user;
  const time = (at: number | null) => (at === null ? null : new Date(at).toISOString());
  return { name, role, place, hasPassword, mustChange, created: time(created), disabled: time(disabled) };
}

function said({ role, place, hasPassword, mustChange }: User): string {
  const how = hasPassword ? (mustChange ? 'with a first password' : 'with a password') : 'by OpenID Connect';
  return `${role}${place === null ? '' : ` ${place}`}, ${how}`;
}

/** Four groups of six: 120 bits. */
function firstPassword(): string {
  return Array.from({ length: 4 }, () => readableCode(6)).join('-');
}
