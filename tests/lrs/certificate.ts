import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';

/** A private key with a certificate of its public one. */
export interface Certified {
  readonly key: KeyObject;
  /** DER in base64, as x5c has it. */
  readonly certificate: string;
  readonly name: string;
}

/** A new RSA key, certified by another or by itself (X.509 v3, SHA-256 with RSA). */
export function certified(name: string, issuer?: Certified, bits = 2048): Certified {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: bits });
  const algorithm = sequence(objectId(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b), element(0x05));
  const body = sequence(
    element(0xa0, element(0x02, Buffer.from([2]))),
    element(0x02, Buffer.from([1])),
    algorithm,
    distinguished(issuer?.name ?? name),
    sequence(time('200101000000Z'), time('491231235959Z')),
    distinguished(name),
    publicKey.export({ type: 'spki', format: 'der' }),
  );
  const signature = createSign('sha256')
    .update(body)
    .sign(issuer?.key ?? privateKey);
  const certificate = sequence(body, algorithm, element(0x03, Buffer.from([0]), signature));
  return { key: privateKey, certificate: certificate.toString('base64'), name };
}

function distinguished(commonName: string): Buffer {
  return sequence(element(0x31, sequence(objectId(0x55, 0x04, 0x03), element(0x0c, Buffer.from(commonName)))));
}

const time = (text: string): Buffer => element(0x17, Buffer.from(text));
const objectId = (...bytes: number[]): Buffer => element(0x06, Buffer.from(bytes));
const sequence = (...parts: readonly Buffer[]): Buffer => element(0x30, ...parts);

/** One element of DER: tag, length, content. */
function element(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const size = content.length;
  const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 255];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}
