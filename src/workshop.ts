import { existsSync } from 'node:fs';

/**
 * The clone's own folder as a file URL, ending in '/': where `templates/`, `packaging/` and `modules/` lie.
 * Found upwards from this code, which runs from `src/` in tests and from `dist/bin/` when installed.
 */
export const workshopRoot: URL = findRoot(new URL('.', import.meta.url));

function findRoot(from: URL): URL {
  for (let at = from; ; at = new URL('..', at)) {
    if (existsSync(new URL('package.json', at)) && existsSync(new URL('packaging/', at))) return at;
    if (at.pathname === '/' || new URL('..', at).pathname === at.pathname) {
      throw new Error('The folders templates/ and packaging/ are not beside this program: run cpm from its clone.');
    }
  }
}
