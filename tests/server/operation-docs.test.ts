import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { environmentName, startOptions } from '../../src/commands/start-options.js';
import { cpm, projectRoot } from '../support/cpm.js';

const doc = (name: string) => readFile(path.join(projectRoot, 'docs', name), 'utf8');

describe('docs/operation.md', () => {
  it('names every option that cpm start --help knows, and none that it does not know', async () => {
    const { out } = await cpm(['start', '--help']);
    const known = [...out.matchAll(/^ {2}(--[a-z-]+)/gm)].map((found) => found[1]).filter((name) => name !== '--help');
    const named = [...(await doc('operation.md')).matchAll(/^\| `(--[a-z-]+)` \|/gm)].map((found) => found[1]);
    expect(known.length).toBeGreaterThan(15);
    expect(named.sort()).toEqual(known.sort());
  });

  it('gives each option its variable and its default as they are', async () => {
    const rows = (await doc('operation.md')).split('\n').filter((line) => line.startsWith('| `--'));
    for (const [name, option] of Object.entries(startOptions)) {
      const row = rows.find((line) => line.startsWith(`| \`--${name}\``)) ?? '';
      expect(row).toContain(`\`${environmentName(name)}`);
      if ('default' in option) expect(row).toContain(`\`${option.default}\` |`);
    }
  });

  it('and the service file speak of settings that exist', async () => {
    const twins = [...Object.keys(startOptions), 'forward-key', 'forward-secret', 'account-key', 'sign-in-secret'].map(
      environmentName,
    );
    const texts = (await doc('operation.md')) + (await doc('cpm-courseware.service'));
    const spoken = new Set([...texts.matchAll(/\bCPM_[A-Z_]+\b/g)].map(([name]) => name.replace(/_FILE$/, '')));
    expect([...spoken].filter((name) => !twins.includes(name))).toEqual([]);
  });
});
