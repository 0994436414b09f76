import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * The style sheet of every course's first page: tokens, what all pages share, what courses add; small, for slow connections.
 * @param blocks names of the blocks of the first lesson
 */
export function courseStyleSheet(templates: string, blocks: readonly string[] = []): string {
  return ['tokens', 'base', 'course', ...blockSheets(templates, blocks)].map((name) => sheet(templates, name)).join('');
}

/**
 * What questions and results need besides; it comes with them and stands after the first sheet.
 * @param blocks names of the blocks that only later lessons use
 */
export function restStyleSheet(templates: string, blocks: readonly string[] = []): string {
  return ['course-rest', ...blockSheets(templates, blocks)].map((name) => sheet(templates, name)).join('');
}

/** The sheets of those blocks that have one. */
function blockSheets(templates: string, blocks: readonly string[]): string[] {
  const names = new Set(blocks.map((name) => sharedSheets[name] ?? name));
  return [...names]
    .sort()
    .map((name) => `blocks/${name}`)
    .filter((name) => existsSync(path.join(templates, 'css', `${name}.css`)));
}

/** Blocks that look alike share a sheet. */
const sharedSheets: Readonly<Record<string, string>> = { plan: 'note', reflection: 'note', checklist: 'note' };

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
