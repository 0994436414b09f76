import path from 'node:path';
import type { Package } from '../verify/package.js';
import { type Attempt, openAttempts } from './attempts.js';
import { type BeginParts, beginLaunch, type LaunchRequest } from './begin-launch.js';
import type { Launch } from './launch.js';
import { type Learner, loadLearners } from './learner.js';

export interface Launches {
  readonly learners: readonly Learner[];
  /** Imports the package, ends the present launch of the same learner at the same package, and begins a new one. */
  begin(request: LaunchRequest): Promise<Launch>;
  /**
   * Puts another build of the same package below the addresses of a launch, for a session that goes on in it (`reopen`).
   * False where that can't be: the launch is over, its manifest says something else, or its protocol opens no session twice.
   */
  renew(launch: Launch, fresh: Package): boolean;
  byId(id: string): Launch | undefined;
  /** The launch that handed out the credential of an Authorization header. */
  byAuthorization(authorization: string | undefined): Launch | undefined;
  /** All attempts at a package, the one launched last first. */
  attempts(module: string, target: string): Promise<readonly Attempt[]>;
  /** Forgets an attempt and ends its launch: the next launch begins a new one. Its statements stay in the record store. */
  reset(module: string, target: string, registration: string): Promise<void>;
  /** Waits, while the session is open, for the last words of a course whose page goes; not longer than the grace. */
  lastWords(launch: Launch): Promise<void>;
  /** Lets go of all launches; what their pages report is taken by the record store as before. */
  close(): Promise<void>;
}

export interface LaunchesOptions extends Omit<BeginParts, 'attempts'> {
  /** Where learners and attempts are kept. */
  readonly folder: string;
  /** False when the folder goes with the server: nobody waits for the disk. */
  readonly lasting: boolean;
  /** How long a session may take to say its last words before the next launch takes over, milliseconds. */
  readonly grace: number;
}

/** The stand-in LMS: its learners, their attempts, and the launches of this run of the server. */
export async function openLaunches(options: LaunchesOptions): Promise<Launches> {
  const learners = await loadLearners(options.folder, `${options.iriBase}learners`, () => learnerName(options.secret));
  const attempts = openAttempts(path.join(options.folder, 'attempts'), learners[0].account.name, options.lasting);
  const learnerOf = (name: string | null) => learners.find(({ account }) => account.name === name) ?? learners[0];
  const byId = new Map<string, Launch>();
  const present = new Map<string, Launch>();
  const replaced = new Map<string, Launch>();
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const next = turn.then(work);
    turn = next.catch(() => undefined);
    return next;
  };
  return {
    learners,
    // One after the other: two launches at once would both abandon the same session.
    begin: (request) =>
      inTurn(async () => {
        const learner = learnerOf(request.wish.learner);
        const key = `${request.module}.${request.target}.${learner.account.name}`;
        const former = present.get(key);
        if (former) await takeOver(former, options.grace);
        // The one before stays known for its last words; older ones have none left.
        const older = replaced.get(key);
        if (older) byId.delete(older.id);
        if (former) replaced.set(key, former);
        const launch = await beginLaunch(request, learner, { ...options, attempts });
        byId.set(launch.id, launch);
        present.set(key, launch);
        return launch;
      }),
    renew(launch, fresh) {
      const isPresent = [...present.values()].includes(launch);
      if (!isPresent || launch.open.reopen === undefined || !saysTheSame(launch.package, fresh)) return false;
      launch.package = fresh;
      launch.isRenewed = true;
      return true;
    },
    byId: (id) => byId.get(id),
    byAuthorization(authorization) {
      const basic = /^Basic\s+(\S+)$/i.exec(authorization ?? '')?.[1];
      return basic === undefined
        ? undefined
        : [...byId.values()].find((launch) => launch.open.credentials.includes(basic));
    },
    attempts: (module, target) => attempts.list(module, target),
    reset: (module, target, registration) =>
      inTurn(async () => {
        const isIts = (launch: Launch) => launch.attempt.registration === registration;
        for (const launch of [...present.values()].filter(isIts)) await takeOver(launch, 0);
        await options.store.closeAll(registration, 'This attempt was reset.');
        await attempts.remove({ module, target, registration });
      }),
    lastWords: (launch) => untilEnded(launch, options.grace),
    async close() {
      await turn;
      await Promise.all([...present.values()].map((launch) => launch.open.leave?.()));
      // Verdicts are written behind the statements that they follow from.
      await attempts.settled();
    },
  };
}

/** What a launch went by is the same in both manifests; their lists of files may differ. */
function saysTheSame(former: Package, fresh: Package): boolean {
  const [before, now] = [former, fresh].map(({ manifest: { protocol, edition, id, title, units } }) =>
    JSON.stringify([protocol, edition, id, title, units.map(({ line: _, ...unit }) => unit)]),
  );
  return before === now;
}

/** Lets the former session finish what is on its way, then accepts nothing more from it. */
async function takeOver(former: Launch, grace: number): Promise<void> {
  await untilEnded(former, grace);
  await former.open.end();
  if (former.feed.sessionNow() === 'open') former.feed.session('replaced');
}

async function untilEnded({ feed }: Launch, grace: number): Promise<void> {
  if (feed.sessionNow() !== 'open' || grace === 0) return;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(done, grace);
    const stop = feed.follow((event) => {
      if (event.type === 'session' && event.session !== 'open') done();
    });
    function done(): void {
      clearTimeout(timer);
      resolve();
      // It may be told while it is being added to those who are told.
      queueMicrotask(() => stop());
    }
  });
}

/** Eight letters and digits that are not mistaken for each other. */
function learnerName(secret: (bytes: number) => string): string {
  const alphabet = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
  const letters = [...Buffer.from(secret(8), 'base64url')].map((byte) => alphabet[byte % alphabet.length]);
  return `${letters.slice(0, 4).join('')}-${letters.slice(4, 8).join('')}`;
}
