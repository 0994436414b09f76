import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CheckedModule, checkModules } from '../../src/pipeline.js';
import { scratchFolder } from '../support/browser.js';
import { copyOfModules, projectRoot } from '../support/cpm.js';

let scratch: Awaited<ReturnType<typeof scratchFolder>>;
beforeAll(async () => {
  scratch = await scratchFolder('quality');
});
afterAll(() => scratch.done());

let copies = 0;

/** Checks a copy of a real module after changes: [file, from, to]. Only advice comes back. */
async function adviceOn(...changes: readonly (readonly [file: string, from: string, to: string])[]) {
  const modulesFolder = await copyOfModules(path.join(scratch.folder, String(++copies)), 'cpm-behaviors');
  await writeFile(
    path.join(modulesFolder, '_style.yaml'),
    await readFile(path.join(projectRoot, 'modules/_style.yaml'), 'utf8'),
  );
  for (const [name, from, to] of changes) {
    const file = name.startsWith('_')
      ? path.join(modulesFolder, name)
      : path.join(modulesFolder, 'cpm-behaviors', name);
    const text = await readFile(file, 'utf8');
    expect(text).toContain(from);
    await writeFile(
      file,
      text.replace(from, () => to),
    );
  }
  const found = await checkModules({ root: projectRoot, modulesFolder, cwd: modulesFolder }, ['cpm-behaviors']);
  return found.flatMap(adviceIn);
}

function adviceIn({ diagnostics }: CheckedModule) {
  return diagnostics
    .filter(({ code }) => code.startsWith('quality/'))
    .map(({ code, severity, file, line, column, length, message }) => {
      expect(severity).toBe('warning');
      return { code, file: file.replace('cpm-behaviors/', ''), line, column, length, message };
    });
}

const lesson = 'lessons/02-open-honest-clear.md';
const questions = 'questions/assessment.yaml';

describe('advice on how a module is written', () => {
  it('has nothing to say of the modules that are there', async () => {
    const modulesFolder = path.join(projectRoot, 'modules');
    const ids = ['cpm-behaviors', 'cpm-foundations', 'theoretical-framework'];
    expect(
      (await checkModules({ root: projectRoot, modulesFolder, cwd: modulesFolder }, ids)).flatMap(adviceIn),
    ).toEqual([]);
  });

  it.each([
    [
      'a word that the style avoids',
      [lesson, 'A Tribe is a government', 'The Disabled know. A Tribe is a government'],
      'quality/term',
      'The Disabled',
    ],
    [
      'such a word with another ending',
      [lesson, 'A Tribe is a government', 'He utilized it. A Tribe is a government'],
      'quality/term',
      'utilized',
    ],
    [
      'such words across two lines',
      [questions, 'You visit Mr. Dunbar', 'Prior\n      to this you visit Mr. Dunbar'],
      'quality/term',
      'Prior',
    ],
    [
      'a number of the case system',
      [lesson, 'A Tribe is a government', 'See 0123-4567-8901-2345678. A Tribe is a government'],
      'quality/case-number',
      '0123-4567-8901-2345678',
    ],
    [
      'a number of a court',
      [lesson, 'A Tribe is a government', 'See JV-123456. A Tribe is a government'],
      'quality/case-number',
      'JV-123456',
    ],
    [
      'color as the only sign',
      [lesson, 'A Tribe is a government', 'Read the red boxes. A Tribe is a government'],
      'quality/color-alone',
      'the red boxes',
    ],
    [
      'an image whose text says nothing',
      ['lessons/01-why-behaviors.md', 'alt="Three nested boxes: number, letter, role"', 'alt="A diagram"'],
      'quality/alt-text',
      'alt="A diagram"',
    ],
    [
      'an option that stands for others',
      [
        questions,
        'text: Use Remy’s legal name in the papers, and “Remy” when you speak to him',
        'text: None of the above',
      ],
      'quality/all-of-the-above',
      'None of the above',
    ],
    [
      'a question for what is not so',
      [questions, 'Which\n      opening is open', 'Which\n      opening is NOT open'],
      'quality/negation',
      undefined,
    ],
  ] as const)('finds %s, at its place', async (_, change, code, at) => {
    const found = await adviceOn(change);
    expect(found.map((one) => one.code)).toEqual([code]);
    const [one] = found;
    if (at === undefined || !one) return;
    const text = await readFile(path.join(scratch.folder, String(copies), 'modules/cpm-behaviors', one.file), 'utf8');
    const line = text.split('\n')[one.line - 1] ?? '';
    expect(line.slice(one.column - 1, one.column - 1 + (one.length ?? at.length))).toContain(at.slice(0, one.length));
  });

  it('finds a right option that is much longer than the others', async () => {
    const long = `correct: true, text: "${'I am a county social worker and I explain it all in plain words. '.repeat(5)}"`;
    const [found, ...more] = await adviceOn(
      [questions, 'options:', `options:\n      - {${long}}`],
      [questions, '        correct: true', '        feedback: It says less.'],
    );
    expect(more).toEqual([]);
    expect(found?.code).toBe('quality/long-answer');
    expect(found?.message).toMatch(
      /^The right option has 324 characters, the longest other one \d+: its length gives it away\.$/,
    );
  });

  it('names the grade of a lesson that is hard to read, and its hardest sentence', async () => {
    const hard =
      'Organizational accountability necessitates comprehensive interdisciplinary communication regarding individualized intervention methodologies, notwithstanding jurisdictional considerations. '.repeat(
        8,
      );
    const [found] = await adviceOn([lesson, 'A Tribe is a government', `${hard}\n\nA Tribe is a government`]);
    expect(found?.code).toBe('quality/reading-level');
    expect(found?.line).toBe(1);
    expect(found?.message).toMatch(
      /^This lesson reads at grade 1\d\.\d; the training aims at 10\. Hardest: “Organizational/,
    );
  });

  it('tells the ease of a Spanish lesson that is hard to read, and its hardest sentence, also of a translation', async () => {
    const hard =
      'La responsabilidad institucional interdisciplinaria requiere comunicaciones administrativas extraordinariamente complejas respecto de metodologías individualizadas de intervención. ';
    const modulesFolder = await copyOfModules(path.join(scratch.folder, String(++copies)), 'cpm-foundations');
    const file = path.join(modulesFolder, 'cpm-foundations/lessons/02-who-leads.es.md');
    const style = path.join(modulesFolder, '_style.yaml');
    const text = await readFile(file, 'utf8');
    const advice = async () =>
      (await checkModules({ root: projectRoot, modulesFolder, cwd: modulesFolder }, ['cpm-foundations'])).flatMap(
        adviceIn,
      );
    await writeFile(style, 'reading-level: 10\nterms: []\n');
    expect(await advice()).toEqual([]);
    await writeFile(file, text.replace('El CPM es un proyecto', `${hard.repeat(8)}El CPM es un proyecto`));
    const [found, ...more] = await advice();
    expect(more).toEqual([]);
    expect(found).toMatchObject({ code: 'quality/reading-level', line: 1 });
    expect(found?.file).toContain('02-who-leads.es.md');
    expect(found?.message).toMatch(
      /^This lesson reads with an ease of \d+ of 100 \((very|rather) hard\); the training aims at 55 or more\. Hardest: “La responsabilidad institucional …” \(ease 0\), /,
    );
    await writeFile(style, 'reading-level: 10\nspanish-reading-ease: 0\nterms: []\n');
    expect(await advice()).toEqual([]);
  });

  it('is silent where an author allows it on the line before, with a reason', async () => {
    const quiet = '<!-- allow quality/term: a quotation -->\nThe disabled know. A Tribe is a government';
    expect(await adviceOn([lesson, 'A Tribe is a government', quiet])).toEqual([]);
    const inYaml = '    # allow quality/term: a quotation\n    title: First minutes of the disabled';
    expect(await adviceOn([questions, '    title: First minutes of a visit', inYaml])).toEqual([]);
  });

  it('is silent in a whole file where it is allowed before the first line', async () => {
    const found = await adviceOn(
      [lesson, '# Open, honest', '<!-- allow quality/term: the words of 1970 are the subject -->\n# Open, honest'],
      [lesson, 'A Tribe is a government', 'The disabled know. A Tribe is a government'],
    );
    expect(found).toEqual([]);
  });

  it.each([
    ['without a reason', 'allow quality/term', '`allow quality/term` gives no reason.', 2],
    [
      'with a code that nobody knows',
      'allow quality/terms: said so',
      'There is no advice "quality/terms". Did you mean "quality/term"?',
      2,
    ],
    [
      'where nothing needs it',
      'allow quality/negation: said so',
      'Nothing here needs `allow quality/negation` any more.',
      2,
    ],
  ])('says what is wrong with a comment %s, and stays', async (_, comment, message, count) => {
    const found = await adviceOn([
      lesson,
      'A Tribe is a government',
      `<!-- ${comment} -->\nThe disabled know. A Tribe is a government`,
    ]);
    expect(found).toHaveLength(count);
    expect(found.find(({ code }) => code === 'quality/allow')?.message).toBe(message);
  });

  it('says where _style.yaml itself is wrong', async () => {
    const modulesFolder = await copyOfModules(path.join(scratch.folder, 'wrong-style'), 'cpm-behaviors');
    await writeFile(path.join(modulesFolder, '_style.yaml'), 'reading-level: 10\nterms:\n  - avoid: x\n    writ: y\n');
    const [checked] = await checkModules({ root: projectRoot, modulesFolder, cwd: modulesFolder }, ['cpm-behaviors']);
    const found = checked?.sharedFaults.map(({ file, line, code }) => `${file}:${line} ${code}`) ?? [];
    expect(found.length).toBeGreaterThan(0);
    expect(found[0]).toMatch(/_style\.yaml:[34] field\//);
  });
});
