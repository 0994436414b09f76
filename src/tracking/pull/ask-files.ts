import { attachmentsOf } from '../../lrs/attachment-hashes.js';
import { readMultipart } from '../../lrs/http/multipart.js';
import { HttpRefusal } from '../../lrs/http/refusal.js';
import type { Attachment } from '../../lrs/store.js';
import { type JsonObject, textAt } from '../../xapi/json.js';
import { ask, type Source } from './ask-source.js';

/** Files of one statement and their headers: more is not brought. */
export const mostFileBytes = 20_000_000;

/** The files of a statement could not be brought. */
export class FilesLeftOut extends Error {
  override readonly name = 'FilesLeftOut';
}

/** Signs the statement as it was, with whomever it named: of the one with opaque people it would say nothing true. */
const signature = 'http://adlnet.gov/expapi/attachments/signature';

/** Hashes of files that a statement was sent with, lower case. What it names an address for stays there. */
export function filesOf(statement: JsonObject): string[] {
  return attachmentsOf(statement, '$').flatMap(([, one]) => {
    if (textAt(one, 'fileUrl') !== undefined || textAt(one, 'usageType') === signature) return [];
    return textAt(one, 'sha2')?.toLowerCase() ?? [];
  });
}

/**
 * Files of one statement, from the record store that has it (xAPI 1.0.3 Communication 1.5.2, 2.1.3): asked for by itself,
 * so that no answer holds the files of a whole page.
 * @throws FilesLeftOut, or as `ask`
 */
export async function askFiles(
  source: Source,
  statement: JsonObject,
  wanted: readonly string[],
): Promise<Attachment[]> {
  const query = new URLSearchParams({
    statementId: textAt(statement, 'id') ?? '',
    attachments: 'true',
    format: 'exact',
  });
  const answer = await ask(source, `${source.endpoint}statements?${query}`, {
    accept: 'multipart/mixed, application/json;q=0.5',
    read: (response) => bytesOf(response),
  });
  if (answer === null) throw new FilesLeftOut(`its files take more than ${mostFileBytes / 1_000_000} MB`);
  try {
    const { attachments, faults } = readMultipart(answer.type, answer.bytes);
    const found = attachments.filter(({ sha2 }) => wanted.includes(sha2));
    if (faults.length === 0 && wanted.every((hash) => found.some(({ sha2 }) => sha2 === hash))) return found;
  } catch (error) {
    if (!(error instanceof HttpRefusal)) throw error;
  }
  throw new FilesLeftOut('the other record store does not give its files, or not as their hashes say');
}

/** The body and its type; null when it is too large, and then it is not read on. */
async function bytesOf(response: Response): Promise<{ readonly type: string; readonly bytes: Buffer } | null> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of response.body ?? []) {
    length += part.byteLength;
    if (length > mostFileBytes) return null;
    parts.push(part);
  }
  return { type: response.headers.get('Content-Type') ?? '', bytes: Buffer.concat(parts) };
}
