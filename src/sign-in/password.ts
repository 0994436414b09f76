import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';

/** scrypt's cost as OWASP's Password Storage Cheat Sheet asks: 2^17 rounds of 8 blocks, 128 MB and some 0.4 s. */
export const usualCost: Cost = { log2: 17, blocks: 8, lanes: 1 };
const [saltBytes, keyBytes] = [16, 32];

/** Fewest and most characters of a password that is the only thing asked for (NIST SP 800-63B-4, 3.1.1.2; OWASP ASVS 5.0, 6.2.1). */
export const passwordLength = { fewest: 15, most: 128 } as const;

/** A password as it is stored: `scrypt$17$8$1$<salt>$<key>`, base64url. */
export async function hashPassword(password: string, cost = usualCost): Promise<string> {
  const salt = randomBytes(saltBytes);
  const key = await derived(password, salt, cost);
  return ['scrypt', cost.log2, cost.blocks, cost.lanes, salt.toString('base64url'), key.toString('base64url')].join(
    '$',
  );
}

/**
 * Whether a password has that hash, in a time that does not tell.
 * @param stored null: worked through all the same, so that the time does not tell who is known
 */
export async function isPasswordOf(password: string, stored: string | null): Promise<boolean> {
  const [kind, log2, blocks, lanes, salt, key] = (stored ?? nobodys).split('$');
  const wanted = Buffer.from(key ?? '', 'base64url');
  if (kind !== 'scrypt' || wanted.length !== keyBytes)
    throw new Error('A stored password has a form that nobody wrote');
  const found = await derived(password, Buffer.from(salt ?? '', 'base64url'), {
    log2: Number(log2),
    blocks: Number(blocks),
    lanes: Number(lanes),
  });
  return timingSafeEqual(found, wanted) && stored !== null;
}

/** Why a password won't do, and what stands in the sentence that says so. */
export interface PasswordFault {
  readonly fault: 'short' | 'long' | 'own' | 'repeats' | 'common';
  /** Characters that it has. */
  readonly length: number;
  /** Characters that it may have at least or at most. */
  readonly n: number;
}

/**
 * Why a password won't do; null when it will. No kinds of characters are asked for; what is guessed first is refused:
 * common passwords, and patterns of them (NIST SP 800-63B-4, 3.1.1.2; OWASP ASVS 5.0, 6.2.4).
 */
export async function passwordFault(
  password: string,
  name: string,
): Promise<(PasswordFault & Record<string, string | number>) | null> {
  const length = [...password.normalize('NFKC')].length;
  const { fewest, most } = passwordLength;
  if (length < fewest) return { fault: 'short', length, n: fewest };
  if (length > most) return { fault: 'long', length, n: most };
  const plain = password.toLowerCase();
  const own = name.toLowerCase().split('@')[0] ?? '';
  if (own.length > 3 && plain.includes(own)) return { fault: 'own', length, n: fewest };
  if (new Set(plain).size < 6) return { fault: 'repeats', length, n: fewest };
  const { isCommon } = await import('./common-password.js');
  return isCommon(password, name) ? { fault: 'common', length, n: fewest } : null;
}

/** scrypt's parameters; they stand in each hash, so that they can be raised later. */
export interface Cost {
  readonly log2: number;
  readonly blocks: number;
  readonly lanes: number;
}

/** One at a time: each takes 128 MB, and many at once could take all. */
let turn: Promise<unknown> = Promise.resolve();

function derived(password: string, salt: Buffer, { log2, blocks, lanes }: Cost): Promise<Buffer> {
  const options: ScryptOptions = { N: 2 ** log2, r: blocks, p: lanes, maxmem: 2 ** log2 * blocks * 128 + 2 ** 20 };
  const mine = turn.then(
    () =>
      new Promise<Buffer>((resolve, reject) => {
        scrypt(password.normalize('NFKC'), salt, keyBytes, options, (error, key) =>
          error ? reject(error) : resolve(key),
        );
      }),
  );
  turn = mine.catch(() => undefined);
  return mine;
}

/** A hash of no password. */
const nobodys = `scrypt$${usualCost.log2}$${usualCost.blocks}$${usualCost.lanes}$${Buffer.alloc(saltBytes).toString('base64url')}$${Buffer.alloc(keyBytes).toString('base64url')}`;
