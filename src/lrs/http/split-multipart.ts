import { HttpRefusal } from './refusal.js';

export interface Part {
  /** By lower-case name; what is given twice has both values. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  readonly content: Buffer;
}

/** Statements of one request rarely have more than a few files; each part costs a search and a hash. */
const mostParts = 1000;
/** Bytes of one part's headers: three of them are known. */
const mostHeaderBytes = 8192;
/** What a boundary may look like (RFC 2046 5.1.1). */
const boundaryForm = /^[\w'()+,./:=? -]{0,69}[\w'()+,./:=?-]$/;
const lineEnd = Buffer.from('\r\n');

/**
 * The parts of a multipart body (RFC 2046 5.1.1), each byte looked at once.
 * @param contentType the whole header with its boundary
 * @throws HttpRefusal when it can't be told where parts begin and end
 */
export function splitMultipart(contentType: string, body: Buffer): readonly Part[] {
  const boundary = boundaryOf(contentType);
  const line = Buffer.from(`--${boundary}`, 'latin1');
  const parts: Part[] = [];
  let start = firstLine(body, line);
  for (;;) {
    const from = start + line.length;
    if (body.subarray(from, from + 2).toString('latin1') === '--') return parts;
    if (parts.length === mostParts) throw new HttpRefusal(400, `The multipart body has more than ${mostParts} parts.`);
    const begin = endOfLine(body, from);
    // The line break before a boundary belongs to the boundary; an empty part has only the one it begins with.
    const next = nextLine(body, line, begin - lineEnd.length);
    if (next < 0)
      throw new HttpRefusal(
        400,
        `The multipart body ends within part ${parts.length + 1}: its last line must be the boundary with -- on both sides.`,
      );
    parts.push(partOf(body.subarray(begin, Math.max(begin, next)), parts.length + 1));
    start = next + lineEnd.length;
  }
}

function boundaryOf(contentType: string): string {
  const found = [...contentType.matchAll(/;\s*boundary=(?:"((?:[^"\\]|\\.)*)"|([^\s;"]*))/gi)];
  const boundary = found[0]?.[1]?.replace(/\\(.)/g, '$1') ?? found[0]?.[2];
  if (boundary === undefined || found.length > 1)
    throw new HttpRefusal(400, 'multipart/mixed needs one boundary in its Content-Type.');
  if (!boundaryForm.test(boundary))
    throw new HttpRefusal(400, 'The boundary must be 1 to 70 letters, digits and signs that RFC 2046 allows.');
  return boundary;
}

function firstLine(body: Buffer, line: Buffer): number {
  const start = body.subarray(0, line.length).equals(line) ? 0 : nextLine(body, line, 0) + lineEnd.length;
  if (start < lineEnd.length && start !== 0)
    throw new HttpRefusal(400, 'The multipart body does not hold the boundary that its Content-Type names.');
  return start;
}

/** Place of the line break before the next line that is the boundary, or -1. */
function nextLine(body: Buffer, line: Buffer, from: number): number {
  const wanted = Buffer.concat([lineEnd, line]);
  for (let at = body.indexOf(wanted, from); at >= 0; at = body.indexOf(wanted, at + lineEnd.length)) {
    // Else it is a text that only begins like the boundary.
    const rest = body.subarray(at + wanted.length, at + wanted.length + 2).toString('latin1');
    if (rest === '--' || /^(?:\r\n|[ \t])/.test(rest)) return at;
  }
  return -1;
}

/** Behind a boundary there may be blanks up to the end of its line. */
function endOfLine(body: Buffer, from: number): number {
  const end = body.indexOf(lineEnd, from);
  if (end < 0 || /[^ \t]/.test(body.subarray(from, Math.min(end, from + 80)).toString('latin1')))
    throw new HttpRefusal(
      400,
      'A line of the multipart body begins with the boundary and goes on with something else.',
    );
  return end + lineEnd.length;
}

function partOf(raw: Buffer, place: number): Part {
  // Without headers the empty line comes first.
  const end = raw.subarray(0, 2).equals(lineEnd) ? 0 : raw.subarray(0, mostHeaderBytes + 4).indexOf('\r\n\r\n');
  if (end < 0)
    throw new HttpRefusal(
      400,
      `Part ${place} of the multipart body has no empty line behind at most ${mostHeaderBytes} bytes of headers.`,
    );
  const headers = new Map<string, string[]>();
  for (const header of raw.subarray(0, end).toString('latin1').split('\r\n')) {
    const colon = header.indexOf(':');
    if (colon <= 0) continue;
    const name = header.slice(0, colon).trim().toLowerCase();
    headers.set(name, [...(headers.get(name) ?? []), header.slice(colon + 1).trim()]);
  }
  return { headers, content: Buffer.from(raw.subarray(end === 0 ? 2 : end + 4)) };
}
