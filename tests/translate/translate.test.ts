import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { piecesOf } from '../../src/translate/markup.js';
import { scratchFolder } from '../support/browser.js';
import { copyOfModules } from '../support/cpm.js';
import { cpm } from './cpm-here.js';

const id = 'cpm-foundations';
const lesson = 'lessons/02-who-leads.es.md';
const source = 'lessons/02-who-leads.md';
let scratch: Awaited<ReturnType<typeof scratchFolder>>;
let copies = 0;
beforeAll(async () => {
  scratch = await scratchFolder('translate');
});
afterAll(() => scratch.done());

/** A copy of the real module with its Spanish, and what one does with it. */
async function bench() {
  copies += 1;
  const modules = await copyOfModules(path.join(scratch.folder, String(copies)), id);
  const folder = path.join(modules, id);
  const at = (name: string): string => path.join(folder, name);
  const out = (name: string): string => path.join(scratch.folder, `${copies}-${name}`);
  const run = (...args: string[]) => cpm(['translate', ...args, '--modules', modules]);
  return {
    run,
    out,
    check: () => cpm(['check', id, '--modules', modules]),
    read: (name: string) => readFile(at(name), 'utf8'),
    async change(name: string, from: string, to: string): Promise<void> {
      const text = await readFile(at(name), 'utf8');
      expect(text).toContain(from);
      await writeFile(at(name), text.replace(from, to));
    },
    remove: (names: readonly string[]) => Promise.all(names.map((name) => rm(at(name)))),
    /** Every file of the module by its path. */
    async files(): Promise<Record<string, string>> {
      const names = (await readdir(folder, { recursive: true })).filter((name) => /\.(md|yaml)$/.test(name)).sort();
      return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await readFile(at(name), 'utf8')])));
    },
    async exported(name: string, ...more: string[]): Promise<string> {
      const { code, err } = await run('export', id, '--to', 'es', '--out', out(name), ...more);
      expect(err).toBe('');
      expect(code).toBe(0);
      return readFile(out(name), 'utf8');
    },
    async imported(name: string, text: string) {
      await writeFile(out(name), text);
      return run('import', out(name));
    },
  };
}

describe('cpm translate', () => {
  it.each(['all.xlf', 'all.csv'])('brings a module out and in again without changing a byte: %s', async (name) => {
    const { exported, imported, files } = await bench();
    const before = await files();
    const { code, out } = await imported(name, await exported(name));
    expect(out).toContain('no file changes');
    expect(code).toBe(0);
    expect(await files()).toEqual(before);
  });

  it.each(['new.xlf', 'new.csv'])(
    'makes a translation from nothing that says the same as the one it came from: %s',
    async (name) => {
      const first = await bench();
      const text = await first.exported(name);
      const modules = await bench();
      const before = await modules.files();
      await modules.remove(Object.keys(before).filter((one) => /\.es\.(md|yaml)$/.test(one)));
      const { code, err } = await modules.imported(name, text);
      expect(err).toBe('');
      expect(code).toBe(0);
      const checked = await modules.check();
      expect(`${checked.out}${checked.err}`).toBe('No faults in 1 module.\n');
      // Lessons come out as they were, byte for byte; YAML says the same.
      const after = await modules.files();
      for (const file of Object.keys(before).filter((one) => one.endsWith('.es.md')))
        expect(after[file], file).toBe(before[file]);
      expect(await modules.exported(name)).toBe(text);
    },
  );

  it('puts a changed text in its place, and leaves every other line as it was', async () => {
    const { exported, imported, files } = await bench();
    const before = await files();
    const text = await exported('one.xlf');
    const { code } = await imported('one.xlf', text.replace('Junto a la cafetera', 'Junto a la máquina de "café"'));
    expect(code).toBe(0);
    const after = await files();
    const changed = Object.keys(after).filter((name) => after[name] !== before[name]);
    expect(changed).toEqual([lesson]);
    expect(after[lesson]).toBe(before[lesson]?.replace('Junto a la cafetera', 'Junto a la máquina de \\"café\\"'));
  });

  it('tells what has changed in the source since, exports that alone, and forgets it once it is translated', async () => {
    const { change, check, exported, imported, read } = await bench();
    await change(source, 'The CPM is a project of', 'The CPM has been a project of');
    await change('questions/checks.yaml', 'title: What Marisol can say', 'title: What Marisol could say');
    const stale = await check();
    expect(stale.code).toBe(0);
    expect(stale.err).toContain(`${lesson}:5:1  warning  translation/stale`);
    expect(stale.err).toContain('checks.es.yaml:');
    expect(stale.err.match(/translation\/stale/g)).toHaveLength(2);
    const text = await exported('changed.xlf', '--changed');
    expect(text.match(/<unit /g)).toHaveLength(2);
    expect(text).toContain('The source has changed since this was translated.');
    // Coming back as it went out, it is as stale as it was.
    await imported('changed.xlf', text);
    expect((await check()).err.match(/translation\/stale/g)).toHaveLength(2);
    await imported(
      'changed.xlf',
      text
        .replace('El CPM es un proyecto', 'El CPM ha sido un proyecto')
        .replaceAll('state="initial"', 'state="translated"'),
    );
    expect((await check()).err).toBe('');
    expect(await read(lesson)).toContain('El CPM ha sido un proyecto');
  });

  it('takes a new paragraph into its place, and keeps the translations around it', async () => {
    const { change, check, exported, imported, read } = await bench();
    await change(source, 'Four partners support it', 'Nobody leads alone.\n\nFour partners support it');
    const broken = await check();
    expect(broken.code).toBe(1);
    expect(broken.err).toContain('translation/structure');
    const text = await exported('added.xlf', '--changed');
    expect(text.match(/<unit /g)).toHaveLength(1);
    await imported('added.xlf', text.replace('</source>', '</source><target>Nadie dirige solo.</target>'));
    const mended = await check();
    expect(`${mended.out}${mended.err}`).toBe('No faults in 1 module.\n');
    expect(await read(lesson)).toContain('\n\nNadie dirige solo.\n\nLo apoyan cuatro aliados');
  });

  it.each<[string, (text: string) => string, RegExp]>([
    [
      'a lost tag',
      (text) => text.replace(/ \(<ph[^>]*\/>|<ph [^>]*source[^>]*\/>(?=[^<]*<\/target>)/, ''),
      /:\d+ {2}The translation of ".*" has lost `\{% source /,
    ],
    [
      'an unknown text',
      (text) => text.replace('name="summary"', 'name="sumary"'),
      /:\d+ {2}There is no text "sumary" in `module\.yaml`/,
    ],
    [
      'an unknown file',
      (text) => text.replace('/module.yaml"', '/modul.yaml"'),
      /:\d+ {2}cpm-foundations has no text in `modul\.yaml`/,
    ],
    [
      'another source language',
      (text) => text.replace('srcLang="en"', 'srcLang="fr"'),
      /:1 {2}The file translates from "fr", but cpm-foundations is written in "en"/,
    ],
    [
      'the language of the module itself',
      (text) => text.replace('trgLang="es"', 'trgLang="en"'),
      /can't be translated into "en"/,
    ],
    [
      'another module',
      (text) => text.replaceAll(`original="${id}/`, 'original="cpm-fundations/'),
      /There is no module "cpm-fundations"/,
    ],
    ['half a file', (text) => text.slice(0, 4000), /:\d+ {2}The file is not well-formed XML/],
    [
      'an entity from elsewhere',
      (text) => text.replace('<xliff', '<!DOCTYPE xliff [<!ENTITY a SYSTEM "file:///etc/passwd">]><xliff'),
      /document type declaration/,
    ],
    [
      'markup of its own',
      (text) => text.replace('Fundamentos del CPM</target>', '<b>Fundamentos</b></target>'),
      /:\d+ {2}<b> stands in a text/,
    ],
    [
      'a tag that its source does not have',
      (text) => text.replace('Fundamentos del CPM</target>', 'Fundamentos {% check "k-who" /%}</target>'),
      /holds `\{% check "k-who" \/%\}`, which its source does not/,
    ],
  ])('refuses a file whole, with line and reason: %s', async (_what, spoil, said) => {
    const { exported, imported, files } = await bench();
    const before = await files();
    const text = await exported('broken.xlf');
    const spoilt = spoil(text).replace('Junto a la cafetera', 'Junto a la ventana');
    expect(spoilt).not.toBe(text);
    const { code, err } = await imported('broken.xlf', spoilt);
    expect(err).toMatch(said);
    expect(err).toContain('Nothing was imported.');
    expect(code).toBe(1);
    expect(await files()).toEqual(before);
  });

  it.each(['term.xlf', 'term.csv'])(
    'gives the words of a term to the translator, and nothing else of its tag: %s',
    async (name) => {
      const { change, exported, imported, read, check } = await bench();
      const streams = 'lessons/03-three-streams';
      const isXliff = name.endsWith('.xlf');
      const as = (words: string): string => (isXliff ? `>${words}<` : `as=""${words}""`);
      await change(`${streams}.md`, '{% term "sop" as="SOP" /%}', '{% term "sop" as="the practice" /%}');
      const text = await exported(name);
      expect(text).toContain(as('the practice'));
      expect(text.split(as('SOP'))).toHaveLength(2);
      const { code, err } = await imported(name, text.replace(as('SOP'), as('práctica organizada')));
      expect(err).toBe('');
      expect(code).toBe(0);
      expect(await read(`${streams}.es.md`)).toContain('la {% term "sop" as="práctica organizada" /%} es la única');
      expect((await check()).code).toBe(0);
      const again = await exported(name);
      const quoted = isXliff ? as('una "otra"') : as('una ""otra""');
      const refused = await imported(name, again.replace(as('práctica organizada'), quoted));
      expect(refused.err).toContain('Nothing was imported.');
      expect(refused.code).toBe(1);
    },
  );

  it.each(['answers.xlf', 'answers.csv'])(
    'gives accepted answers to the translator as one list with a note, and takes as many as come back: %s',
    async (name) => {
      const { exported, imported, read, check, change } = await bench();
      const asked = 'questions/assessment.es.yaml';
      const text = await exported(name);
      expect(text).toContain('ICPM | Integrated Core Practice Model | ');
      expect(text.match(/with \| between them/g)).toHaveLength(1);
      const now = /ICPM \| El ICPM \| [^<",]+/.exec(text)?.[0] ?? '';
      const { code, err } = await imported(name, text.replace(now, 'el ICPM|  *ICPM* o \\| así |'));
      expect(err).toBe('');
      expect(code).toBe(0);
      expect(await read(asked)).toContain('    answers:\n      - el ICPM\n      - "*ICPM* o | así"\n');
      expect((await check()).err).toBe('');
      const again = await exported(name);
      expect(again).toContain('el ICPM | *ICPM* o \\| así');
      const none = await imported(name, again.replace('el ICPM | *ICPM* o \\| así', ' | '));
      expect(none.code).toBe(1);
      await change('questions/assessment.yaml', '      - The ICPM\n', '');
      expect((await check()).err).toMatch(/assessment\.es\.yaml:\d+:5 {2}warning {2}translation\/stale/);
    },
  );

  it('lets a translator say a term in other words where its source has none, and take none away', async () => {
    const { exported, imported, read } = await bench();
    const text = await exported('more.csv');
    const here = 'la {% term ""fidelity"" /%} en tres';
    expect(text).toContain(here);
    const more = text.replace(here, 'la {% term ""fidelity"" as=""lealtad"" /%} en tres');
    expect((await imported('more.csv', more)).code).toBe(0);
    expect(await read('lessons/04-into-practice.es.md')).toContain('{% term "fidelity" as="lealtad" /%}');
    const without = await imported('less.csv', text.replace(here, 'la lealtad en tres'));
    expect(without.code).toBe(1);
    expect(without.err).toContain('has lost `{% term "fidelity" /%}` of its source');
  });

  it('refuses a table without its columns', async () => {
    const { imported } = await bench();
    const { code, err } = await imported('broken.csv', 'key,text\na,b\n');
    expect(err).toContain('broken.csv:1  The first line must name the columns');
    expect(code).toBe(1);
  });

  it('begins a language that a module does not have yet', async () => {
    const { run, out } = await bench();
    const { code, out: said } = await run('export', id, '--to', 'vi', '--out', out('vi.xlf'));
    expect(code).toBe(0);
    expect(said).toContain('(266 new, 0 changed');
    const text = await readFile(out('vi.xlf'), 'utf8');
    expect(text).toContain('trgLang="vi"');
    expect(text).not.toContain('<target>');
  });
});

it('takes every text apart into words and markup, and together again', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.constantFrom(
          'a',
          ' ',
          '*',
          '**',
          '_',
          '[',
          ']',
          '(x)',
          '{% source "a" /%}',
          '{% term "a" as="b c" /%}',
          '{% term as = "b" id="c" /%}',
          '{n}',
          '`',
          '\\"',
          '!',
          'é',
          '{%',
          '%}',
        ),
      ),
      (parts) => {
        const text = parts.join('');
        const pieces = piecesOf(text);
        expect(pieces.map((piece) => (typeof piece === 'string' ? piece : piece.code)).join('')).toBe(text);
      },
    ),
  );
});
