import type { LaunchUnit, Package } from '../verify/package.js';
import type { Attempt, Attempts } from './attempts.js';
import { chooseAttempt } from './choose-attempt.js';
import { createFeed } from './feed.js';
import type { Launch } from './launch.js';
import type { Learner } from './learner.js';
import type { Mishap } from './mishap.js';
import { launchProtocols } from './protocols/all.js';
import { statementLine } from './statement-line.js';
import type { StoreAccess } from './store-access.js';
import type { Verdict } from './verdict.js';
import type { LaunchWish } from './wish.js';

export interface LaunchRequest {
  readonly module: string;
  readonly target: string;
  readonly package: Package;
  readonly wish: LaunchWish;
  /** Id of the module that a unit is: a course has several. */
  readonly aboutUnit: (unit: LaunchUnit) => string;
}

export interface BeginParts {
  readonly attempts: Attempts;
  readonly store: StoreAccess;
  /** Ends in '/'. */
  readonly iriBase: string;
  /** The package origin (`http://127.0.0.1:4001`). */
  readonly contentOrigin: string;
  readonly now: () => number;
  readonly uuid: () => string;
  /** A random text of that many bytes, base64url. */
  readonly secret: (bytes: number) => string;
}

/** The package holds nothing that can be launched from its own files, or not the unit that was asked for. */
export class NothingToLaunch extends Error {
  constructor(unit: string | null) {
    super(
      `The package was read, and its manifest names nothing in it that can be launched${unit === null ? '' : ` as ${unit}`}.`,
    );
    this.name = 'NothingToLaunch';
  }
}

/** What of a package can be launched here, in the manifest's order: whatever lies in the package itself. */
export function launchableUnits({ manifest, files }: Package): readonly LaunchUnit[] {
  return manifest.units
    .filter(({ file }) => file !== null && files.has(file))
    .map((unit) => (unit.title === '' ? { ...unit, title: manifest.title } : unit));
}

/** Begins one launch of a learner. @throws NothingToLaunch */
export async function beginLaunch(request: LaunchRequest, learner: Learner, parts: BeginParts): Promise<Launch> {
  const { module, target, wish } = request;
  const { manifest } = request.package;
  const units = launchableUnits(request.package);
  const unit = wish.unit === null ? units[0] : units.find(({ id }) => id === wish.unit);
  if (!unit) throw new NothingToLaunch(wish.unit);
  const protocol = launchProtocols[manifest.protocol];
  const attempt = await chooseAttempt(
    {
      ...{ module, target, unit, learner, wish, continues: protocol.continues },
      isFirstUnit: unit === units[0],
      ofCourse: protocol.attemptsOfCourse === true,
    },
    parts,
  );
  const id = parts.secret(18);
  const feed = createFeed(statementLine);
  const base = `${parts.contentOrigin}/${id}/`;
  rememberVerdict(feed.follow, { ...attempt, unit: unit.id }, parts.attempts);
  const open = await protocol.begin({
    package: request.package,
    unit: wish.masteryScore === null ? unit : { ...unit, passingScore: scoreOf(wish.masteryScore) },
    about: request.aboutUnit(unit),
    ...{ learner, attempt, mode: wish.mode, door: wish.door, wish, store: parts.store, iriBase: parts.iriBase },
    addresses: { content: `${base}content/`, fetch: `${base}fetch`, returned: `${base}returned` },
    feed,
    keep: (cmi) => parts.attempts.change(attempt, (kept) => ({ ...kept, cmi })),
    now: parts.now,
    uuid: parts.uuid,
  });
  const ownWindow = wish.ownWindow || open.host.ownWindow;
  const fresh = { package: request.package, asked: new Set<string>(), isRenewed: false, mishaps: new Set<Mishap>() };
  return { id, module, target, learner, attempt, ownWindow, feed, open, ...fresh };
}

/** What the attempt comes to is kept beside it, so that a list of attempts need not ask each protocol. */
function rememberVerdict(follow: Launch['feed']['follow'], attempt: Attempt, attempts: Attempts): void {
  const { unit } = attempt;
  let known = JSON.stringify(attempt.verdicts[unit]);
  const remember = (verdict: Verdict) => {
    const now = JSON.stringify(verdict);
    if (now === known) return;
    known = now;
    // It can be told again from what is kept: a full disk is heard of where the data itself is saved.
    attempts
      .change(attempt, (kept) => ({ ...kept, verdict, verdicts: { ...kept.verdicts, [unit]: verdict } }))
      .catch(() => undefined);
  };
  follow((event) => {
    if (event.type === 'holdings') remember(event.holdings.verdict);
  });
}

function scoreOf(wished: number | 'none'): number | null {
  return wished === 'none' ? null : wished;
}
