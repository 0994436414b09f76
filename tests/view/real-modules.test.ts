import path from 'node:path';
import { expect, it } from 'vitest';
import { moduleIds } from '../../src/pipeline.js';
import { axeFindings } from '../server/support/axe-findings.js';
import { realModule, root } from './real-module.js';
import { openStage } from './stage.js';

const ids = await moduleIds({ root, cwd: root, modulesFolder: path.join(root, 'modules') });

it.each(ids)('shows every page of %s at 320 px: nothing wider, nothing for axe to find', async (id) => {
  const module = await realModule(id);
  const stage = await openStage(module);
  const page = await stage.open({ viewport: { width: 320, height: 640 } });
  const found: string[] = [];
  for (const { id: place } of module.lessons.flatMap((lesson) => lesson.pages)) {
    await page.evaluate((hash) => {
      location.hash = hash;
    }, place);
    await page.locator(`[data-place="${place}"]`).waitFor();
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (over > 0) found.push(`${place}: ${over} px too wide`);
    for (const fault of await axeFindings(page)) found.push(`${place}: ${fault}`);
  }
  expect(found).toEqual([]);
  expect(stage.faults).toEqual([]);
  await stage.close();
});
