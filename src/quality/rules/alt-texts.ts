import { fault } from '../../definition/fault.js';
import type { QualityRule } from '../quality-rule.js';
import { matches } from '../written.js';

/** Texts of images as they are written: `![text](...)` and `alt="text"`. */
const alt = /!\[([^\]\n]*)\]\(|\balt="([^"\n]*)"/g;
const empty =
  /^(?:an?\s+|the\s+)?(?:image|picture|photo(?:graph)?|graphic|figure|diagram|chart|icon|illustration|screenshot|logo)s?(?:\s+(?:\d+|here|of it))?\.?$/i;
const isFileName = /^[\w-]+\.(?:png|jpe?g|gif|svg|webp)$/i;

/** WCAG 2.2, 1.1.1: the text says what the image says. */
export const altTexts: QualityRule = {
  code: 'quality/alt-text',
  advice: ({ texts }) =>
    texts
      .filter(({ file }) => file.endsWith('.md'))
      .flatMap((text) =>
        matches(text, alt).flatMap(({ at, found }) => {
          const said = /\[(.*)\]|"(.*)"/.exec(found)?.slice(1).join('').trim() ?? '';
          if (!empty.test(said) && !isFileName.test(said)) return [];
          return [
            fault(
              'quality/alt-text',
              text.at(at, found.length),
              `“${said}” does not say what the image shows.`,
              'write in one sentence what a reader should take from it; `alt=""` on a figure that only decorates',
              'warning',
            ),
          ];
        }),
      ),
};
