import { AccountKeyTooShort, accountKey } from '../lrs/collector/account-key.js';
import { createAccounts } from '../lrs/collector/accounts.js';
import { ForwardRefused, forwardTarget } from '../lrs/forward/target.js';
import { iriBaseOf } from '../pipeline.js';
import { PullRefused } from '../tracking/pull/ask-source.js';
import { pullStatements } from '../tracking/pull/pull-statements.js';
import type { Io } from './io.js';
import { plural, workshopOf } from './modules.js';
import { exitCodes, StopError } from './stop.js';
import { type StoreOptions, withStore } from './with-store.js';
import { withTracking } from './with-tracking.js';

export interface PullVerbOptions extends StoreOptions {
  readonly from: string;
  readonly xapiVersion: '1.0.3' | '2.0.0';
  readonly modules?: string;
}

/** `cpm lrs pull`: what another record store has got since the last time. */
export async function pullVerb(io: Io, options: PullVerbOptions): Promise<void> {
  const endpoint = endpointOf(options.from);
  const { CPM_PULL_KEY: key = '', CPM_PULL_SECRET: secret = '' } = io.env;
  if ((key === '') !== (secret === ''))
    throw new StopError(
      'CPM_PULL_KEY and CPM_PULL_SECRET belong together.\nhint: set both, or none for a record store that asks for none.',
      exitCodes.usage,
    );
  const iriBase = await iriBaseOf(workshopOf(io, options.modules));
  if (iriBase === null)
    throw new StopError('Without a right curriculum.yaml there is no home page for accounts.', exitCodes.content);
  let last = Date.now();
  const progress = (read: number) => {
    if (Date.now() - last < 1000) return;
    last = Date.now();
    io.err(`${plural(read, 'statement')} read`);
  };
  await withTracking(
    io,
    options,
    ({ db }) =>
      withStore(
        io,
        options,
        async (store) => {
          const made = await accountKey(store, io.env.CPM_ACCOUNT_KEY).catch(keyRefused);
          const { read, leftOut, withoutFiles } = await pullStatements({
            ...{ store, db, progress, now: Date.now, homePage: `${iriBase}accounts` },
            accounts: createAccounts({ roster: store, key: made, now: Date.now }),
            source: {
              ...{ endpoint, fetch, version: options.xapiVersion, patience: 1000 },
              authorization: key === '' ? null : `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}`,
            },
          }).catch(refused);
          for (const { id, reason } of leftOut.slice(0, mostTold)) io.err(`left out: ${id}: ${reason}`);
          if (leftOut.length > mostTold) io.err(`… and ${leftOut.length - mostTold} more`);
          for (const { id, reason } of withoutFiles.slice(0, mostTold)) io.err(`without its files: ${id}: ${reason}`);
          if (withoutFiles.length > mostTold)
            io.err(`… and ${withoutFiles.length - mostTold} more without their files`);
          io.out(
            `${plural(read, 'statement')} read from ${endpoint}, ${plural(leftOut.length, 'statement')} left out.`,
          );
        },
        true,
      ),
    true,
  );
}

const mostTold = 20;

function endpointOf(from: string): string {
  try {
    return forwardTarget(from, []);
  } catch (error) {
    if (!(error instanceof ForwardRefused)) throw error;
    const message = error.message.replace('The address to forward to', '--from').replaceAll('CPM_FORWARD', 'CPM_PULL');
    throw new StopError(`${message}\nhint: --from https://lrs.example.org/xapi/`, exitCodes.usage);
  }
}

function keyRefused(error: unknown): never {
  if (!(error instanceof AccountKeyTooShort)) throw error;
  throw new StopError(`${error.message}.`, exitCodes.usage);
}

function refused(error: unknown): never {
  if (error instanceof PullRefused) throw new StopError(`${error.message}\nhint: ${error.hint}`, exitCodes.environment);
  const why = error instanceof Error ? error.message : String(error);
  if (error instanceof TypeError || /record store answers \d/.test(why))
    throw new StopError(
      `The other record store does not answer: ${why}.\nhint: what was read is kept; run the command again.`,
      exitCodes.environment,
    );
  throw error;
}
