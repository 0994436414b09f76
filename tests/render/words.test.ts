import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadWords, type Words } from '../../src/render/words.js';

const root = new URL('../../', import.meta.url).pathname;
const templates = path.join(root, 'templates');
const languages = readdirSync(path.join(templates, 'words')).map((name) => name.replace('.json', ''));

function words(language: string): Words {
  const { value } = loadWords(templates, language);
  if (!value) throw new Error(language);
  return value;
}

const english = words('en');
const said = (own: Words): Words['script'] => ({ ...own.script, ...own.rest });
/** @param but a folder in it that does not count */
const files = (folder: string, ending: string, but = '-'): string[] =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending) && !name.startsWith(but + path.sep))
    .map((name) => readFileSync(path.join(root, folder, name), 'utf8'));

/** The `{names}` of a text. */
const holes = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).sort();

describe('the words of the interface', () => {
  it.each(languages)('are all there in %s, with the same places to fill', (language) => {
    const own = words(language);
    for (const part of ['page', 'script', 'rest'] as const) {
      expect(Object.keys(own[part]).sort()).toEqual(Object.keys(english[part]).sort());
    }
    for (const [key, text] of Object.entries(english.page))
      expect(holes(own.page[key] ?? ''), key).toEqual(holes(text));
    for (const [key, entry] of Object.entries(said(english))) {
      const same = said(own)[key];
      if (typeof entry === 'string') {
        expect(typeof same, key).toBe('string');
        expect(holes(String(same)), key).toEqual(holes(entry));
        continue;
      }
      // A plural may leave its number out ("One question"), never bring a name of its own.
      const known = holes(Object.values(entry).join());
      const forms: Readonly<Record<string, string>> = typeof same === 'object' ? same : {};
      for (const rule of new Intl.PluralRules(language).resolvedOptions().pluralCategories) {
        if (rule !== 'many') expect(forms[rule], `${key}.${rule}`).toBeTypeOf('string');
      }
      for (const hole of holes(Object.values(forms).join())) expect(known, key).toContain(hole);
    }
  });

  it.each(languages.filter((language) => language !== 'en'))('are translated in %s', (language) => {
    const same = Object.entries(english.page).filter(([key, text]) => words(language).page[key] === text);
    expect(same).toEqual([]);
  });

  it('are those that the templates use, no more and no fewer', () => {
    const used = new Set(
      ['course', 'blocks', 'questions']
        .flatMap((folder) => files(`templates/${folder}`, '.hbs'))
        .flatMap((text) => [...text.matchAll(/\bwords\.(\w+)/g)].map(([, key = '']) => key)),
    );
    const byRender = files('src/render', '.ts').flatMap((text) =>
      [...text.matchAll(/words\.page\.(\w+)/g)].map(([, key = '']) => key),
    );
    expect([...new Set([...used, ...byRender])].sort()).toEqual(Object.keys(english.page).sort());
  });

  it.each([
    ['script', files('src/runtime/view', '.ts', 'rest')],
    ['rest', [...files('src/runtime/view/rest', '.ts'), ...files('templates/questions', '.hbs')]],
  ] as const)('are those that the %s says, no more and no fewer', (part, texts) => {
    const sources = texts.join('\n');
    // The rest finds the words of the first page too.
    const known = part === 'rest' ? said(english) : english.script;
    for (const key of Object.keys(english[part])) {
      const stem = key.replace(/-.*/, '');
      expect(
        sources.includes(`'${key}'`) ||
          sources.includes(`"${key}"`) ||
          sources.includes(`\`${stem}-`) ||
          sources.includes(`'${stem}Help'`) ||
          key.endsWith('Help'),
        key,
      ).toBe(true);
    }
    for (const [, key = ''] of sources.matchAll(/say\('([\w-]+)'/g)) expect(Object.keys(known), key).toContain(key);
    for (const [, key = ''] of sources.matchAll(/data-count="(\w+)"/g)) expect(Object.keys(known), key).toContain(key);
  });

  it('serve every region of a language', () => {
    expect(words('es-MX')).toEqual(words('es'));
  });

  it('tell an author how to add a language', () => {
    const { value, diagnostics } = loadWords(templates, 'tl');
    expect(value).toBeUndefined();
    expect(diagnostics).toMatchObject([
      { code: 'render/no-words', severity: 'error', file: 'templates/words/tl.json' },
    ]);
    expect(diagnostics[0]?.hint).toContain('en.json');
  });
});
