import { X509Certificate } from 'node:crypto';
import { compactVerify, decodeProtectedHeader, errors, importX509, type ProtectedHeaderParameters } from 'jose';
import { isObject, type JsonObject, listAt, numberAt, textAt } from '../../xapi/json.js';
import type { Fault } from '../../xapi/validate/check.js';
import { isSameStatement } from '../same-statement.js';
import type { Attachment } from '../store.js';
import { mediaType } from './call.js';
import { checkedJson } from './checked-json.js';

/**
 * What is wrong with the signatures of statements (xAPI 1.0.3 Data 2.6, xAPI 2.0 4.2.6): each must be a JWS that is
 * well formed, made with RS256, RS384 or RS512, and signs this statement. Where it brings a certificate (x5c), the
 * signature and the chain must hold. Whether the certificate's owner is to be trusted is the reader's to judge.
 * @param files parts of the same request
 * @param path where the statement with this index stands in what was sent
 */
export async function signatureFaults(
  statements: readonly JsonObject[],
  files: readonly Attachment[],
  path: (index: number) => string,
): Promise<Fault[]> {
  const faults: Fault[] = [];
  const unused = new Map(files.map((file) => [file.sha2, file.content]));
  for (const [index, statement] of statements.entries()) {
    for (const [place, attachment] of listAt(statement, 'attachments').entries()) {
      if (!isSignature(attachment)) continue;
      const message = await wrongWith(attachment, statement, unused);
      if (message !== undefined) faults.push({ path: `${path(index)}.attachments[${place}]`, message });
    }
  }
  return faults;
}

const usage = 'http://adlnet.gov/expapi/attachments/signature';
const algorithms = ['RS256', 'RS384', 'RS512'];
const longestChain = 10;

function isSignature(attachment: unknown): attachment is JsonObject {
  return isObject(attachment) && attachment.usageType === usage;
}

async function wrongWith(
  attachment: JsonObject,
  statement: JsonObject,
  unused: Map<string, Uint8Array>,
): Promise<string | undefined> {
  if (mediaType(textAt(attachment, 'contentType')) !== 'application/octet-stream')
    return 'is a signature: its contentType must be application/octet-stream';
  const hash = textAt(attachment, 'sha2')?.toLowerCase() ?? '';
  const content = unused.get(hash);
  if (!content) return 'is a signature: it must come as a part of this request (multipart/mixed), of its own';
  // One signature signs one statement; to look at it again for each that names it would be endless work.
  unused.delete(hash);
  const token = Buffer.from(content).toString('latin1');
  const parts = /^([\w-]+)\.([\w-]+)\.([\w-]+)$/.exec(token);
  if (!parts) return 'is a signature, but its part is no JWS in compact form (header.payload.signature)';
  const header = headerOf(token);
  if (!header) return 'is a signature, but the header of its JWS is no JSON object';
  if (!algorithms.includes(header.alg ?? ''))
    return `is a signature made with ${JSON.stringify(header.alg)}; it must be one of ${algorithms.join(', ')}`;
  const signed = payloadOf(parts[2] ?? '');
  if (!signed) return 'is a signature, but the payload of its JWS is no statement in JSON';
  if (!signs(signed, statement)) return 'is a signature of something else: its payload differs from this statement';
  return header.x5c === undefined ? undefined : certificateFault(token, header.x5c, header.alg ?? '');
}

function headerOf(token: string): ProtectedHeaderParameters | undefined {
  try {
    return decodeProtectedHeader(token);
  } catch {
    return undefined;
  }
}

function payloadOf(encoded: string): JsonObject | undefined {
  const { value, faults } = checkedJson(Buffer.from(encoded, 'base64url'));
  return faults.length === 0 && isObject(value) ? value : undefined;
}

/**
 * Whether the payload is the statement as it was before it was signed. What a store may or must write
 * (id, timestamp, version where there was none; always stored and authority) makes no difference.
 */
function signs(signed: JsonObject, statement: JsonObject): boolean {
  const written = ['id', 'timestamp', 'version'].filter((name) => !Object.hasOwn(signed, name));
  const received = Object.fromEntries(Object.entries(statement).filter(([name]) => !written.includes(name)));
  return (
    isSameStatement(signed, received) &&
    (signed.version === undefined || statement.version === undefined || signed.version === statement.version) &&
    attachedTo(signed) === attachedTo(statement)
  );
}

/** What is attached beside signatures, as a text to compare. */
function attachedTo(statement: JsonObject): string {
  return listAt(statement, 'attachments')
    .filter((one) => !isSignature(one))
    .map((one) =>
      JSON.stringify([
        textAt(one, 'usageType'),
        textAt(one, 'sha2')?.toLowerCase(),
        numberAt(one, 'length'),
        textAt(one, 'contentType'),
        textAt(one, 'fileUrl'),
      ]),
    )
    .sort()
    .join();
}

/** RFC 7515 4.1.6: the first certificate made the signature, each is certified by the next. */
async function certificateFault(token: string, x5c: unknown, algorithm: string): Promise<string | undefined> {
  if (!Array.isArray(x5c) || x5c.length === 0 || x5c.length > longestChain || !x5c.every(isText))
    return `is a signature, but x5c in the header of its JWS is no list of 1 to ${longestChain} certificates`;
  try {
    const chain = x5c.map((one) => new X509Certificate(Buffer.from(one, 'base64')));
    const [signer] = chain;
    if (!signer) return undefined;
    await compactVerify(token, await importX509(signer.toString(), algorithm), { algorithms });
    const broken = chain.findIndex((one, index) => {
      const next = chain[index + 1];
      return next !== undefined && !(one.checkIssued(next) && one.verify(next.publicKey));
    });
    return broken < 0 ? undefined : `is a signature, but certificate ${broken + 1} in x5c is not certified by the next`;
  } catch (error) {
    if (error instanceof errors.JWSSignatureVerificationFailed)
      return 'is a signature that the certificate in its JWS (x5c) did not make';
    return 'is a signature, but the certificate in its JWS (x5c) can not be used: RSA with at least 2048 bits is needed';
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
