import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import express, { type Router } from 'express';
import type { Engine } from '../html/engine.js';
import type { BuiltPackage, Catalogue } from './catalogue.js';
import { type ModulesPageOptions, modulesPage } from './modules-page.js';
import { ReplyError } from './reply-error.js';

/** `/` and the downloads. */
export function moduleRoutes(catalogue: Catalogue, engine: Engine, options: ModulesPageOptions): Router {
  const router = express.Router();
  router.get('/', (_request, response) => {
    response.type('html').send(engine.render('server/modules', modulesPage(catalogue, options)));
  });
  router.get('/packages/:file', async (request, response) => {
    const found = [...catalogue.modules, ...(catalogue.courses ?? [])]
      .flatMap(({ packages }) => packages)
      .find(({ file }) => file === request.params.file);
    if (!found)
      throw new ReplyError(
        404,
        'There is no such package',
        `No package of the last build is named ${request.params.file}.`,
      );
    const { bytes, sha256 } = await packageFile(found);
    response.attachment(found.file).type('application/zip');
    response.set('Repr-Digest', `sha-256=:${Buffer.from(sha256, 'hex').toString('base64')}:`);
    response.send(bytes);
  });
  return router;
}

/** A package's file as it is now: a build in another window may have replaced the one of the catalogue. */
export async function packageFile({
  path,
  file,
}: BuiltPackage): Promise<{ readonly bytes: Buffer; readonly sha256: string }> {
  if (path === null)
    throw new ReplyError(
      404,
      'There is no zip of this package',
      'While modules are written none is made: run cpm build.',
    );
  const bytes = await readFile(path).catch(() => {
    throw new ReplyError(
      410,
      'The package is gone',
      `${file} was built, but its file is no longer there. Start again to build it.`,
    );
  });
  return { bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}
