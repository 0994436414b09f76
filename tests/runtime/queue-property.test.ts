import path from 'node:path';
import { build } from 'esbuild';
import fc from 'fast-check';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.js';
import { projectRoot } from '../support/cpm.js';
import { outboxOnDisk, waitingOnDisk } from './support/outbox-on-disk.js';
import { send, until, webServer } from './support/web-server.js';

const runs = 20;
const mostSteps = 14;
const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 1e9));

/** How the record store answers from now on; `deaf` takes what it gets and its answer is lost. */
const moods = ['fine', 'busy', 'locked', 'forbidden', 'broken', 'deaf', 'gone'] as const;
type Mood = (typeof moods)[number];
type Learner = 'A' | 'B';
type Step =
  | { readonly do: 'add' | 'close' | 'kill' | 'settle' }
  | { readonly do: 'mood'; readonly mood: Mood }
  | { readonly do: 'relaunch'; readonly learner: Learner };

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom<Step>({ do: 'add' }) },
  { weight: 1, arbitrary: fc.constantFrom<Step>({ do: 'close' }, { do: 'kill' }, { do: 'settle' }) },
  { weight: 3, arbitrary: fc.constantFrom(...moods).map((mood): Step => ({ do: 'mood', mood })) },
  { weight: 2, arbitrary: fc.constantFrom<Learner>('A', 'B').map((learner): Step => ({ do: 'relaunch', learner })) },
);

interface Told {
  readonly id: string;
  readonly actor: { readonly name: string };
}

let browser: Browser;
let script: string;
beforeAll(async () => {
  browser = await launchBrowser();
  const made = await build({
    entryPoints: [path.join(projectRoot, 'tests/runtime/support/queue-page.ts')],
    bundle: true,
    format: 'iife',
    write: false,
  });
  script = made.outputFiles[0]?.text ?? '';
});
afterAll(() => browser.close());

/** A strict store: a batch with an id that is there is refused whole, and the moods. */
async function moodyStore() {
  const there: { readonly told: Told; readonly authorization: string }[] = [];
  let mood: Mood = 'fine';
  const server = await webServer((asked, response) => {
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Access-Control-Allow-Headers', '*, Authorization');
    if (asked.method === 'OPTIONS') return send(response, 'text/plain', '', 204);
    if (mood === 'gone') return response.destroy();
    const refusal = { busy: 429, locked: 401, forbidden: 403, broken: 503, fine: null, deaf: null }[mood];
    if (refusal !== null) return send(response, 'text/plain', '', refusal);
    const batch: Told[] = JSON.parse(asked.body);
    if (batch.some(({ id }) => there.some(({ told }) => told.id === id))) return send(response, 'text/plain', '', 409);
    there.push(...batch.map((told) => ({ told, authorization: asked.headers.authorization ?? '' })));
    return mood === 'deaf' ? response.destroy() : send(response, 'application/json', '[]');
  });
  return {
    endpoint: `${server.origin}/`,
    there,
    become(next: Mood) {
      mood = next;
    },
    close: server.close,
  };
}

/** One browser with one window at a time, and what was added in it. */
function machine(context: BrowserContext, site: string, store: Awaited<ReturnType<typeof moodyStore>>) {
  const added: { readonly id: string; readonly learner: Learner }[] = [];
  let page: Page | null = null;
  let learner: Learner = 'A';

  async function launch(who: Learner): Promise<Page> {
    await page?.close({ runBeforeUnload: false });
    learner = who;
    page = await context.newPage();
    await page.goto(`${site}/?${new URLSearchParams({ learner: who, endpoint: store.endpoint })}`);
    await page.waitForFunction('window.opened');
    return page;
  }

  async function add(): Promise<void> {
    const here = page ?? (await launch(learner));
    const id = `${learner}${added.length}`;
    added.push({ id, learner });
    await here.evaluate((one) => Reflect.get(window, 'add')(one), id);
    // On the disk, or there already.
    await until(
      async () =>
        (await here.evaluate((one) => Reflect.get(window, 'acknowledged').includes(one), id)) ||
        (await outboxOnDisk(here)).includes(`"${id}"`),
    );
  }

  async function act(step: Step): Promise<void> {
    switch (step.do) {
      case 'add':
        return add();
      case 'mood':
        return store.become(step.mood);
      case 'relaunch':
        await launch(step.learner);
        return;
      case 'settle':
        await page?.waitForTimeout(60);
        return;
      case 'close':
        await page?.goto('about:blank');
        await page?.close();
        page = null;
        return;
      case 'kill':
        if (!page) return;
        await crash(page);
        page = null;
    }
  }
  return { added, launch, act };
}

async function crash(page: Page): Promise<void> {
  const crashed = page.waitForEvent('crash');
  page.goto('chrome://crash').catch(() => undefined);
  await crashed;
  await page.close();
}

it(`loses nothing, doubles nothing and mixes nobody up, whatever happens (${runs} runs of up to ${mostSteps} steps, seed ${seed})`, async () => {
  const site = await webServer((asked, response) =>
    asked.path === '/queue.js'
      ? send(response, 'text/javascript', script)
      : send(response, 'text/html', '<!doctype html><title>Queue</title><script src="queue.js"></script>'),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { minLength: 4, maxLength: mostSteps }), async (steps) => {
      const store = await moodyStore();
      const context = await browser.newContext();
      try {
        const { added, launch, act } = machine(context, site.origin, store);
        for (const step of steps) await act(step);
        store.become('fine');
        for (const learner of ['A', 'B'] as const) {
          const page = await launch(learner);
          await page.waitForFunction('window.waiting() === 0');
          expect(await page.evaluate('[window.refused, window.setAside]')).toEqual([undefined, undefined]);
          if (learner === 'B') await until(async () => (await waitingOnDisk(page)) === 0);
        }
        for (const learner of ['A', 'B'] as const) {
          const mine = store.there.filter(({ told }) => told.actor.name === learner);
          const wanted = added.filter((one) => one.learner === learner).map(({ id }) => id);
          expect(mine.every(({ authorization }) => authorization === `Basic ${learner}`)).toBe(true);
          expect(mine.map(({ told }) => told.id).sort()).toEqual([...wanted].sort());
          // A window that closes sends all that waits at once, whatever became of what was under way.
          const inOrder = !steps.some((step) => step.do === 'close' || step.do === 'relaunch');
          if (inOrder) expect(mine.map(({ told }) => told.id)).toEqual(wanted);
        }
      } finally {
        await context.close();
        await store.close();
      }
    }),
    { numRuns: runs, seed },
  );
  await site.close();
}, 300_000);
