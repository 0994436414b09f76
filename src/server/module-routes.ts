import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import express, { type Router } from 'express';
import type { Engine } from '../html/engine.js';
import type { BuiltModule, BuiltPackage, Catalogue } from './catalogue.js';
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
  const bytes = await readFile(path).catch(() => {
    throw new ReplyError(
      410,
      'The package is gone',
      `${file} was built, but its file is no longer there. Start again to build it.`,
    );
  });
  return { bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}

/** A module's package for a target, or a refusal that says what there is. */
export function findPackage(
  catalogue: Catalogue,
  moduleId: unknown,
  target: unknown,
): { readonly module: BuiltModule; readonly built: BuiltPackage } {
  const module = catalogue.modules.find(({ id }) => id === moduleId);
  if (!module) throw new ReplyError(404, 'There is no such module', `No module has the id ${String(moduleId)}.`);
  const built = module.packages.find((one) => one.target === target);
  if (built) return { module, built };
  if (module.faults.length > 0) {
    throw new ReplyError(
      404,
      'This module has faults',
      `${module.title} is not built until its faults are gone; the list of modules shows them.`,
    );
  }
  throw new ReplyError(
    404,
    'There is no such package',
    `${module.title} was not built for the target ${String(target)}.`,
  );
}
