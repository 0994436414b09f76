import { request } from 'node:http';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dayOf } from '../../src/days.js';
import { statusTags } from '../../src/reports/page/written.js';
import { en } from '../../src/server/words/en.js';
import { es } from '../../src/server/words/es.js';
import { recordWords } from '../../src/server/words/record-es.js';
import { createSignIns } from '../../src/sign-in/sign-ins.js';
import { createUsers } from '../../src/sign-in/users.js';
import { openTracking, type Tracking } from '../../src/tracking/open-tracking.js';
import { erasePerson } from '../../src/tracking/people/find-person.js';
import { sampleContent, sampleCurriculum } from '../reports/support/sample-matter.js';
import { launchBrowser, scratchFolder } from '../support/browser.js';
import { axeFindings } from './support/axe-findings.js';
import { runningServer } from './support/running-server.js';

const now = Date.UTC(2026, 4, 7, 9);
const host = 'training.example.org';
let scratch: Awaited<ReturnType<typeof scratchFolder>>;
let servers: Awaited<ReturnType<typeof runningServer>>;
let tracking: Tracking;
let pat: number;
let cookies: Record<'pat' | 'sam' | 'county', string>;

beforeAll(async () => {
  scratch = await scratchFolder('record');
  servers = await runningServer(scratch.folder, [], {
    publicUrl: { origin: `https://${host}`, base: '' },
    matter: {
      curriculum: {
        ...sampleCurriculum,
        classes: [{ id: 'class-1', kind: 'class', title: 'Engagement, in class', hours: 6 }],
      },
      content: sampleContent(),
    },
    now: () => now,
  });
  tracking = await openTracking(path.join(scratch.folder, 'data', 'tracking.sqlite'), () => now);
  pat = await person('pat', 'Pat', 'Wren');
  const sam = await person('sam', 'Sam', 'Finch');
  await done(pat, 'behaviors', '2026-03-14', null);
  await done(pat, 'behaviors', '2026-04-01', null);
  await done(pat, 'class-1', '2026-02-02', 5.5);
  await done(sam, 'foundations', '2026-01-05', null);
  await tracking.db
    .insertInto('standings')
    .values({
      ...{ person_id: pat, requirement: 'core', item: '', county: null, academy: null, role: null, begun: 1 },
      ...{ done: dayOf('2026-04-02'), version: null, outdated: 0, due: null, hours: 31.5 },
    })
    .execute();
  cookies = {
    pat: await session('pat', 'learner', pat),
    sam: await session('sam', 'learner', sam),
    county: await session('boss', 'county', null),
  };
});
afterAll(async () => {
  await tracking.close();
  await servers.close();
  await scratch.done();
});

async function person(user: string, first: string, last: string): Promise<number> {
  const { id } = await tracking.db
    .insertInto('people')
    .values({
      ...{ user_id: user, user_key: user, last_name: last, first_name: first, email: `${user}@example.org`, active: 1 },
      ...{ county: null, academy: null, organization: '', role: null, employee_type: '', job_title: '' },
      ...{ department: '', area: '', hired: null, transferred: null, lms_id: '', updated: 0 },
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

async function done(who: number, item: string, day: string, hours: number | null): Promise<void> {
  await tracking.db
    .insertInto('achievements')
    .values({
      ...{ person_id: who, item, source: 'attendance', done: dayOf(day) ?? 0, version: null, score: null, hours },
      ...{ place: null, reference: `made, ${day}` },
    })
    .execute();
}

async function session(name: string, role: 'learner' | 'county', personId: number | null): Promise<string> {
  const place = role === 'county' ? 'fresno' : null;
  const user = await createUsers(tracking.db, () => now).add({ name, role, place, personId, password: null });
  return `__Host-cpm-session=${await createSignIns(tracking.db, () => now).begin(user?.id ?? '')}`;
}

interface Reply {
  readonly status: number;
  readonly body: Buffer;
  readonly type: string;
  readonly location: string;
  readonly cookies: readonly string[];
}

function ask(to: string, cookie?: string, languages = 'en'): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const cookies = cookie === undefined ? {} : { Cookie: cookie };
    const headers = { Host: host, Accept: 'text/html', 'Accept-Language': languages, ...cookies };
    const sent = request({ host: '127.0.0.1', port: servers.port, path: to, headers }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          body: Buffer.concat(parts),
          type: response.headers['content-type'] ?? '',
          location: response.headers.location ?? '',
          cookies: response.headers['set-cookie'] ?? [],
        }),
      );
    });
    sent.on('error', reject).end();
  });
}
const text = async (to: string, cookie?: string) => (await ask(to, cookie)).body.toString();

async function codeOf(subject: string): Promise<string> {
  const row = await tracking.db
    .selectFrom('certificates')
    .select('code')
    .where('subject', '=', subject)
    .executeTakeFirstOrThrow();
  return row.code;
}

describe('a learner’s own record', () => {
  it('is where a learner begins, and holds what is due, what was done, hours and certificates', async () => {
    expect((await ask('/', cookies.pat)).location).toBe('/me');
    const page = await text('/me', cookies.pat);
    for (const words of ['Your record', 'Pat', 'Wren', 'Common core', 'Behaviors in practice', 'Engagement, in class'])
      expect(page).toContain(words);
    // 1.5 hours of the module, once though done twice, and 5.5 of the class.
    expect(page).toMatch(/Hours in all/);
    expect(page).toMatch(/>\s*7(?:\.0)?\s*</);
    expect(page).toContain('/me/certificates/requirement/core.pdf');
    expect(page).not.toMatch(/Sam|Finch/);
  });

  it('is for nobody else: not for other roles, not by another address', async () => {
    expect((await ask('/me', cookies.county)).status).toBe(404);
    expect((await ask('/me')).location).toMatch(/^\/sign-in/);
    expect((await ask(`/reports/people/${pat}`, cookies.sam)).status).toBe(403);
    expect((await ask('/me/attempts/1', cookies.sam)).status).toBe(404);
    expect((await ask('/me/certificates/requirement/core.pdf', cookies.sam)).status).toBe(404);
    expect((await ask('/me/certificates/item/foundations.pdf', cookies.pat)).status).toBe(404);
  });
});

describe('a learner who prefers Spanish', () => {
  const spanish = 'es-MX,es;q=0.9,en;q=0.5';
  /** Texts of a page as somebody reads or hears them, without what is named in the training's own language. */
  const textsOf = (page: string) => {
    const body = page.slice(page.indexOf('<title>')).replace(/<style>[\s\S]*?<\/style>/g, '');
    const spoken = [...body.matchAll(/ (?:aria-label|title|alt|placeholder)="([^"]*)"/g)].map((one) => one[1] ?? '');
    const seen = body.split(/<[^>]*>/).map((one) => one.trim());
    return [...seen, ...spoken].filter((one) => one !== '' && one !== 'English');
  };
  const leaves = (words: object): string[] =>
    Object.values(words).flatMap((one) => (typeof one === 'string' ? [one] : leaves(one)));
  const english = new Set(
    [...leaves(en), ...Object.keys(recordWords), ...Object.values(statusTags).map(({ word }) => word)].filter(
      (one) => !leaves(es).includes(one) && !Object.values(recordWords).includes(one),
    ),
  );

  it('reads the own record, attempts, sign-in, account and checking in Spanish, with no English word left', async () => {
    const row = { identity: 'pat', account: 'pat', home_page: 'https://lms.example/', person_id: pat };
    const learner = await tracking.db.insertInto('learners').values(row).returning('id').executeTakeFirstOrThrow();
    const times = { first_at: now - 9, last_at: now, completed_at: now, passed_at: now, failed_at: null };
    const attempt = await tracking.db
      .insertInto('attempts')
      .values({
        ...{ learner_id: learner.id, module: 'behaviors', registration: '', target: null, version: '1.0.0', ...times },
        ...{ progress: 100, score: 0.9, pre_test: null, tries: 1, seconds: 700, state: '{}' },
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await tracking.db
      .insertInto('item_results')
      .values(
        [0, 1, -1].map((round) => ({
          ...{ attempt_id: attempt.id, item: 'q1', try: round, statement: `s${round}`, module: 'behaviors' },
          ...{ version: '1.0.0', learner_id: learner.id, score: 1, response: 'a', seconds: 20, at: now },
        })),
      )
      .execute();
    await ask('/me/certificates/requirement/core.pdf', cookies.pat);
    const code = await codeOf('requirement/core');
    const pages = [
      ['/me', cookies.pat],
      [`/me/attempts/${attempt.id}`, cookies.pat],
      ['/me/attempts/999', cookies.pat],
      ['/account', cookies.pat],
      ['/sign-in'],
      ['/verify'],
      [`/verify/${code}`],
      ['/verify/aaaa-bbbb-cccc'],
    ] as const;
    for (const [to, cookie] of pages) {
      const page = (await ask(to, cookie, spanish)).body.toString();
      expect(page, to).toContain('<html lang="es">');
      const texts = textsOf(page);
      // A time ends with its own point, and a percent sign has a blank before it.
      expect(
        texts.filter((one) => /\.\.$|\d%/.test(one)),
        to,
      ).toEqual([]);
      expect(
        texts.filter((one) => english.has(one)),
        to,
      ).toEqual([]);
      expect(
        texts.filter((one) => /\b(the|and|your|what|with|from|this|hours|row|unknown|try)\b/i.test(one)),
        to,
      ).toEqual([]);
      expect((await ask(to, cookie)).body.toString(), to).toContain('<html lang="en">');
    }
    expect(await text(`/verify/${code}`)).toContain('April 2, 2026');
    expect((await ask(`/verify/${code}`, undefined, spanish)).body.toString()).toContain('2 de abril de 2026');
  });

  it('may choose the language, which is kept, whatever the browser prefers', async () => {
    const chosen = await ask('/language/es?next=/verify', undefined, 'en');
    expect([chosen.status, chosen.location]).toEqual([303, '/verify']);
    const [cookie = ''] = chosen.cookies;
    expect(cookie).toMatch(/^cpm-language=es; Max-Age=31536000; .*HttpOnly; Secure; SameSite=Lax/);
    const page = await text('/verify', cookie.split(';')[0]);
    expect(page).toContain('<html lang="es">');
    expect(page).toMatch(/<a href="\/language\/en\?next(?:=|&#x3D;)%2Fverify" lang="en" hreflang="en">English<\/a>/);
    expect((await ask('/language/es?next=https://elsewhere.example/')).location).toBe('/');
    expect((await ask('/language/fr')).cookies).toEqual([]);
  });

  it('gets the certificate in Spanish, tagged so', async () => {
    const { body } = await ask('/me/certificates/requirement/core.pdf', cookies.pat, spanish);
    expect(body.toString('latin1')).toMatch(/\/Lang\s*\(es/);
  });
});

describe('a certificate', () => {
  it('is a tagged PDF with its title, and the same number each time', async () => {
    const [one, two] = [
      await ask('/me/certificates/requirement/core.pdf', cookies.pat),
      await ask('/me/certificates/requirement/core.pdf', cookies.pat),
    ];
    expect([one.status, one.type]).toEqual([200, 'application/pdf']);
    const pdf = one.body.toString('latin1');
    expect(pdf).toMatch(/^%PDF-/);
    expect(pdf).toContain('/MarkInfo');
    expect(pdf).toContain('/StructTreeRoot');
    expect(pdf).toMatch(/\/Lang\s*\(en/);
    expect(two.status).toBe(200);
    expect(await tracking.db.selectFrom('certificates').selectAll().execute()).toHaveLength(1);
  });

  it('can be checked by anybody who has its number, however it is written', async () => {
    const code = await codeOf('requirement/core');
    const dashed = code.toUpperCase().replace(/.{4}(?=.)/g, '$&-');
    expect((await ask(`/verify?code=${dashed}`)).location).toBe(`/verify/${dashed}`);
    const page = await text(`/verify/${dashed}`);
    for (const words of ['genuine', 'Pat Wren', 'Common core', 'April 2, 2026', '31.5', 'A made academy'])
      expect(page).toContain(words);
    const unknown = await ask('/verify/aaaa-bbbb-cccc');
    expect([unknown.status, unknown.body.toString()]).toEqual([404, expect.stringContaining('no certificate')]);
    expect((await ask('/verify')).status).toBe(200);
  });

  it('has a page for checking in which axe finds nothing', async () => {
    const local = await runningServer(path.join(scratch.folder, 'local'), [], { now: () => now });
    const browser = await launchBrowser();
    const page = await browser.newPage({ viewport: { width: 320, height: 800 } });
    for (const to of ['/verify', '/verify/aaaa-bbbb-cccc', '/sign-in']) {
      await page.goto(local.origin + to);
      expect([to, await axeFindings(page)]).toEqual([to, []]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    }
    await browser.close();
    await local.close();
  });

  it('can’t be checked any more when its holder was erased, who can’t sign in either', async () => {
    const code = await codeOf('requirement/core');
    await erasePerson(tracking, pat);
    expect((await ask(`/verify/${code}`)).status).toBe(404);
    expect((await ask('/me', cookies.pat)).location).toMatch(/^\/sign-in/);
  });
});
