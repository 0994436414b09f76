import type { Request, Response } from 'express';
import type { Launch } from './launch.js';

/**
 * Whoever saves a file waits for the course to begin anew. What its page asked for before it will ask for again, one
 * script after the other: the document names them all, so that the browser fetches them at once (HTML, link type
 * `preload`). A launch that nobody renewed is left as an LMS would have it.
 * @param name of the file that is asked for now
 */
export function askedAgain(launch: Launch, name: string, request: Request, response: Response): void {
  const kind = kindOf(name);
  if (kind !== undefined) launch.asked.add(name);
  if (!launch.isRenewed || kind !== undefined || !/\.html?$/i.test(name)) return;
  const folder = `${request.baseUrl}/${launch.id}/content/`;
  for (const one of launch.asked) {
    if (launch.package.files.has(one))
      response.append('Link', `<${folder}${encodeURI(one)}>; rel=preload; as=${kindOf(one)}`);
  }
}

function kindOf(name: string): 'script' | 'style' | undefined {
  if (/\.js$/i.test(name)) return 'script';
  return /\.css$/i.test(name) ? 'style' : undefined;
}
