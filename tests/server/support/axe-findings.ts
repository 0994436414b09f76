import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
let source: Promise<string> | undefined;

/**
 * What axe finds on a page as it stands, by all its rules, in short. Evaluated over the debugger, so the page's policy
 * need not allow it. A page keeps axe once it is there: putting it in costs as much as a run.
 * @param root a selector, where not the whole page is meant
 */
export async function axeFindings(page: Page, root?: string): Promise<string[]> {
  source ??= readFile(axe, 'utf8');
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(await source);
  const { violations }: AxeResults = await page.evaluate(
    // Of what is well only one element is listed each: nobody reads them.
    (within) => Reflect.get(globalThis, 'axe').run(within ?? document, { iframes: false, resultTypes: ['violations'] }),
    root,
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${String(target)} ${failureSummary ?? ''}`),
  );
}
