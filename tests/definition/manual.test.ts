import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { blocks } from '../../src/definition/blocks/blocks.js';
import { firstModule } from '../../src/definition/manual/first-module.js';
import { wholeModule } from '../../src/definition/manual/whole-module.js';
import { authorsManual } from '../../src/definition/manual.js';
import { questionDefinitions } from '../../src/questions/definitions.js';
import { checkModule, copyFixtures, spoil } from './support/check.js';

describe("the author's manual", () => {
  it('is what the module language says: else run npm run manual', async () => {
    const file = new URL('../../modules/README.md', import.meta.url);
    expect((await readFile(file, 'utf8')).replaceAll('\r\n', '\n')).toBe(authorsManual());
  });

  it('begins with a module that has no error', async () => {
    const copy = await copyFixtures();
    await rm(copy.at('clear-words'), { recursive: true });
    for (const [file, text] of Object.entries(firstModule)) {
      await mkdir(path.dirname(copy.at(`clear-words/${file}`)), { recursive: true });
      await writeFile(copy.at(`clear-words/${file}`), text);
    }
    const { module, diagnostics } = await checkModule(copy.folder);
    await copy.remove();
    expect(module).toBeDefined();
    expect(diagnostics.map((d) => d.code)).toEqual(['objective/not-measured', 'objective/not-measured']);
  });

  it('shows a whole module that has nothing to be told', async () => {
    const copy = await copyFixtures();
    await rm(copy.at('clear-words'), { recursive: true });
    const media = { 'media/table.svg': '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"/>' };
    for (const [file, text] of Object.entries({ ...wholeModule, ...media })) {
      await mkdir(path.dirname(copy.at(`family-meetings/${file}`)), { recursive: true });
      await writeFile(copy.at(`family-meetings/${file}`), text);
    }
    const { module, text } = await checkModule(copy.folder, 'family-meetings');
    await copy.remove();
    expect(text).toBe('');
    expect(module?.lessons.length).toBe(3);
  });

  it('shows questions as they go into a file, pasted below `questions:`', async () => {
    const shown = authorsManual().split('\n### likert\n')[1]?.split('```yaml\n')[1]?.split('```')[0] ?? '';
    const { diagnostics } = await spoil(
      ['clear-words/questions/checks.yaml', 'questions:\n', `questions:\n${shown.replace('clear-words', 'ask-first')}`],
      ['clear-words/lessons/02-ask-first.md', '> Practice grows by small steps.', '{% check "k-ready" /%}'],
    );
    expect(diagnostics).toEqual([]);
  });

  it.each([...blocks.values()].map((block) => [block.name, block.example]))(
    'shows a %s that is right',
    async (_, example) => {
      const { diagnostics } = await spoil(
        [
          'clear-words/lessons/02-ask-first.md',
          '> Practice grows by small steps.',
          example.replace('"k1"', '"k-abbreviation"'),
        ],
        [
          'clear-words/module.yaml',
          'sources:',
          'glossary:\n  - { id: fidelity, term: fidelity, meaning: How true it stays. }\nsources:',
        ],
      );
      // The fixture's check stands on another page already, and only one example lists the terms.
      expect(
        diagnostics
          .map((d) => d.code)
          .filter((code) => code !== 'question/placed-twice' && code !== 'glossary/not-listed'),
      ).toEqual([]);
    },
  );

  it.each(questionDefinitions.map((one) => [one.type, one.example]))(
    'shows a question %s that is right',
    async (_, example) => {
      const fields: unknown = parseDocument(example).toJS();
      const changed = {
        ...(typeof fields === 'object' ? fields : {}),
        id: 'an-example',
        objective: 'plain-words',
        review: 'three-levels',
      };
      const { diagnostics } = await spoil([
        'clear-words/questions/assessment.yaml',
        'questions:\n',
        `questions:\n  - ${JSON.stringify(changed)}\n`,
      ]);
      expect(diagnostics).toEqual([]);
    },
  );
});
