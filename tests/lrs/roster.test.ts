import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AccountKeyTooShort, accountKey } from '../../src/lrs/collector/account-key.js';
import { createAccounts } from '../../src/lrs/collector/accounts.js';
import { openStore } from '../../src/lrs/open-store.js';
import type { RecordStore } from '../../src/lrs/store.js';
import { eachDatabase } from './each-database.js';

const of = (learner: string, account = `account of ${learner}`, homePage = 'https://lms.example/') => ({
  homePage,
  learner,
  account,
});

eachDatabase('the roster', (fresh) => {
  let one: RecordStore;
  let other: RecordStore;
  beforeAll(async () => {
    const database = await fresh();
    one = await openStore(database, Date.now);
    other = await openStore(database, Date.now);
  });
  afterAll(async () => {
    await one.close();
    await other.close();
  });

  it('gives a new learner the account that is offered, and notes when', async () => {
    expect(await one.accountsOf([of('a')], 1_800_000_000_123)).toEqual(['account of a']);
    expect(await other.rosterEntry('account of a')).toEqual({ ...of('a'), firstSeen: 1_800_000_000_123 });
  });

  it('lets a known learner keep the account, whatever is offered later', async () => {
    await one.accountsOf([of('b')], 1);
    expect(await other.accountsOf([of('b', 'made by another key'), of('c')], 2)).toEqual([
      'account of b',
      'account of c',
    ]);
    expect(await one.rosterEntry('made by another key')).toBeUndefined();
  });

  it('holds learners of two LMSs apart who have the same id', async () => {
    const both = [of('d', 'here', 'https://one.example/'), of('d', 'there', 'https://two.example/')];
    expect(await one.accountsOf(both, 1)).toEqual(['here', 'there']);
    expect(await one.accountsOf([...both].reverse(), 1)).toEqual(['there', 'here']);
  });

  it('has one entry a learner when sixteen requests at two processes bring the same new ones at once', async () => {
    const before = (await one.rosterPage(undefined, 1000)).length;
    const learners = Array.from({ length: 12 }, (_, n) => `together ${n}`);
    const answers = await Promise.all(
      Array.from({ length: 16 }, (_, n) => {
        const turned = [...learners.slice(n % 12), ...learners.slice(0, n % 12)];
        // Each offers its own account: only one of them can win.
        const wishes = turned.map((learner) => of(learner, `${learner} by ${n}`));
        return (n % 2 ? one : other)
          .accountsOf(wishes, n)
          .then((accounts) => new Map(turned.map((learner, i) => [learner, accounts[i]])));
      }),
    );
    for (const learner of learners) expect(new Set(answers.map((answer) => answer.get(learner))).size).toBe(1);
    expect((await one.rosterPage(undefined, 1000)).length - before).toBe(12);
  });

  it('is read in pages that miss nobody and repeat nobody', async () => {
    const all = await one.rosterPage(undefined, 1000);
    const paged = [];
    for (let after: string | undefined; ; ) {
      const page = await one.rosterPage(after, 3);
      paged.push(...page);
      after = page.at(-1)?.account;
      if (page.length < 3) break;
    }
    expect(paged).toEqual(all);
    expect(all.length).toBeGreaterThan(15);
  });

  it('draws the account key once for all processes, even when they start together', async () => {
    const keys = await Promise.all([one, other, one, other].map((store) => accountKey(store, undefined)));
    expect(new Set(keys).size).toBe(1);
    expect(Buffer.from(keys[0] ?? '', 'base64url')).toHaveLength(32);
    expect(await accountKey(other, '')).toBe(keys[0]);
  });

  it('takes the operator’s account key instead, but none that could be guessed', async () => {
    const given = 'x'.repeat(32);
    expect(await accountKey(one, given)).toBe(given);
    await expect(accountKey(one, 'x'.repeat(31))).rejects.toThrow(AccountKeyTooShort);
  });

  it('keeps a learner’s account when the key is changed, and makes new ones by the new key', async () => {
    const place = { homePage: 'https://lms.example/', learner: 'rotated' };
    const name = async (store: RecordStore, key: string, learner = place) => [
      ...(await createAccounts({ roster: store, key, now: Date.now }).of([learner])).values(),
    ];
    const first = await name(one, 'k'.repeat(32));
    expect(await name(other, 'l'.repeat(32))).toEqual(first);
    const next = { ...place, learner: 'after' };
    expect(await name(one, 'l'.repeat(32), next)).not.toEqual(first);
    expect(first[0]).toMatch(/^[\w-]{43}$/);
  });
});

describe('accounts', () => {
  it('ask the roster once for a learner who comes again', async () => {
    const asked: string[] = [];
    const roster = {
      accountsOf: async (learners: readonly { learner: string; account: string }[]) => {
        asked.push(...learners.map((one) => one.learner));
        return learners.map((one) => one.account);
      },
    };
    const accounts = createAccounts({ roster, key: 'k'.repeat(32), now: Date.now });
    const a = { homePage: 'https://lms.example/', learner: 'a' };
    const b = { homePage: 'https://lms.example/', learner: 'b' };
    const first = await accounts.of([a]);
    expect(await accounts.of([a, b])).toEqual(new Map([...first, ...(await accounts.of([b]))]));
    expect(asked).toEqual(['a', 'b']);
  });
});
