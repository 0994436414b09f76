import { irisOf } from '../iris.js';
import type { Scope } from '../lrs/access.js';
import { type CredentialWish, createCredentials, type NewCredential } from '../lrs/credentials.js';
import { isScope, scopes } from '../lrs/scopes.js';
import { iriBaseOf, moduleIds } from '../pipeline.js';
import { isIri } from '../xapi/validate/formats.js';
import { isTimestamp, timeOf } from '../xapi/validate/time.js';
import type { Format, Io } from './io.js';
import { display, notKnown, workshopOf } from './modules.js';
import { reason } from './reason.js';
import { exitCodes, StopError } from './stop.js';
import { type StoreOptions, withStore } from './with-store.js';

export type AddOptions = StoreOptions & {
  readonly label: string;
  readonly scope?: readonly string[];
  readonly expires?: string;
  readonly package?: true;
  readonly module?: readonly string[];
  readonly activity?: readonly string[];
  readonly rate?: string;
  readonly modules?: string;
  readonly format: Format;
};

/** Requests a minute that a package key may make in each process: some 2,000 learners at three a minute. */
const packageKeyRate = 6000;

/** `cpm credentials add`: makes a credential and shows its secret, this once. The server may be running. */
export async function addCredential(io: Io, options: AddOptions): Promise<void> {
  const now = Date.now();
  const plain = {
    label: labelOf(options.label),
    scopes: scopesOf(options),
    ...expiryOf(options.expires, now),
    ...rateOf(options),
  };
  const { iriBase, activities } = await namedActivities(io, options);
  const wish: CredentialWish = { ...plain, ...(options.package ? { activities } : {}) };
  const made = await withStore(
    io,
    options,
    async (store) => {
      const credentials = createCredentials({ store, homePage: `${iriBase}records`, now: Date.now });
      const fresh = await credentials.create(wish);
      await store.note('credentials add', { key: fresh.id, scopes: wish.scopes });
      return fresh;
    },
    true,
  );
  if (options.format === 'json') io.out(JSON.stringify(asJson(made, wish), null, 2));
  else for (const line of asText(made, wish)) io.out(line);
}

function labelOf(text: string): string {
  const label = text.trim();
  if (label !== '' && label.length <= 200 && !/\p{Cc}/u.test(label)) return label;
  throw wrong('--label takes 1 to 200 characters in one line.', 'say what the credential is for.');
}

function scopesOf(options: AddOptions): Scope[] {
  const named = options.scope ?? (options.package ? ['statements/write'] : []);
  const unknown = named.find((word) => !isScope(word));
  if (unknown !== undefined) throw new StopError(notKnown('scope', unknown, Object.keys(scopes)), exitCodes.usage);
  if (named.length === 0) {
    const list = Object.entries(scopes).map(([name, does]) => `  ${name.padEnd(20)}  ${does}`);
    throw new StopError(`--scope is missing: what may it do?\n${list.join('\n')}`, exitCodes.usage);
  }
  if (options.package && named.some((word) => word !== 'statements/write'))
    throw wrong('A package key has the scope statements/write and no other.', 'leave --scope out, or --package.');
  return [...new Set(named)].filter(isScope);
}

function expiryOf(text: string | undefined, now: number): { expires?: number } {
  if (text === undefined) return {};
  const timestamp = /^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : text;
  if (!isTimestamp(timestamp))
    throw wrong(`--expires: "${text}" is no date.`, 'write 2027-01-31 or 2027-01-31T12:00:00Z.');
  const expires = timeOf(timestamp);
  if (expires <= now) throw wrong(`--expires: ${text} is over.`, 'write a later date, or none.');
  return { expires };
}

function rateOf(options: AddOptions): { requestsAMinute?: number } {
  if (options.rate === undefined) return options.package ? { requestsAMinute: packageKeyRate } : {};
  const rate = /^\d{1,7}$/.test(options.rate) ? Number(options.rate) : 0;
  if (rate === 0) throw wrong(`--rate: "${options.rate}" is no number of requests.`, 'write 1 to 9999999.');
  return { requestsAMinute: rate };
}

/** The base of all IRIs, and the activity ids that a package key shall be limited to. */
async function namedActivities(io: Io, options: AddOptions): Promise<{ iriBase: string; activities: string[] }> {
  const { module = [], activity = [] } = options;
  if (!options.package && module.length + activity.length > 0)
    throw wrong('--module and --activity limit a package key.', 'add --package, or leave them out.');
  if (options.package && module.length + activity.length === 0)
    throw wrong('A package key names what it may speak about.', 'add --module ID or --activity IRI.');
  const faulty = activity.find((iri) => !isIri(iri));
  if (faulty !== undefined) throw wrong(`--activity: "${faulty}" is no IRI.`, 'write the whole activity id, https://…');
  const workshop = workshopOf(io, options.modules);
  const known =
    module.length === 0
      ? []
      : await moduleIds(workshop).catch((error: unknown) => {
          throw new StopError(
            `There is no folder of modules at ${display(io, workshop.modulesFolder)} (${reason(error)}).\nhint: name it with --modules, or write --activity.`,
            exitCodes.environment,
          );
        });
  const unknown = module.filter((id) => !known.includes(id));
  if (unknown.length > 0)
    throw new StopError(unknown.map((id) => notKnown('module', id, known)).join('\n'), exitCodes.usage);
  const iriBase = await iriBaseOf(workshop);
  if (iriBase === null)
    throw new StopError(
      `Without a right curriculum.yaml in ${display(io, workshop.modulesFolder)} the record store has no name.\nhint: cpm check says what is wrong; --modules names another folder.`,
      exitCodes.content,
    );
  return { iriBase, activities: [...new Set([...module.map((id) => irisOf(iriBase, id).module), ...activity])] };
}

function asJson(made: NewCredential, wish: CredentialWish): object {
  const { label, scopes: named, expires, activities = null, requestsAMinute = null } = wish;
  return {
    ...{ key: made.id, secret: made.secret, label, scopes: named },
    expires: expires === undefined ? null : new Date(expires).toISOString(),
    ...{ activities, requestsAMinute },
  };
}

function asText(made: NewCredential, wish: CredentialWish): string[] {
  const { label, scopes: named, expires, activities = [], requestsAMinute } = wish;
  return [
    `Made for ${label}. The secret is shown this once:`,
    `  key     ${made.id}`,
    `  secret  ${made.secret}`,
    `  scopes  ${named.join(', ')}`,
    ...activities.map((iri) => `  about   ${iri}`),
    ...(requestsAMinute === undefined ? [] : [`  rate    ${requestsAMinute} requests a minute`]),
    ...(expires === undefined ? [] : [`  until   ${new Date(expires).toISOString()}`]),
  ];
}

function wrong(message: string, hint: string): StopError {
  return new StopError(`${message}\nhint: ${hint}`, exitCodes.usage);
}
