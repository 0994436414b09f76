import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { editorSchemas } from '../../src/definition/editor-schemas.js';
import { languageOfName } from '../../src/definition/translation/language-of-name.js';
import { questionDefinitions } from '../../src/questions/definitions.js';
import { cpmHere as cpm, projectRoot } from '../support/cpm.js';

/** Judges a text as an editor would, by the schema of that name. */
function faultsOf(name: string, text: string): string[] {
  const schema = editorSchemas().find((one) => one.name === `${name}.schema.json`)?.schema ?? {};
  const ajv = new Ajv({ strict: false, allErrors: true });
  const judge = ajv.compile(schema);
  judge(parse(text));
  return (judge.errors ?? []).map(({ instancePath, message }) => `${instancePath}: ${message}`);
}

const question = (body: string) => `use: check\nquestions:\n  - ${body.trimEnd().replaceAll('\n', '\n    ')}\n`;

describe("the editors' schemas", () => {
  it('stand in .vscode as they are made, and the manual command says so: else run npm run manual', async () => {
    const run = await cpm(['manual', '--check']);
    expect(run.err).toBe('');
    expect(run.code).toBe(0);
    const settings: unknown = JSON.parse(await readFile(path.join(projectRoot, '.vscode/settings.json'), 'utf8'));
    expect(settings).toMatchObject({
      'yaml.schemas': {
        '.vscode/schemas/questions.schema.json': ['modules/*/questions/*.yaml', '!modules/*/questions/*.*.yaml'],
      },
    });
  });

  it('find nothing wrong with the modules that are there', async () => {
    const modules = path.join(projectRoot, 'modules');
    let judged = 0;
    for (const name of await readdir(modules, { recursive: true })) {
      // Translations hold texts only; `cpm check` knows them.
      if (!name.endsWith('.yaml') || languageOfName(path.basename(name))) continue;
      const schema = name.includes('questions/')
        ? 'questions'
        : name.includes('_practice-model/')
          ? 'practice-model'
          : path.basename(name, '.yaml').replace('_', '');
      expect(faultsOf(schema, await readFile(path.join(modules, name), 'utf8')), name).toEqual([]);
      judged += 1;
    }
    expect(judged).toBeGreaterThan(10);
  });

  it.each(questionDefinitions.map(({ type, example }) => [type, example]))(
    'take the example of %s, and underline a field that it does not have',
    (_, example) => {
      expect(faultsOf('questions', question(example))).toEqual([]);
      expect(faultsOf('questions', question(`${example.trimEnd()}\nno-such-field: 1\n`)).join()).toContain('propert');
    },
  );

  it('underline a misspelt type, a missing field and a number where a text is wanted', () => {
    const [{ example = '' } = {}] = questionDefinitions;
    expect(faultsOf('questions', question(example.replace(/type: .*/, 'type: singel-choice'))).join()).toContain(
      'must be equal to one of the allowed values',
    );
    expect(faultsOf('questions', question(example.replace(/title: .*\n/, ''))).join()).toContain(
      "must have required property 'title'",
    );
    expect(faultsOf('module', 'version: 1.1').join()).toContain('/version: must be string');
  });

  it('explain every field of module.yaml with the words of the manual', () => {
    const module = editorSchemas().find(({ name }) => name === 'module.schema.json')?.schema;
    const properties = Object.entries(Object(module?.properties));
    expect(properties.length).toBeGreaterThan(10);
    for (const [name, field] of properties) expect(Object(field).description, name).toMatch(/\w/);
  });
});
