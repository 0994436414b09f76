import { describe, expect, it } from 'vitest';
import { blocks } from '../../src/definition/blocks/blocks.js';
import { tagsIn } from '../../src/render/content-html.js';
import { checkModule, fixtures } from './support/check.js';

describe('a good module', () => {
  it('has nothing to complain about', async () => {
    const { text } = await checkModule(fixtures);
    expect(text).toBe('');
  });

  it('may use every block', async () => {
    const { text, module } = await checkModule(fixtures, 'every-block');
    expect(text).toBe('');
    const used = tagsIn((module?.lessons ?? []).flatMap((lesson) => lesson.pages.flatMap((page) => page.content)));
    expect([...blocks.keys()].filter((name) => !used.includes(name))).toEqual([]);
  });
});
