import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { PublicAddress } from '../server/public-address.js';
import { readValue } from './read-values.js';
import { environmentName, type GivenOptions, type StartOptionName, startOptions } from './start-options.js';
import { exitCodes, StopError } from './stop.js';
import { WrongValue } from './wrong-value.js';

/** All that `cpm start` was told, checked. What is absent is the server's own default. */
export interface StartSettings {
  readonly host: string;
  readonly port: number;
  readonly contentPort: number | undefined;
  readonly publicUrl: PublicAddress | undefined;
  readonly publicContentOrigin: string | undefined;
  readonly trustProxy: number | readonly string[] | undefined;
  readonly openPages: boolean;
  /** Absolute. */
  readonly dataFolder: string;
  /** `postgres://…`, its password in it. */
  readonly database: string | undefined;
  readonly xapiVersion: '1.0.3' | '2.0.0';
  readonly allowedOrigins: readonly string[];
  readonly maxBodyBytes: number;
  readonly maxStatements: number;
  readonly forward: { readonly url: string; readonly key: string; readonly secret: string } | undefined;
  readonly accountKey: string | undefined;
  readonly oidc: { readonly issuer: string; readonly audience: string } | undefined;
  readonly signIn:
    | { readonly issuer: string; readonly clientId: string; readonly clientSecret: string; readonly claim: string }
    | undefined;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error';
  /** Absent: as fits where the log goes. */
  readonly logFormat: 'text' | 'json' | undefined;
  /** Milliseconds. */
  readonly stopDelay: number;
  /** Milliseconds. */
  readonly stopLimit: number;
  /** What the person who starts it had better know. */
  readonly notes: readonly string[];
}

export interface Given {
  readonly options: GivenOptions;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folder that relative paths start from. */
  readonly cwd: string;
  /** Data folder when none is named. */
  readonly defaultDataFolder: string;
}

/**
 * Reads the options of `cpm start` and their twins in the environment.
 * @throws StopError (wrong use) with every fault and what to write instead
 */
export function startSettings(given: Given): StartSettings {
  const { faults, attempt, read } = reading(given);
  const publicUrl = read('public-url', readValue.publicUrl);
  const host = read('host', readValue.host) ?? startOptions.host.default;
  const forward = read('forward', (text) => readValue.forward(text, publicUrl));
  const issuer = read('oidc-issuer', readValue.issuer);
  const audience = read('oidc-audience', readValue.text);
  const signInIssuer = read('sign-in-issuer', readValue.issuer);
  const signInClient = read('sign-in-client', readValue.text);
  const signInSecret = attempt(() => secretOf(given, 'sign-in-secret', readValue.text));
  const database =
    read('database', readValue.database) ?? attempt(() => secretOf(given, 'database', readValue.database));
  const key = attempt(() => secretOf(given, 'forward-key', readValue.text));
  const secret = attempt(() => secretOf(given, 'forward-secret', readValue.text));
  const accountKey = attempt(() => secretOf(given, 'account-key', readValue.accountKey));
  const settings: StartSettings = {
    host,
    port: read('port', readValue.port) ?? 0,
    contentPort: read('content-port', readValue.port),
    publicUrl,
    publicContentOrigin: read('public-content-url', readValue.origin),
    trustProxy: read('trust-proxy', readValue.trustProxy),
    openPages: read('open-pages', readValue.oneOf(['true', 'false'])) === 'true',
    dataFolder: path.resolve(given.cwd, read('data', readValue.text) ?? given.defaultDataFolder),
    database,
    xapiVersion: read('xapi-version', readValue.oneOf(['1.0.3', '2.0.0'])) ?? '1.0.3',
    allowedOrigins: list(read('allow-origin', readValue.text)).flatMap(
      (text) => attempt(() => readValue.origin(text), '--allow-origin') ?? [],
    ),
    maxBodyBytes: read('max-body', readValue.bytes) ?? 0,
    maxStatements: read('max-statements', readValue.statements) ?? 0,
    accountKey,
    forward: forward === undefined ? undefined : { url: forward, key: key ?? '', secret: secret ?? '' },
    oidc: issuer === undefined ? undefined : { issuer, audience: audience ?? '' },
    signIn:
      signInIssuer === undefined
        ? undefined
        : {
            issuer: signInIssuer,
            clientId: signInClient ?? '',
            clientSecret: signInSecret ?? '',
            claim: read('sign-in-claim', readValue.text) ?? 'email',
          },
    logLevel: read('log-level', readValue.oneOf(['debug', 'info', 'warn', 'error'])) ?? (publicUrl ? 'info' : 'warn'),
    logFormat: read('log-format', readValue.oneOf(['text', 'json'])),
    stopDelay: read('stop-delay', readValue.seconds) ?? 0,
    stopLimit: read('stop-timeout', readValue.seconds) ?? 0,
    notes: [],
  };
  // Each of these two says nothing without the other.
  if ((issuer === undefined) !== (audience === undefined) && faults.length === 0)
    faults.push(
      said(
        '--oidc-issuer and --oidc-audience belong together.',
        'name both: whose tokens, and the name that they give this server.',
      ),
    );
  if ((signInIssuer === undefined) !== (signInClient === undefined) && faults.length === 0)
    faults.push(
      said(
        '--sign-in-issuer and --sign-in-client belong together.',
        'name both: where people sign in, and the client id that this server has there.',
      ),
    );
  if (faults.length === 0) faults.push(...contradictions(settings));
  if (faults.length > 0) throw new StopError(faults.join('\n'), exitCodes.usage);
  return { ...settings, notes: notesOn(settings, given) };
}

function reading(given: Given) {
  const faults: string[] = [];
  const attempt = <Value>(run: () => Value, where?: string): Value | undefined => {
    try {
      return run();
    } catch (error) {
      if (!(error instanceof WrongValue)) throw error;
      faults.push(said(where === undefined ? error.message : `${where}: ${error.message}`, error.hint));
      return undefined;
    }
  };
  const read = <Value>(name: StartOptionName, reader: (text: string) => Value): Value | undefined => {
    const { text, where } = textOf(given, name);
    return text === undefined ? undefined : attempt(() => reader(text), where);
  };
  return { faults, attempt, read };
}

function textOf({ options, env }: Given, name: StartOptionName): { text: string | undefined; where: string } {
  const given = options[name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())];
  if (given !== undefined)
    return { text: typeof given === 'object' ? given.join(' ') : String(given), where: `--${name}` };
  const option = startOptions[name];
  // An empty line in a file of settings means: not set.
  const fromEnv = env[environmentName(name)];
  return fromEnv === undefined || fromEnv === ''
    ? { text: 'default' in option ? option.default : undefined, where: `--${name}` }
    : { text: fromEnv, where: environmentName(name) };
}

/** A secret from the environment, or from the file that the environment names (`CPM_DATABASE_FILE`). */
function secretOf<Value>({ env, cwd }: Given, name: string, reader: (text: string) => Value): Value | undefined {
  const variable = environmentName(name);
  const file = env[`${variable}_FILE`];
  if (env[variable]) return reader(env[variable]);
  if (!file) return undefined;
  let text: string;
  try {
    text = readFileSync(path.resolve(cwd, file), 'utf8').trim();
  } catch {
    throw new WrongValue(
      `${variable}_FILE names ${file}, which can't be read.`,
      'name a file that this user may read.',
    );
  }
  return reader(text);
}

/** What is right by itself and wrong together. */
function contradictions({ host, port, contentPort, publicUrl, publicContentOrigin, forward }: StartSettings): string[] {
  const faults: string[] = [];
  if (!isLoopback(host) && !publicUrl)
    faults.push(
      said(
        `--host ${host} lets other machines in, but nothing says by which address they come.`,
        'add --public-url with the address that others use, for example https://training.example.org/cpm; without --host only this machine gets in.',
      ),
    );
  if (contentPort !== undefined && contentPort !== 0 && contentPort === port)
    faults.push(
      said('--content-port is the port of the pages.', 'packages play on a port of their own: name another one.'),
    );
  if (publicContentOrigin !== undefined && !publicUrl)
    faults.push(said('--public-content-url says nothing without --public-url.', 'name both addresses.'));
  if (publicUrl && publicContentOrigin === publicUrl.origin)
    faults.push(
      said(
        `--public-content-url is the origin of --public-url, ${publicUrl.origin}.`,
        'name another host or port: packages are programs that others wrote, and on the same origin they could read the reports in your name.',
      ),
    );
  if (publicUrl?.origin.startsWith('https:') && publicContentOrigin?.startsWith('http:'))
    faults.push(
      said('A page under https shows no packages under http.', 'write --public-content-url with https as well.'),
    );
  if (forward && (forward.key === '') !== (forward.secret === ''))
    faults.push(
      said(
        'CPM_FORWARD_KEY and CPM_FORWARD_SECRET belong together.',
        'set both, or none for a record store that asks for none.',
      ),
    );
  return faults;
}

function notesOn({ publicUrl, openPages, host }: StartSettings, { options }: Given): string[] {
  const notes: string[] = [];
  const typed = options.database;
  if (typeof typed === 'string' && URL.canParse(typed) && new URL(typed).password !== '')
    notes.push(
      'The password of the database stands on the command line, where every user of this machine can read it: CPM_DATABASE keeps it apart.',
    );
  if (publicUrl?.origin.startsWith('http:') && !isLoopback(new URL(publicUrl.origin).hostname))
    notes.push('The public address has no https: keys, secrets and what learners did can be read on the way.');
  if (openPages && (publicUrl || !isLoopback(host)))
    notes.push('Pages and reports are open to everybody who reaches this server (--open-pages).');
  return notes;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d+){3}$/.test(host);
}

function said(message: string, hint: string): string {
  return `${message}\nhint: ${hint}`;
}

function list(text: string | undefined): string[] {
  return (text ?? '').split(/[\s,]+/).filter((part) => part !== '');
}
