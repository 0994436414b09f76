import { createHash, timingSafeEqual } from 'node:crypto';

/**
 * SHA-256 in hexadecimal. Secrets are random and long, so that a plain hash of them can't be searched through,
 * and checking one takes no time worth attacking.
 */
export function hashOfSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/**
 * Whether a secret has a hash. One that has not is found out in constant time.
 * @param secretHash undefined: compared all the same, so that the answer's time tells nothing
 */
export function isSecretOf(secret: string, secretHash: string | undefined): boolean {
  const given = Buffer.from(secret, 'utf8');
  const known = secretHash === undefined ? undefined : secrets.get(secretHash);
  if (known && known.length === given.length && timingSafeEqual(known, given)) return true;
  const same = timingSafeEqual(
    Buffer.from(hashOfSecret(secret), 'hex'),
    Buffer.from(secretHash ?? hashOfNothing, 'hex'),
  );
  if (!same || secretHash === undefined) return false;
  if (secrets.size === mostSecrets) secrets.clear();
  // A copy: a short buffer is a part of a larger one, which it would keep.
  secrets.set(secretHash, new Uint8Array(given));
  return true;
}

/** Secrets that came lately, by their hashes: the same ones come with every request, and need no hash again. Never written anywhere. */
const secrets = new Map<string, Uint8Array>();
const mostSecrets = 1000;

const hashOfNothing = hashOfSecret('');
