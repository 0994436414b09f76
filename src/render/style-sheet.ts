import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The style sheet of every course's first page: tokens, what all pages share, what courses add; small, for slow connections. */
export function courseStyleSheet(templates: string): string {
  return ['tokens', 'base', 'course'].map((name) => sheet(templates, name)).join('');
}

/**
 * What questions and results need besides; it comes with them and stands after the first sheet.
 * @param types of the questions: a type that needs looks of its own has a sheet of its own, `css/questions/<type>.css`
 */
export function restStyleSheet(templates: string, types: readonly string[]): string {
  const own = types.filter((type) => existsSync(sheetFile(templates, `questions/${type}`)));
  return ['course-rest', ...own.map((type) => `questions/${type}`)].map((name) => sheet(templates, name)).join('');
}

function sheet(templates: string, name: string): string {
  return minified(readFileSync(sheetFile(templates, name), 'utf8'));
}

function sheetFile(templates: string, name: string): string {
  return path.join(templates, 'css', `${name}.css`);
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
