import { once } from 'node:events';
import { cp, mkdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listModules } from '../../src/definition/list-modules.js';
import { loadModule } from '../../src/definition/load.js';
import { checkModule, copyFixtures, fixtures } from './support/check.js';

let copy: Awaited<ReturnType<typeof copyFixtures>>;
beforeEach(async () => {
  copy = await copyFixtures();
});
afterEach(() => copy.remove());

const lesson = 'clear-words/lessons/01-plain-words.md';

async function edit(file: string, change: (text: string) => string | Uint8Array): Promise<void> {
  await writeFile(copy.at(file), change(await readFile(copy.at(file), 'utf8')));
}

/** The definition without the absolute paths of its folder. */
async function definitionOf(folder: string): Promise<string> {
  const { value } = await loadModule({ path: folder, shownAs: 'modules' }, 'clear-words');
  return JSON.stringify(value).replaceAll(folder, '');
}

describe('the folder of modules', () => {
  it('lists the folders that do not begin with _ or .', async () => {
    await mkdir(copy.at('.git'));
    await mkdir(copy.at('another'));
    expect(await listModules({ path: copy.folder, shownAs: 'modules' })).toEqual([
      'another',
      'clear-words',
      'every-block',
    ]);
  });

  it('says of a folder without module.yaml that it has none', async () => {
    await mkdir(copy.at('another'));
    expect((await checkModule(copy.folder, 'another')).text).toMatchInlineSnapshot(`
      "modules/another/module.yaml:1:1  error  module/no-module-file
        The folder modules/another has no module.yaml, so it is no module.
        hint: write one, or rename the folder so that it begins with _ when it is no module"
    `);
  });

  it('throws when it does not exist: that is not the content', async () => {
    await expect(listModules({ path: copy.at('nowhere'), shownAs: 'nowhere' })).rejects.toThrow(
      'There is no folder nowhere',
    );
  });

  it('takes only ids as folder names', async () => {
    await rename(copy.at('clear-words'), copy.at('Clear_Words'));
    expect((await checkModule(copy.folder, 'Clear_Words')).text).toMatchInlineSnapshot(`
      "modules/Clear_Words:1:1  error  module/folder-name
        The folder name "Clear_Words" is no module id.
        hint: rename the folder: lower-case letters, digits and single hyphens, at most 60"
    `);
  });
});

describe('how a file is saved', () => {
  it('CRLF and a BOM give the same definition', async () => {
    const files = [
      'module.yaml',
      'lessons/01-plain-words.md',
      'lessons/02-ask-first.md',
      'questions/assessment.yaml',
      'questions/checks.yaml',
    ];
    const before = await definitionOf(copy.folder);
    for (const file of files) await edit(`clear-words/${file}`, (text) => `\uFEFF${text.replaceAll('\n', '\r\n')}`);
    expect(await definitionOf(copy.folder)).toBe(before);
    expect((await checkModule(copy.folder)).text).toBe('');
  });

  it('CRLF gives the right columns', async () => {
    await edit(lesson, (text) =>
      text.replace('![Two people', 'Here: ![Two people').replace('media/table', 'media/tabel').replaceAll('\n', '\r\n'),
    );
    const { diagnostics } = await checkModule(copy.folder);
    expect(diagnostics).toMatchObject([{ line: 11, column: 40, length: 15 }]);
  });

  it('anything but UTF-8 is refused with the place of the first odd letter', async () => {
    await edit(lesson, (text) =>
      Buffer.concat([Buffer.from(text.slice(0, 20)), Buffer.from([0xe9]), Buffer.from(text.slice(20))]),
    );
    expect((await checkModule(copy.folder)).text).toMatchInlineSnapshot(`
      "modules/clear-words/lessons/01-plain-words.md:3:6  error  file/not-utf-8
        This file is not UTF-8, so its letters cannot be read for certain.
        hint: save it with the encoding UTF-8"
    `);
  });

  it('UTF-16 is named', async () => {
    await edit(lesson, (text) => Buffer.from(`\uFEFF${text}`, 'utf16le'));
    expect((await checkModule(copy.folder)).text).toContain('is not UTF-8 but UTF-16');
  });

  it('control characters are refused', async () => {
    await edit(lesson, (text) => text.replace('A family', 'A\u0008 family'));
    expect((await checkModule(copy.folder)).text).toMatchInlineSnapshot(`
      "modules/clear-words/lessons/01-plain-words.md:5:2  error  file/control-character
        An invisible control character (U+0008) stands here.
        hint: delete it; it often comes in with text copied from another program"
    `);
  });

  it('a lesson of more than 1 MB is refused without being read', async () => {
    await edit(lesson, (text) => text + 'x'.repeat(1_000_000));
    expect((await checkModule(copy.folder)).text).toMatch(
      /^modules\/clear-words\/lessons\/01-plain-words.md:1:1 {2}error {2}file\/too-large/,
    );
  });

  it('a folder or a socket in the place of a file is refused', async () => {
    await rm(copy.at('clear-words/module.yaml'));
    await mkdir(copy.at('clear-words/module.yaml'));
    expect((await checkModule(copy.folder)).text).toMatchInlineSnapshot(`
      "modules/clear-words/module.yaml:1:1  error  file/unreadable
        This is not a file.
        hint: put a text file of this name in its place"
    `);
    await rm(copy.at(lesson));
    await rm(copy.at('clear-words/module.yaml'), { recursive: true });
    await cp(`${fixtures}/clear-words/module.yaml`, copy.at('clear-words/module.yaml'));
    const socket = createServer().listen(copy.at(lesson));
    await once(socket, 'listening');
    const { diagnostics } = await checkModule(copy.folder);
    socket.close();
    expect(diagnostics.map((d) => [d.code, d.severity])).toEqual([['file/not-read', 'error']]);
  });
});

describe('empty files', () => {
  it.each([
    ['clear-words/module.yaml', 'field/missing'],
    ['clear-words/questions/checks.yaml', 'question/nothing'],
    ['clear-words/lessons/01-plain-words.md', 'lesson/title'],
    ['curriculum.yaml', 'field/missing'],
    ['_practice-model/2016.yaml', 'field/missing'],
  ])('%s', async (file, code) => {
    await writeFile(copy.at(file), '');
    const { diagnostics } = await checkModule(copy.folder);
    expect(diagnostics.map((d) => d.code)).toContain(code);
    expect(new Set(diagnostics.map((d) => d.file))).toEqual(new Set([`modules/${file}`]));
  });
});

describe('where files stand', () => {
  it('links out of the module folder are refused, for text and for media', async () => {
    await writeFile(copy.at('secret.md'), '# Secret\n');
    await rm(copy.at('clear-words/media/table.svg'));
    await symlink(copy.at('secret.md'), copy.at('clear-words/media/table.svg'));
    await symlink('../../secret.md', copy.at('clear-words/lessons/03-secret.md'));
    const { text } = await checkModule(copy.folder);
    expect(text).not.toContain('Secret');
    expect(text).toMatchInlineSnapshot(`
      "modules/clear-words/lessons/03-secret.md:1:1  error  file/outside-module
        This is a link to something outside the module folder, or to nothing.
        hint: put the file itself here

      modules/clear-words/media/table.svg:1:1  error  file/outside-module
        This is a link to something outside the module folder, or to nothing.
        hint: put the file itself here"
    `);
  });

  it('a link inside the module folder is fine', async () => {
    await rename(copy.at('clear-words/media/table.svg'), copy.at('clear-words/media/other.svg'));
    await symlink('other.svg', copy.at('clear-words/media/table.svg'));
    expect((await checkModule(copy.folder)).text).toBe('');
  });

  it('a misspelt module.yaml is named', async () => {
    await rename(copy.at('clear-words/module.yaml'), copy.at('clear-words/module.yml'));
    expect((await checkModule(copy.folder)).text).toMatchInlineSnapshot(`
      "modules/clear-words/module.yaml:1:1  error  module/no-module-file
        The folder modules/clear-words has no module.yaml, so it is no module.
        hint: rename \`module.yml\` to \`module.yaml\`"
    `);
  });

  it('a misspelt folder and a wrong ending are told, and nothing that only follows', async () => {
    await rename(copy.at('clear-words/lessons'), copy.at('clear-words/lesson'));
    await rename(copy.at('clear-words/media'), copy.at('clear-words/medai'));
    await rename(copy.at('clear-words/questions/checks.yaml'), copy.at('clear-words/questions/checks.yml'));
    expect((await checkModule(copy.folder)).text).toMatchInlineSnapshot(`
      "modules/clear-words/lesson:1:1  error  file/not-read
        The compiler does not read \`lesson\`.
        hint: rename it to \`lessons\`

      modules/clear-words/medai:1:1  error  file/not-read
        The compiler does not read \`medai\`.
        hint: rename it to \`media\`

      modules/clear-words/questions/checks.yml:1:1  error  file/not-read
        The compiler does not read \`checks.yml\` here.
        hint: only files that end in .yaml are read in this folder; rename it, or begin its name with _"
    `);
  });

  it('a lesson needs a number and a plain name', async () => {
    await rename(copy.at(lesson), copy.at('clear-words/lessons/Plain words.md'));
    expect((await checkModule(copy.folder)).text).toMatchInlineSnapshot(`
      "modules/clear-words/lessons/Plain words.md:1:1  error  lesson/file-name
        The file name "Plain words.md" is not \`<number>-<lesson-id>.md\`.
          1 | # Plain words
            | ^
        hint: rename it, for example \`03-plain-words.md\`: a number for the order, then lower-case letters, digits and single hyphens"
    `);
  });

  it('lessons stand in the order of their numbers', async () => {
    await rename(copy.at(lesson), copy.at('clear-words/lessons/10-plain-words.md'));
    const { module } = await checkModule(copy.folder);
    expect(module?.lessons.map((one) => one.id)).toEqual(['ask-first', 'plain-words']);
  });

  it('two lessons of one name', async () => {
    await cp(copy.at('clear-words/lessons/02-ask-first.md'), copy.at('clear-words/lessons/03-ask-first.md'));
    await edit('clear-words/lessons/03-ask-first.md', (text) =>
      text.replace('## Ask how they want to be told', '## Another').replace('## Three levels', '## One more'),
    );
    expect((await checkModule(copy.folder)).text).toMatchInlineSnapshot(`
      "modules/clear-words/lessons/03-ask-first.md:1:1  error  id/twice
        The lesson id "ask-first" stands twice: here and at modules/clear-words/lessons/02-ask-first.md:1:1.
          1 | # Ask first
            | ^
        hint: rename one of the two files"
    `);
  });
});
