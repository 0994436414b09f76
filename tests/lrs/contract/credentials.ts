import { afterAll, beforeAll, expect, it } from 'vitest';
import { isRefusal } from '../../../src/lrs/access.js';
import { createCredentials } from '../../../src/lrs/credentials.js';
import { openStore } from '../../../src/lrs/open-store.js';
import type { RecordStore } from '../../../src/lrs/store.js';
import { eachDatabase } from '../each-database.js';

/** What every record store does with credentials, through two programs that have the same database open. */
export function credentialsContract(): void {
  eachDatabase('credentials', (fresh) => {
    let a: RecordStore;
    let b: RecordStore;
    let clock = Date.UTC(2026, 0, 1);
    const now = () => clock;
    const of = (store: RecordStore) => createCredentials({ store, homePage: 'https://store.example/', now });
    const idOf = async (store: RecordStore, authorization: string) => {
      const found = await of(store).authenticate(authorization);
      return found && !isRefusal(found) ? found.id : null;
    };
    beforeAll(async () => {
      const place = await fresh();
      a = await openStore(place, now);
      b = await openStore(place, now);
    });
    afterAll(async () => {
      await Promise.all([a.close(), b.close()]);
    });

    it('makes one first credential however many programs start at once', async () => {
      const first = await Promise.all([a, b, a, b].map((store) => of(store).firstStart()));
      expect(first.filter((one) => one !== null)).toHaveLength(1);
      expect(await a.credentials()).toHaveLength(1);
      const [held] = first.flatMap((one) => one ?? []);
      expect(await idOf(b, held?.authorization ?? '')).toBe(held?.id);
    });

    it('keeps all that was wished, and no secret', async () => {
      const wish = {
        label: 'Ünïcode "label"',
        scopes: ['statements/write', 'roster'],
        expires: clock + 5000,
        activities: ['https://x.example/modules/ä?b', 'https://x.example/c'],
        requestsAMinute: 7,
      } as const;
      const made = await of(a).create(wish);
      const { secretHash, ...kept } = (await b.credential(made.id)) ?? { secretHash: '' };
      expect(kept).toEqual({ ...wish, id: made.id, homePage: 'https://store.example/', created: clock, revoked: null });
      expect(secretHash).toMatch(/^[0-9a-f]{64}$/);
      expect(Buffer.from(made.secret, 'base64url')).toHaveLength(32);
      expect(JSON.stringify(await b.credentials())).not.toContain(made.secret);
    });

    it('makes no secret that a command line would take for an option', async () => {
      const made = [];
      for (let n = 0; n < 10; n++)
        made.push(
          ...(await Promise.all(
            Array.from({ length: 60 }, () => of(a).create({ label: 'x', scopes: ['define'], expires: 1 })),
          )),
        );
      expect(made.filter(({ secret }) => secret.startsWith('-'))).toEqual([]);
      expect(new Set(made.map(({ secret }) => secret)).size).toBe(600);
    });

    it('puts one out of force in every program with the next request', async () => {
      const made = await of(a).create({ label: 'x', scopes: ['all'] });
      expect([await idOf(a, made.authorization), await idOf(b, made.authorization)]).toEqual([made.id, made.id]);
      expect(await of(b).revoke(made.id)).toBe(true);
      expect([await idOf(a, made.authorization), await idOf(b, made.authorization)]).toEqual([null, null]);
      expect(await of(a).revoke(made.id)).toBe(false);
      expect(await of(a).revoke('no such key')).toBe(false);
    });

    it('lets one expire', async () => {
      const made = await of(a).create({ label: 'x', scopes: ['all'], expires: clock + 1000 });
      expect(await idOf(b, made.authorization)).toBe(made.id);
      clock += 1000;
      expect(await idOf(b, made.authorization)).toBeNull();
    });

    it('gives nothing for keys that are texts of another kind', async () => {
      for (const id of ['', "' or 1=1 --", '\u0000', 'ä'.repeat(5000), 'constructor'])
        expect(await idOf(a, `Basic ${Buffer.from(`${id}:secret`).toString('base64')}`), id).toBeNull();
    });
  });
}
