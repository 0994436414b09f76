import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { GivenOptions } from '../../src/commands/start-options.js';
import { startSettings } from '../../src/commands/start-settings.js';
import { StopError } from '../../src/commands/stop.js';

const cwd = '/srv/here';
const settingsOf = (options: GivenOptions = {}, env: Record<string, string> = {}) =>
  startSettings({ options, env, cwd, defaultDataFolder: '/srv/.data' });

/** What a refused start says. */
function refusal(options: GivenOptions, env: Record<string, string> = {}): string {
  try {
    settingsOf(options, env);
  } catch (error) {
    if (!(error instanceof StopError)) throw error;
    expect(error.exitCode).toBe(2);
    return error.message;
  }
  throw new Error('nothing was refused');
}

describe('settings of cpm start', () => {
  it('stay on this machine when nothing is said', () => {
    expect(settingsOf()).toMatchObject({
      host: '127.0.0.1',
      port: 4000,
      openPages: false,
      dataFolder: '/srv/.data',
      xapiVersion: '1.0.3',
      maxBodyBytes: 5_000_000,
      allowedOrigins: [],
      logLevel: 'warn',
      stopDelay: 0,
      stopLimit: 10_000,
      notes: [],
    });
  });

  it('come from the environment, and the command line wins over it', () => {
    const env = {
      CPM_PORT: '5000',
      CPM_HOST: '0.0.0.0',
      CPM_PUBLIC_URL: 'https://Training.Example.org:443/cpm/',
      CPM_ALLOW_ORIGIN: 'https://a.example https://b.example:8443/',
      CPM_TRUST_PROXY: '10.0.0.0/8, fd00::/8',
      CPM_OPEN_PAGES: '',
      CPM_DATA: 'data',
    };
    expect(settingsOf({ port: '6000' }, env)).toMatchObject({
      port: 6000,
      host: '0.0.0.0',
      publicUrl: { origin: 'https://training.example.org', base: '/cpm' },
      allowedOrigins: ['https://a.example', 'https://b.example:8443'],
      trustProxy: ['10.0.0.0/8', 'fd00::/8'],
      openPages: false,
      dataFolder: path.resolve(cwd, 'data'),
      logLevel: 'info',
    });
    expect(settingsOf({ trustProxy: '1', allowOrigin: ['https://c.example'] }, env)).toMatchObject({
      trustProxy: 1,
      allowedOrigins: ['https://c.example'],
    });
  });

  it('are refused all at once, each with what to write instead and where it stood', () => {
    const said = refusal({ port: 'many', maxBody: '12' }, { CPM_LOG_LEVEL: 'loud', CPM_OPEN_PAGES: '1' });
    for (const start of ['--port: "many"', '--max-body: "12"', 'CPM_LOG_LEVEL: "loud"', 'CPM_OPEN_PAGES: "1"'])
      expect(said).toContain(start);
    expect(said.match(/^hint: /gm)).toHaveLength(4);
  });

  it.each<[string, GivenOptions, RegExp]>([
    ['a host that is none', { host: 'a b' }, /is no host/],
    ['a network without saying how others reach it', { host: '0.0.0.0' }, /add --public-url/],
    ['an address that is none of the web', { publicUrl: 'training.example.org' }, /no address of the web/],
    [
      'a public address with a password',
      { publicUrl: 'https://me:pass@training.example.org' },
      /user name or a password/,
    ],
    ['a public address with a query', { publicUrl: 'https://training.example.org/?a=b' }, /query or a fragment/],
    [
      'a base path that is one of our own',
      { publicUrl: 'https://training.example.org/xapi' },
      /one of the server's own/,
    ],
    ['a base path that is no plain path', { publicUrl: 'https://training.example.org/a//b' }, /can't stand before/],
    [
      'packages on the origin of the pages',
      { publicUrl: 'https://a.example/cpm', publicContentUrl: 'https://a.example' },
      /they could read the reports in your name/,
    ],
    ['packages without pages', { publicContentUrl: 'https://a.example' }, /name both addresses/],
    [
      'packages under http in pages under https',
      { publicUrl: 'https://a.example', publicContentUrl: 'http://b.example' },
      /with https as well/,
    ],
    ['an origin with a path', { allowOrigin: ['https://a.example/b'] }, /an origin has none/],
    ['every origin', { allowOrigin: ['*'] }, /open the record store to every page/],
    ['a proxy that is none', { trustProxy: 'anybody' }, /no number of proxies and no network/],
    ['a network that is none', { trustProxy: '10.0.0.0/33' }, /no number of proxies and no network/],
    ['two servers on one port', { port: '4100', contentPort: '4100' }, /a port of their own/],
    ['a database that is no PostgreSQL', { database: 'mysql://a/b' }, /none of PostgreSQL/],
    ['a database without a name', { database: 'postgres://u:hunter2@h' }, /names no database/],
    [
      'an issuer that anybody could be',
      { oidcIssuer: 'http://id.example', oidcAudience: 'x' },
      /no issuer that can be trusted/,
    ],
    ['an issuer without an audience', { oidcIssuer: 'https://id.example' }, /belong together/],
    ['a version that nobody speaks', { xapiVersion: '0.95' }, /1\.0\.3 or 2\.0\.0/],
    ['more statements than fit', { maxStatements: '0' }, /from 1 to 100000/],
    [
      'a record store that is itself',
      { publicUrl: 'https://a.example/cpm', forward: 'https://a.example/cpm/xapi' },
      /this record store itself/,
    ],
    ['a password in the address to forward to', { forward: 'https://k:hunter2@lrs.example/xapi' }, /CPM_FORWARD_KEY/],
  ])('refuse %s', (_what, options, sentence) => {
    const said = refusal(options);
    expect(said).toMatch(sentence);
    expect(said).toContain('\nhint: ');
    expect(said).not.toMatch(/hunter2|me:pass/);
  });

  it('take secrets from a file that the environment names', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'cpm-secrets-'));
    const file = path.join(folder, 'database');
    await writeFile(file, 'postgres://u:hunter2@db.example/cpm\n');
    expect(settingsOf({}, { CPM_DATABASE_FILE: file }).database).toBe('postgres://u:hunter2@db.example/cpm');
    expect(refusal({}, { CPM_DATABASE_FILE: path.join(folder, 'gone') })).toMatch(/can't be read/);
    await rm(folder, { recursive: true });
  });

  it('want the key and the secret of the other record store together, and an account key that nobody guesses', () => {
    const forward = 'https://lrs.example/xapi';
    expect(refusal({ forward }, { CPM_FORWARD_KEY: 'k' })).toContain('belong together');
    expect(settingsOf({ forward }, { CPM_FORWARD_KEY: 'k', CPM_FORWARD_SECRET: 's' }).forward).toEqual({
      url: 'https://lrs.example/xapi/',
      key: 'k',
      secret: 's',
    });
    expect(refusal({}, { CPM_ACCOUNT_KEY: 'short' })).toMatch(/could be guessed/);
  });

  it('warn of a password on the command line, of no https, and of open pages', () => {
    expect(settingsOf({ database: 'postgres://u:hunter2@h/d' }).notes.join()).toMatch(/CPM_DATABASE keeps it apart/);
    expect(settingsOf({ database: 'postgres://u:hunter2@h/d' }).notes.join()).not.toContain('hunter2');
    expect(settingsOf({}, { CPM_DATABASE: 'postgres://u:hunter2@h/d' }).notes).toEqual([]);
    expect(settingsOf({ publicUrl: 'http://training.example.org' }).notes.join()).toMatch(/no https/);
    expect(settingsOf({ publicUrl: 'https://training.example.org', openPages: true }).notes.join()).toMatch(
      /open to everybody/,
    );
  });
});
