import { createHash, timingSafeEqual } from 'node:crypto';

/**
 * SHA-256 in hexadecimal. Secrets are random and long, so that a plain hash of them can't be searched through,
 * and checking one takes no time worth attacking.
 */
export function hashOfSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/**
 * Whether a secret has a hash, in constant time.
 * @param secretHash undefined: compared all the same, so that the answer's time tells nothing
 */
export function isSecretOf(secret: string, secretHash: string | undefined): boolean {
  const same = timingSafeEqual(
    Buffer.from(hashOfSecret(secret), 'hex'),
    Buffer.from(secretHash ?? hashOfNothing, 'hex'),
  );
  return same && secretHash !== undefined;
}

const hashOfNothing = hashOfSecret('');
