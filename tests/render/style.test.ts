import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { questionDefinitions } from '../../src/questions/definitions.js';
import { courseStyleSheet, minified, restStyleSheet } from '../../src/render/style-sheet.js';

const templates = path.join(new URL('../../', import.meta.url).pathname, 'templates');
const types = questionDefinitions.map((one) => one.type);
const ofTypes = readdirSync(path.join(templates, 'css/questions')).map((file) => path.basename(file, '.css'));
const css = (name: string): string => readFileSync(path.join(templates, 'css', `${name}.css`), 'utf8');

const blockSheets = readdirSync(path.join(templates, 'css/blocks')).map((name) => `blocks/${name.replace('.css', '')}`);

/** Each token as its light and dark color. */
const tokens = new Map(
  [...css('tokens').matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\);/g)].map(
    ([, name = '', light = '', dark = '']) => [name, [light, dark] as const],
  ),
);

/** Contrast of two colors, 1 to 21 (WCAG 2.2, relative luminance). */
function contrast(a: string, b: string): number {
  const luminance = (color: string): number => {
    const [r = 0, g = 0, blue = 0] = [1, 3, 5].map((at) => {
      const share = Number.parseInt(color.slice(at, at + 2), 16) / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * blue;
  };
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

const text = [
  ...['paper', 'canvas', 'brand-wash', 'story-wash', 'good-wash', 'again-wash', 'fault-wash'].map((ground) => [
    'ink',
    ground,
  ]),
  ...['paper', 'canvas', 'brand-wash'].flatMap((ground) => [
    ['ink-soft', ground],
    ['brand', ground],
    ['brand-deep', ground],
  ]),
  ['on-brand', 'brand'],
  ['on-brand', 'brand-deep'],
  ...['good', 'again', 'fault'].flatMap((role) => [
    [role, 'paper'],
    [role, 'canvas'],
    [role, `${role}-wash`],
  ]),
  ['again', 'brand-wash'],
  ['good', 'brand-wash'],
  ['ink-soft', 'brand-wash'],
  ['story', 'story-wash'],
] as [string, string][];
const lines = [
  ...['paper', 'canvas', 'brand-wash'].map((ground) => ['edge', ground]),
  ...['good', 'again', 'brand'].map((bar) => [bar, 'line']),
  ['ring', 'ring-gap'],
] as [string, string][];

describe.each([
  ['light', 0],
  ['dark', 1],
] as const)('the colors in %s', (_name, at) => {
  const pick = (name: string): string => tokens.get(name)?.[at] ?? '';
  it.each(text)('let %s be read on %s', (role, ground) => {
    expect(contrast(pick(role), pick(ground))).toBeGreaterThanOrEqual(4.5);
  });
  it.each(lines)('let %s be seen on %s', (role, ground) => {
    expect(contrast(pick(role), pick(ground))).toBeGreaterThanOrEqual(3);
  });
});

describe('the style sheet', () => {
  it('uses no color that is not a token, but for print, the logo and systems with colors of their own', () => {
    const outside = [
      'base',
      'course',
      'course-rest',
      ...blockSheets,
      ...ofTypes.map((type) => `questions/${type}`),
    ].flatMap((name) =>
      css(name)
        .split('\n')
        .filter((line) => /#[0-9a-f]{3,6}\b/i.test(line))
        .map((line) => line.trim()),
    );
    expect(new Set(outside)).toEqual(
      new Set([
        'fill: #f2a516;',
        'border: 1px solid #999;',
        'border-block-end: 1px solid #999;',
        'border: 3px solid #000;',
        'color: #000;',
        'border: 2px solid #000;',
        'stroke: #666;',
        'fill: #666;',
      ]),
    );
  });

  it('loads nothing from outside', () => {
    expect(courseStyleSheet(templates) + restStyleSheet(templates, { types, blocks: [] })).not.toMatch(/@import|url\(/);
  });

  it('is at most 8 kB, compressed, with every question type in it', () => {
    const whole = courseStyleSheet(templates) + restStyleSheet(templates, { types, blocks: [] });
    expect(gzipSync(whole, { level: 9 }).length).toBeLessThanOrEqual(8_000);
  });

  it('holds the looks of those question types that the course asks, and of no others', () => {
    for (const type of ofTypes) expect(types).toContain(type);
    const [none, matching] = [
      restStyleSheet(templates, { types: [], blocks: [] }),
      restStyleSheet(templates, { types: ['matching'], blocks: [] }),
    ];
    expect(matching).toBe(`${none}${minified(css('questions/matching'))}`);
    expect(none).not.toContain('.pick');
  });

  it('loses blanks and comments, and nothing that means something', () => {
    expect(
      minified(
        '/* a */\n.a :hover > b,\n.c {\n  width: calc(1px + 2px);\n  content: " ; } ";\n}\n@media (min-width: 2rem) {\n  .d { x: y; }\n}\n',
      ),
    ).toBe('.a :hover>b,.c{width:calc(1px + 2px);content:" ; } "}@media (min-width:2rem){.d{x:y}}');
  });
});
