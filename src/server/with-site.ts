import type { Engine } from '../html/engine.js';
import { pathNow, wordsNow } from './language.js';
import { roleNow } from './reader.js';
import { en } from './words/en.js';

/** Pages that learners and the public see stand in both languages; reports and modules are in English. */
const inBoth: ReadonlySet<string> = new Set(
  ['sign-in', 'account', 'verify', 'record', 'certificate'].map((name) => `server/${name}`),
);

/**
 * The engine with what every page of this server says of it: where it is, the role of whoever reads, and the words in the
 * reader's language.
 * @param site its `place` is the host that people know it by; null where it serves this machine alone
 */
export function withSite(
  engine: Engine,
  site: { readonly base: string; readonly place: string | null; readonly signsIn: boolean },
): Engine {
  const nobody = site.signsIn ? 'nobody' : 'state';
  return {
    has: engine.has,
    render(template, context) {
      const isInBoth =
        inBoth.has(template) || ('isInReadersLanguage' in context && context.isInReadersLanguage === true);
      const words = isInBoth ? wordsNow() : en;
      const switchTo = isInBoth
        ? `${site.base}/language/${words.other.lang}?next=${encodeURIComponent(pathNow())}`
        : null;
      return engine.render(template, {
        ...site,
        place: site.place ?? words.layout.here,
        role: roleNow.getStore() ?? nobody,
        words,
        switchTo,
        ...context,
      });
    },
  };
}
