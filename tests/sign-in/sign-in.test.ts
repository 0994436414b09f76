import { request } from 'node:http';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { createServers } from '../../src/server/app.js';
import { safeNext } from '../../src/server/safe-next.js';
import { createAccessLog, loggedAddress } from '../../src/sign-in/access-log.js';
import { createGuesses, mostFailures } from '../../src/sign-in/guesses.js';
import { passwordFault } from '../../src/sign-in/password.js';
import { lasts } from '../../src/sign-in/sign-ins.js';
import { createUsers, sightOf, type Users } from '../../src/sign-in/users.js';
import { openTracking, type Tracking } from '../../src/tracking/open-tracking.js';
import { runningServer } from '../server/support/running-server.js';
import { scratchFolder } from '../support/browser.js';
import { type SignInIssuer, startSignInIssuer } from './sign-in-issuer.js';

const host = 'training.example.org';
const origin = `https://${host}`;
const password = 'four walnut bridges sing';
const client = { clientId: 'cpm', clientSecret: 'client-secret' };

let scratch: Awaited<ReturnType<typeof scratchFolder>>;
let servers: Awaited<ReturnType<typeof createServers>>;
let tracking: Tracking;
let users: Users;
let issuer: SignInIssuer;
let now = Date.UTC(2026, 4, 7, 9);

beforeAll(async () => {
  scratch = await scratchFolder('sign-in');
  issuer = await startSignInIssuer(client.clientId, client.clientSecret);
  servers = await runningServer(scratch.folder, [], {
    publicUrl: { origin, base: '' },
    signIn: { issuer: issuer.issuer, ...client, claim: 'email' },
    now: () => now,
  });
  tracking = await openTracking(path.join(scratch.folder, 'data', 'tracking.sqlite'), () => now);
  // Cheap hashes here; the server makes and checks the others.
  users = createUsers(tracking.db, () => now, { log2: 10, blocks: 8, lanes: 1 });
  await person('Pat@county.example.org');
});
afterAll(async () => {
  await tracking.close();
  await servers.close();
  await issuer.stop();
  await scratch.done();
});

interface Reply {
  readonly status: number;
  readonly body: string;
  readonly location: string;
  readonly cookies: readonly string[];
  readonly header: (name: string) => string;
}

/** A request as the proxy in front of the server passes it on. */
function ask(
  to: string,
  more: { method?: string; cookie?: string; form?: Record<string, string>; headers?: object } = {},
): Promise<Reply> {
  const { method = more.form ? 'POST' : 'GET', cookie, form, headers = {} } = more;
  const body = form === undefined ? '' : new URLSearchParams(form).toString();
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        ...{ host: '127.0.0.1', port: servers.port, path: to, method },
        headers: {
          Host: host,
          Accept: 'text/html',
          ...(cookie === undefined ? {} : { Cookie: cookie }),
          ...(method === 'GET'
            ? {}
            : {
                Origin: origin,
                'Content-Type': 'application/x-www-form-urlencoded',
                'Content-Length': Buffer.byteLength(body),
              }),
          ...headers,
        },
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => (text += part));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            body: text,
            location: response.headers.location ?? '',
            cookies: response.headers['set-cookie'] ?? [],
            header: (name) => String(response.headers[name] ?? ''),
          }),
        );
      },
    );
    sent.on('error', reject).end(body);
  });
}

const cookieOf = ({ cookies }: Reply) => cookies.map((one) => one.split(';')[0]).join('; ');
const signIn = (name: string, given = password, next = '') =>
  ask('/sign-in', { form: { name, password: given, next } });

async function user(name: string, role: 'state' | 'county' | 'author' | 'learner' = 'state'): Promise<string> {
  const made = await users.add({ name, role, place: role === 'county' ? 'fresno' : null, personId: null, password });
  await users.setPassword(made?.id ?? '', password, false);
  return name;
}

async function person(email: string): Promise<void> {
  const { id } = await tracking.db
    .insertInto('people')
    .values({
      ...{ user_id: 'pat', user_key: 'pat', last_name: 'Wren', first_name: 'Pat', email, active: 1 },
      ...{ county: 'fresno', academy: null, organization: '', role: null, employee_type: '', job_title: '' },
      ...{ department: '', area: '', hired: null, transferred: null, lms_id: '', updated: 0 },
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await tracking.db.insertInto('person_names').values({ name: email.toLowerCase(), person_id: id }).execute();
}

describe('signing in by name and password', () => {
  it('leads from a page to the form, and from the form back to that page', async () => {
    const name = await user('ann@state.example.org');
    const before = await ask('/reports?module=x');
    expect([before.status, before.location]).toEqual([303, '/sign-in?next=%2Freports%3Fmodule%3Dx']);
    const form = await ask(before.location);
    expect(form.body).toContain('value="/reports?module&#x3D;x"');
    const entered = await signIn(name.toUpperCase(), password, '/reports?module=x');
    expect([entered.status, entered.location]).toEqual([303, '/reports?module=x']);
    expect(entered.cookies[0]).toMatch(/^__Host-cpm-session=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    expect((await ask('/reports', { cookie: cookieOf(entered) })).status).toBe(200);
  });

  it('keeps nothing from which a session or a password could be made', async () => {
    const entered = await signIn(await user('safe@state.example.org'));
    const token = cookieOf(entered).split('=')[1] ?? '';
    const rows = JSON.stringify([
      await tracking.db.selectFrom('sign_ins').selectAll().execute(),
      await tracking.db.selectFrom('users').selectAll().execute(),
      await tracking.db.selectFrom('access_log').selectAll().execute(),
    ]);
    expect(rows).not.toContain(token);
    expect(rows).not.toContain(password);
    expect(rows).toMatch(/scrypt\$10\$8\$1\$/);
  });

  it('says the same of a wrong password as of a name that nobody has', async () => {
    const name = await user('known@state.example.org');
    const [wrong, nobody] = [await signIn(name, 'wrong'), await signIn('nobody@state.example.org', 'wrong')];
    expect([wrong.status, nobody.status]).toEqual([401, 401]);
    expect(wrong.body.replace(name, '')).toBe(nobody.body.replace('nobody@state.example.org', ''));
    expect(wrong.cookies).toEqual([]);
  });

  it('takes no further try after five failures, however right, until a while has passed', async () => {
    const name = await user('guessed@state.example.org');
    for (let n = 0; n < mostFailures.together; n++) expect((await signIn(name, `guess ${n}`)).status).toBe(401);
    const late = await signIn(name);
    expect(late.status).toBe(429);
    expect(Number(late.header('retry-after'))).toBeGreaterThan(0);
    expect(late.body).toContain('Too many tries');
    // Another process, or this one started anew, has counted as well.
    const elsewhere = createGuesses(tracking.db, () => now);
    expect(await elsewhere.waiting(name, '127.0.0.1')).toBeGreaterThan(0);
    expect(await elsewhere.waiting('nobody-else@state.example.org', '127.0.0.1')).toBeNull();
    expect((await signIn(await user('other@state.example.org'))).status).toBe(303);
  });

  it('has whoever got a first password change it before anything is shown, and then ends other sessions', async () => {
    await users.add({ name: 'new@state.example.org', role: 'state', place: null, personId: null, password });
    const first = cookieOf(await signIn('new@state.example.org'));
    const wanted = '/reports/overdue?county=butte';
    const account = (await ask(wanted, { cookie: first })).location;
    expect(account).toBe(`/account?next=${encodeURIComponent(wanted)}`);
    expect((await ask(account, { cookie: first })).body).toContain(
      `name="next" value="${wanted.replace('=', '&#x3D;')}"`,
    );
    expect((await ask('/account', { cookie: first })).body).toContain('First choose a password of your own');
    const change = (form: Record<string, string>) => ask('/account', { cookie: first, form });
    const own = 'seven quiet lanterns hum';
    expect((await change({ current: password, password: 'short', again: 'short' })).body).toContain(
      'It has 5 characters',
    );
    expect((await change({ current: password, password: own, again: `${own}!` })).body).toContain('not the same');
    expect((await change({ current: 'wrong', password: own, again: own })).body).toContain('current password is wrong');
    const changed = await change({ current: password, password: own, again: own, next: wanted });
    expect([changed.status, changed.location]).toEqual([303, wanted]);
    expect((await ask('/reports', { cookie: cookieOf(changed) })).status).toBe(200);
    const { password: stored } = await tracking.db
      .selectFrom('users')
      .select('password')
      .where('name', '=', 'new@state.example.org')
      .executeTakeFirstOrThrow();
    expect(stored).toMatch(/^scrypt\$17\$8\$1\$/);
    expect((await ask('/reports', { cookie: first })).location).toMatch(/^\/sign-in/);
    expect((await signIn('new@state.example.org', own)).status).toBe(303);
  });

  it('ends a session by signing out, by half an hour without use, and after twelve hours of use', async () => {
    const name = await user('ends@state.example.org');
    const open = async (cookie: string) => (await ask('/reports', { cookie })).status === 200;
    const one = cookieOf(await signIn(name));
    const out = await ask('/sign-out', { cookie: one, method: 'POST' });
    expect([out.location, out.header('clear-site-data')]).toEqual(['/sign-in', '"cache"']);
    expect(await open(one)).toBe(false);
    const two = cookieOf(await signIn(name));
    const began = now;
    now += lasts.idle - 1000;
    expect(await open(two)).toBe(true);
    now += lasts.idle;
    expect(await open(two)).toBe(false);
    const three = cookieOf(await signIn(name));
    const from = now;
    for (; now < from + lasts.atMost; now += lasts.idle / 2) expect(await open(three)).toBe(true);
    expect(await open(three)).toBe(false);
    now = began;
  });

  it('shuts a user out at once', async () => {
    const name = await user('out@state.example.org');
    const cookie = cookieOf(await signIn(name));
    await users.setDisabled((await users.named(name))?.id ?? '', now);
    expect((await ask('/reports', { cookie })).location).toMatch(/^\/sign-in/);
    expect((await signIn(name)).status).toBe(401);
  });

  it('takes a form from its own pages only', async () => {
    const name = await user('cross@state.example.org');
    const from = (headers: object) => ask('/sign-in', { form: { name, password, next: '' }, headers });
    expect((await from({ Origin: 'https://elsewhere.example' })).status).toBe(403);
    expect((await from({ Origin: 'null' })).status).toBe(403);
  });

  it.each([
    ['/reports?x=1', '/reports?x=1'],
    ['//elsewhere.example/', '/'],
    ['/\\elsewhere.example/', '/'],
    ['https://elsewhere.example/', '/'],
    ['javascript:alert(1)', '/'],
    ['', '/'],
  ])('goes on from %j to %s', (next, to) => {
    expect(safeNext('', next)).toBe(to);
    expect(safeNext('/cpm', next)).toBe('/cpm/');
    expect(safeNext('/cpm', '/cpm/reports')).toBe('/cpm/reports');
    expect(safeNext('/cpm', '/cpmx')).toBe('/cpm/');
  });
});

describe('what a role opens', () => {
  it.each([
    ['state', '/', 200],
    ['author', '/', 200],
    ['county', '/', 403],
    ['learner', '/', 303],
    ['learner', '/reports', 403],
  ] as const)('for %s, %s answers %i', async (role, to, status) => {
    const cookie = cookieOf(await signIn(await user(`${role}-${to.length}@example.org`, role)));
    expect((await ask(to, { cookie })).status).toBe(status);
  });

  it('follows from the user alone', () => {
    expect(sightOf({ role: 'county', place: 'fresno', personId: null })).toEqual({ kind: 'county', county: 'fresno' });
    expect(sightOf({ role: 'learner', place: null, personId: 7 })).toEqual({ kind: 'learner', person: 7 });
    expect(sightOf({ role: 'learner', place: null, personId: null })).toEqual({ kind: 'learner', person: -1 });
  });

  it('asks programs for a credential, and takes one', async () => {
    const answer = await ask('/reports', { headers: { Accept: '*/*' } });
    expect([answer.status, answer.header('www-authenticate')]).toEqual([401, expect.stringMatching(/^Basic realm=/)]);
  });
});

describe('signing in by OpenID Connect', () => {
  /** Follows the browser's way; `cookie` is what the browser keeps of it. */
  async function throughIssuer(change: (back: URL) => void = () => undefined, keep = true): Promise<Reply> {
    const begun = await ask('/sign-in/openid?next=/reports');
    expect(begun.status).toBe(303);
    const there = await fetch(begun.location, { redirect: 'manual' });
    const back = new URL(there.headers.get('location') ?? '');
    expect(back.origin).toBe(origin);
    change(back);
    return ask(back.pathname + back.search, keep ? { cookie: cookieOf(begun) } : {});
  }

  it('lets a user in whose verified address has a role, and goes on to the page that was wanted', async () => {
    await users.add({ name: 'ona@state.example.org', role: 'state', place: null, personId: null, password: null });
    issuer.says({ email: 'Ona@state.example.org', email_verified: true });
    const answer = await throughIssuer();
    expect([answer.status, answer.location]).toEqual([303, '/reports']);
    expect((await ask('/reports', { cookie: cookieOf(answer) })).status).toBe(200);
  });

  it('makes a learner of somebody whom the roster knows', async () => {
    issuer.says({ email: 'pat@county.example.org', email_verified: true });
    expect((await throughIssuer()).status).toBe(303);
    expect(await users.named('pat@county.example.org')).toMatchObject({ role: 'learner', hasPassword: false });
  });

  it('refuses strangers, addresses that are not verified, another nonce, another state, and a cookie that is gone', async () => {
    issuer.says({ email: 'stranger@example.org', email_verified: true });
    expect((await throughIssuer()).body).toContain('You are not known here');
    issuer.says({ email: 'pat@county.example.org', email_verified: false });
    expect((await throughIssuer()).status).toBe(403);
    issuer.says({ email: 'pat@county.example.org', email_verified: true, nonce: 'replayed' });
    expect((await throughIssuer()).status).toBe(502);
    issuer.says({ email: 'pat@county.example.org', email_verified: true });
    expect((await throughIssuer((back) => back.searchParams.set('state', 'forged'))).status).toBe(502);
    expect((await throughIssuer(undefined, false)).status).toBe(403);
    expect((await throughIssuer((back) => back.searchParams.set('code', 'guessed'))).status).toBe(502);
  });

  it('takes a way back once', async () => {
    issuer.says({ email: 'pat@county.example.org', email_verified: true });
    const begun = await ask('/sign-in/openid');
    const there = await fetch(begun.location, { redirect: 'manual' });
    const back = new URL(there.headers.get('location') ?? '');
    const come = () => ask(back.pathname + back.search, { cookie: cookieOf(begun) });
    expect([(await come()).status, (await come()).status]).toEqual([303, 403]);
  });
});

describe('the log of access', () => {
  it('says who came in and how, and who was refused, without a word that was typed', async () => {
    const name = await user('logged@state.example.org');
    await signIn(name, 'wrong-but-mine');
    await signIn(name);
    const lines = await createAccessLog(tracking.db, () => now).page(2);
    expect(lines.map(({ user: who, action, detail }) => [who, action, detail])).toEqual([
      [name, 'signed in', 'password'],
      ['', 'refused', 'wrong name or password'],
    ]);
  });

  it('keeps an address without the name that was searched for', () => {
    expect(loggedAddress('/reports/overdue?county=fresno&name=Wren&status=x')).toBe(
      '/reports/overdue?county=fresno&name=*&status=x',
    );
    expect(loggedAddress('/reports?name=')).toBe('/reports?name=');
  });
});

describe('a password', () => {
  it.each([
    ['brief', { fault: 'short', length: 5, n: 15 }],
    ['x'.repeat(129), { fault: 'long', length: 129, n: 128 }],
    ['my name is robin.w today', { fault: 'own' }],
    ['aaaaabbbbbaaaaab', { fault: 'repeats' }],
    ['passwordpassword', { fault: 'common' }],
    ['Password123456789', { fault: 'common' }],
    ['qwertyuiopasdfgh', { fault: 'common' }],
    ['P@ssw0rdP@ssw0rd', { fault: 'common' }],
    ['iloveyouiloveyou', { fault: 'common' }],
    ['password password', { fault: 'common' }],
    ['letmein letmein LETMEIN', { fault: 'common' }],
    ['welcome-welcome_welcome', { fault: 'common' }],
  ])('%j is refused', async (given, why) => {
    expect(await passwordFault(given, 'robin.w@example.org')).toMatchObject(why);
  });

  it('of a few words will do', async () => {
    expect(await passwordFault(password, 'robin.w@example.org')).toBeNull();
  });
});
