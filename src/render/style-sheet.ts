import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * The style sheet of every course's first page: tokens, what all pages share, what courses add; small, for slow connections.
 * @param blocks names of the blocks of the first lesson
 */
export function courseStyleSheet(templates: string, blocks: readonly string[] = []): string {
  return ['tokens', 'base', 'course', ...blockSheets(templates, blocks)].map((name) => sheet(templates, name)).join('');
}

/** What needs looks of its own behind the first page. */
export interface LaterLooks {
  /** Types of the questions: one that needs looks of its own has a sheet of its own, `css/questions/<type>.css`. */
  readonly types: readonly string[];
  /** Names of the blocks that only later lessons use; their sheets are `css/blocks/<name>.css`. */
  readonly blocks: readonly string[];
}

/** What questions and results need besides; it comes with them and stands after the first sheet. */
export function restStyleSheet(templates: string, { types, blocks }: LaterLooks): string {
  const own = types.map((type) => `questions/${type}`).filter((name) => existsSync(sheetFile(templates, name)));
  return ['course-rest', ...own, ...blockSheets(templates, blocks)].map((name) => sheet(templates, name)).join('');
}

/** The sheets of those blocks that have one. */
function blockSheets(templates: string, blocks: readonly string[]): string[] {
  const names = new Set(blocks.map((name) => sharedSheets[name] ?? name));
  return [...names]
    .sort()
    .map((name) => `blocks/${name}`)
    .filter((name) => existsSync(sheetFile(templates, name)));
}

/** Blocks that look alike share a sheet. */
const sharedSheets: Readonly<Record<string, string>> = { plan: 'note', reflection: 'note', checklist: 'note' };

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
