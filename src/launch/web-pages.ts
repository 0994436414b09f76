import express, { type Router } from 'express';
import { isObject, parsedJson, textAt } from '../xapi/json.js';
import { fileNamed, sendFile } from './send-file.js';

export interface WebPagesOptions {
  /** The origin whose pages may frame these. */
  readonly mainOrigin: string;
  /** A random text of that many bytes, base64url. */
  readonly secret: (bytes: number) => string;
}

/** Packages of plain web pages, served as any web server would: no launch, no learner, no LMS. */
export interface WebPages {
  /**
   * Offers a package's files.
   * @param name of the zip; its files take the place of those that were offered by that name before
   * @returns the path of its folder on the package origin; unguessable, for pages hold the answers of their assessment
   */
  offer(name: string, files: ReadonlyMap<string, Uint8Array>): string;
  readonly router: Router;
}

interface Offered {
  readonly key: string;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

export function webPages({ mainOrigin, secret }: WebPagesOptions): WebPages {
  const offered = new Map<string, Offered>();
  const router = express.Router();
  router.get('/pages/:key/*file', (request, response) => {
    const found = [...offered.values()].find(({ key }) => key === request.params.key);
    if (!found)
      return void response.status(404).type('text').send('There are no such pages. Open them again from their page.');
    const collector = collectorOf(found.files);
    const reportsTo = collector === null ? '' : new URL(collector).origin;
    sendFile(found.files, { name: fileNamed(request), framedBy: mainOrigin, reportsTo }, request, response);
  });
  return {
    offer(name, files) {
      const key = offered.get(name)?.key ?? secret(18);
      offered.set(name, { key, files });
      return `/pages/${key}/`;
    },
    router,
  };
}

/** Where the pages report to, as their `tracking.json` says; null for nowhere. */
export function collectorOf(files: ReadonlyMap<string, Uint8Array>): string | null {
  const tracking = parsedJson(new TextDecoder().decode(files.get('tracking.json') ?? new Uint8Array()));
  if (!isObject(tracking)) return null;
  const collector = textAt(tracking, 'collector') ?? '';
  const isAddress = /^https?:/i.test(collector) && URL.canParse(collector);
  return isAddress && textAt(tracking, 'key') ? collector : null;
}
