import type { Request, Response } from 'express';

/** What a page of the package origin may load; all that is not named is refused. */
export function policy(response: Response, directives: readonly string[]): void {
  response.set(
    'Content-Security-Policy',
    ["default-src 'none'", "base-uri 'none'", "form-action 'none'", ...directives].join('; '),
  );
}

export interface SentFile {
  readonly name: string;
  /** Origin of the pages that may frame it. */
  readonly framedBy: string;
  /** Where it may send to besides its own origin; '' for nowhere. */
  readonly reportsTo: string;
}

/** A file of a zip under a policy that lets a package load from itself and report to one address, no more. */
export function sendFile(
  files: ReadonlyMap<string, Uint8Array>,
  { name, framedBy, reportsTo }: SentFile,
  request: Request,
  response: Response,
): void {
  const bytes = files.get(name);
  if (!bytes) return void response.status(404).type('text').send(`The package has no file ${name}.`);
  policy(response, [
    `frame-ancestors 'self' ${framedBy}`,
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "media-src 'self'",
    "font-src 'self'",
    "frame-src 'self'",
    `connect-src 'self' ${reportsTo}`.trimEnd(),
  ]);
  response.set('Cache-Control', 'no-cache').set('Accept-Ranges', 'bytes');
  // A course in a window of its own looks for its LMS in the one that opened it (SCORM 2004 RTE 3.3.6.1).
  response.set('Cross-Origin-Opener-Policy', 'unsafe-none');
  response.type(/\.([a-z0-9]+)$/i.exec(name)?.[1] ?? 'application/octet-stream');
  sendBytes(bytes, request, response);
}

/** The file that an address names behind its `*file`. */
export function fileNamed(request: Request): string {
  const parts = request.params.file;
  return Array.isArray(parts) ? parts.join('/') : (parts ?? '');
}

/** Bytes with ranges, which players of video ask for. */
function sendBytes(bytes: Uint8Array, request: Request, response: Response): void {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const ranges = request.range(whole.length);
  if (ranges === -1) return void response.status(416).set('Content-Range', `bytes */${whole.length}`).end();
  const range = Array.isArray(ranges) && ranges.type === 'bytes' && ranges.length === 1 ? ranges[0] : undefined;
  if (!range) return void response.send(whole);
  response.status(206).set('Content-Range', `bytes ${range.start}-${range.end}/${whole.length}`);
  response.send(whole.subarray(range.start, range.end + 1));
}
