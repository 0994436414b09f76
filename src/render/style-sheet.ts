import { readFileSync } from 'node:fs';
import path from 'node:path';

/** The style sheet of every course's first page: tokens, what all pages share, what courses add; small, for slow connections. */
export function courseStyleSheet(templates: string): string {
  return ['tokens', 'base', 'course'].map((name) => sheet(templates, name)).join('');
}

/** What questions and results need besides; it comes with them and stands after the first sheet. */
export function restStyleSheet(templates: string): string {
  return sheet(templates, 'course-rest');
}

function sheet(templates: string, name: string): string {
  return minified(readFileSync(path.join(templates, 'css', `${name}.css`), 'utf8'));
}

/** CSS without comments and needless blanks. Texts in quotes stay as they are. */
export function minified(css: string): string {
  return css
    .split(/("[^"]*")/)
    .map((piece, i) => (i % 2 === 1 ? piece : squeezed(piece)))
    .join('')
    .trim();
}

// No blank is taken before ':' or around '+', '-': `a :hover` and `calc(1px + 2px)` mean something by it.
function squeezed(css: string): string {
  return css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,>]) ?/g, '$1')
    .replace(/: /g, ':')
    .replaceAll(';}', '}');
}
