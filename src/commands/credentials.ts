import { didYouMean } from '../did-you-mean.js';
import type { StoredCredential } from '../lrs/store.js';
import type { Format, Io } from './io.js';
import { exitCodes, StopError } from './stop.js';
import { type StoreOptions, withStore } from './with-store.js';

export type ListOptions = StoreOptions & { readonly format: Format };

/** `cpm credentials list`: every credential without its secret, oldest first. */
export async function listCredentials(io: Io, options: ListOptions): Promise<void> {
  const now = Date.now();
  const all = (await withStore(io, options, (store) => store.credentials())).map((one) => shown(one, now));
  if (options.format === 'json') {
    io.out(JSON.stringify({ credentials: all }, null, 2));
    return;
  }
  if (all.length === 0) io.out('No credentials.\nhint: make one: cpm credentials add --label "…" --scope all');
  for (const one of all) {
    io.out(`${one.key}  ${one.state}  ${one.label}`);
    io.out(`  ${[`scopes ${one.scopes.join(', ')}`, `made ${one.created}`, ...limits(one)].join('; ')}`);
    for (const activity of one.activities ?? []) io.out(`  speaks about ${activity}`);
  }
}

/** `cpm credentials revoke`: the next request with it is refused, in every process on the database. */
export async function revokeCredential(io: Io, key: string, options: ListOptions): Promise<void> {
  await withStore(io, options, async (store) => {
    const found = await store.credential(key);
    if (!found) {
      const near = didYouMean(
        key,
        (await store.credentials()).map((one) => one.id),
      );
      throw new StopError(
        `There is no credential "${key}".${near === undefined ? '' : ` Did you mean "${near}"?`}\nhint: cpm credentials list shows them.`,
        exitCodes.usage,
      );
    }
    const now = Date.now();
    const isNew = await store.revokeCredential(key, now);
    if (isNew) await store.note('credentials revoke', { key });
    const at = time(found.revoked) ?? time(now);
    if (options.format === 'json') io.out(JSON.stringify({ key, revoked: at }, null, 2));
    else io.out(isNew ? `${key} is revoked (${found.label}).` : `${key} was revoked before, ${at} (${found.label}).`);
  });
}

/** A credential as people and programs may see it. */
function shown(one: StoredCredential, now: number) {
  const isExpired = one.expires !== null && one.expires <= now;
  return {
    key: one.id,
    label: one.label,
    state: one.revoked !== null ? 'revoked' : isExpired ? 'expired' : 'in force',
    scopes: one.scopes,
    created: time(one.created),
    expires: time(one.expires),
    revoked: time(one.revoked),
    activities: one.activities,
    requestsAMinute: one.requestsAMinute,
  } as const;
}

function limits({ expires, revoked, requestsAMinute }: ReturnType<typeof shown>): string[] {
  return [
    ...(expires === null ? [] : [`in force until ${expires}`]),
    ...(revoked === null ? [] : [`revoked ${revoked}`]),
    ...(requestsAMinute === null ? [] : [`${requestsAMinute} requests a minute`]),
  ];
}

function time(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
