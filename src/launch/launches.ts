import path from 'node:path';
import type { LaunchUnit, Package, Protocol } from '../verify/package.js';
import { type Attempt, type Attempts, openAttempts } from './attempts.js';
import { createFeed, type Feed } from './feed.js';
import { type Learner, loadLearner } from './learner.js';
import type { Mishap } from './mishap.js';
import type { OpenLaunch } from './open-launch.js';
import { launchProtocols } from './protocols/all.js';
import { statementLine } from './statement-line.js';
import type { StoreAccess } from './store-access.js';
import type { LaunchWish } from './wish.js';

/** A launch under way: a package in front of the learner, with what the LMS knows of it. */
export interface Launch {
  /** Unguessable: knowing it is the right to this launch's addresses on the package origin. */
  readonly id: string;
  readonly module: string;
  readonly target: string;
  readonly protocol: Protocol;
  readonly files: Package['files'];
  readonly feed: Feed;
  readonly open: OpenLaunch;
  readonly mishaps: Set<Mishap>;
}

export interface Launches {
  /** Imports the package, ends the present launch of the same module and target, and begins a new one. */
  begin(request: LaunchRequest): Promise<Launch>;
  byId(id: string): Launch | undefined;
  /** The launch that handed out the credential of an Authorization header. */
  byAuthorization(authorization: string | undefined): Launch | undefined;
  /** Lets go of all launches; what their pages report is taken by the record store as before. */
  close(): Promise<void>;
}

export interface LaunchRequest {
  readonly module: string;
  readonly target: string;
  readonly package: Package;
  readonly wish: LaunchWish;
}

export interface LaunchesOptions {
  /** Where learner and attempts are kept. */
  readonly folder: string;
  /** Ends in '/'. */
  readonly iriBase: string;
  readonly store: StoreAccess;
  /** The package origin (`http://127.0.0.1:4001`). */
  readonly contentOrigin: string;
  readonly now: () => number;
  readonly uuid: () => string;
  /** A random text of that many bytes, base64url. */
  readonly secret: (bytes: number) => string;
  /** How long a session may take to say its last words before the next launch takes over, milliseconds. */
  readonly grace: number;
}

/** The package holds nothing that can be launched from its own files, or not the unit that was asked for. */
export class NothingToLaunch extends Error {
  constructor(unit?: string) {
    super(
      `The package was read, and its manifest names nothing in it that can be launched${unit ? ` as ${unit}` : ''}.`,
    );
    this.name = 'NothingToLaunch';
  }
}

/** The stand-in LMS: its one learner, the attempts, and the launches of this run of the server. */
export async function openLaunches(options: LaunchesOptions): Promise<Launches> {
  const attempts = openAttempts(path.join(options.folder, 'attempts'));
  const learner = await loadLearner(options.folder, `${options.iriBase}learners`, () => learnerName(options.secret));
  const byId = new Map<string, Launch>();
  const present = new Map<string, Launch>();
  const replaced = new Map<string, Launch>();
  let turn: Promise<unknown> = Promise.resolve();
  return {
    begin(request) {
      // One after the other: two launches at once would both abandon the same session.
      const next = turn.then(async () => {
        const key = `${request.module}.${request.target}`;
        const former = present.get(key);
        if (former) await takeOver(former, options.grace);
        // The one before stays known for its last words; older ones have none left.
        const older = replaced.get(key);
        if (older) byId.delete(older.id);
        if (former) replaced.set(key, former);
        const launch = await beginLaunch(request, learner, attempts, options);
        byId.set(launch.id, launch);
        present.set(key, launch);
        return launch;
      });
      turn = next.catch(() => undefined);
      return next;
    },
    byId: (id) => byId.get(id),
    byAuthorization(authorization) {
      const basic = /^Basic\s+(\S+)$/i.exec(authorization ?? '')?.[1];
      return basic === undefined
        ? undefined
        : [...byId.values()].find((launch) => launch.open.credentials.includes(basic));
    },
    async close() {
      await turn;
      await Promise.all([...present.values()].map((launch) => launch.open.leave?.()));
    },
  };
}

async function beginLaunch(
  request: LaunchRequest,
  learner: Learner,
  attempts: Attempts,
  options: LaunchesOptions,
): Promise<Launch> {
  const { module, target, wish } = request;
  const { manifest, files } = request.package;
  const here = manifest.units.filter(({ file }) => file !== null && files.has(file));
  const unit = wish.unit === undefined ? here[0] : here.find(({ id }) => id === wish.unit);
  if (!unit) throw new NothingToLaunch(wish.unit);
  const protocol = launchProtocols[manifest.protocol];
  const attempt = await attemptFor(request, attempts, options, protocol.continues);
  const id = options.secret(18);
  const feed = createFeed(statementLine);
  const base = `${options.contentOrigin}/${id}/`;
  const open = await protocol.begin({
    package: request.package,
    unit: titled(unit, manifest.title),
    learner,
    attempt,
    mode: wish.mode,
    door: wish.door,
    store: options.store,
    iriBase: options.iriBase,
    addresses: { content: `${base}content/`, fetch: `${base}fetch`, returned: `${base}returned` },
    feed,
    save: attempts.save,
    now: options.now,
    uuid: options.uuid,
  });
  return { id, module, target, protocol: manifest.protocol, files, feed, open, mishaps: new Set() };
}

async function attemptFor(
  { module, target, wish }: LaunchRequest,
  attempts: Attempts,
  { store, now, uuid }: LaunchesOptions,
  continues: (attempt: Attempt) => boolean,
): Promise<Attempt> {
  const kept = await attempts.load(module, target);
  if (kept && !wish.afresh && continues(kept)) return kept;
  if (kept) {
    await attempts.putAside(kept);
    // A page from before a restart may still be open, and no launch of this process knows it.
    await store.closeAll(kept.registration, 'The course was launched again, in an attempt of its own.');
  }
  const attempt: Attempt = { format: 1, module, target, registration: uuid(), startedAt: now(), cmi: {} };
  await attempts.save(attempt);
  return attempt;
}

/** Lets the former session finish what is on its way, then accepts nothing more from it. */
async function takeOver(former: Launch, grace: number): Promise<void> {
  if (former.feed.sessionNow() === 'open') {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, grace);
      const stop = former.feed.follow((event) => {
        if (event.type !== 'session' || event.session === 'open') return;
        clearTimeout(timer);
        resolve();
        queueMicrotask(() => stop());
      });
    });
  }
  await former.open.end();
  if (former.feed.sessionNow() === 'open') former.feed.session('replaced');
}

function titled(unit: LaunchUnit, courseTitle: string): LaunchUnit {
  return unit.title === '' ? { ...unit, title: courseTitle } : unit;
}

/** Eight letters and digits that are not mistaken for each other. */
function learnerName(secret: (bytes: number) => string): string {
  const alphabet = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
  const letters = [...Buffer.from(secret(8), 'base64url')].map((byte) => alphabet[byte % alphabet.length]);
  return `${letters.slice(0, 4).join('')}-${letters.slice(4, 8).join('')}`;
}
