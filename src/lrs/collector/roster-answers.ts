import { type Call, checkParams, requireScope } from '../http/call.js';
import { readParams } from '../http/params.js';
import { HttpRefusal } from '../http/refusal.js';
import type { RosterEntry, RosterStore } from '../roster-store.js';
import type { UpkeepStore } from '../upkeep-store.js';

const pageSize = 500;

/**
 * GET roster: who an account is (`account`), or everybody in pages (`after`, `limit`).
 * Only with the scope `roster`; every answer leaves an audit line that says who read how much, and of nobody in particular.
 */
export async function getRoster(
  call: Omit<Call, 'version'>,
  store: RosterStore & Pick<UpkeepStore, 'note'>,
): Promise<void> {
  requireScope(call.principal, 'roster');
  checkParams(call, ['account', 'after', 'limit'], []);
  const params = readParams({ ...call, version: '1.0.3' });
  const account = params.name('account');
  const after = params.name('after');
  const limit = Math.min(params.count('limit') || pageSize, pageSize);
  params.done();
  const note = (entries: number) => store.note('roster read', { credential: call.principal.id, entries });
  if (account !== undefined) {
    const entry = await store.rosterEntry(account);
    await note(entry ? 1 : 0);
    if (!entry) throw new HttpRefusal(404, 'The roster knows no such account.');
    call.reply.json(shown(entry));
    return;
  }
  const page = await store.rosterPage(after, limit + 1);
  const entries = page.slice(0, limit);
  const last = entries.at(-1);
  await note(entries.length);
  const next = new URLSearchParams({ after: last?.account ?? '', limit: String(limit) });
  call.reply.json({ entries: entries.map(shown), more: page.length > limit ? `${call.base}/roster?${next}` : '' });
}

function shown({ account, homePage, learner, firstSeen }: RosterEntry): object {
  return { account, homePage, learner, firstSeen: new Date(firstSeen).toISOString() };
}
