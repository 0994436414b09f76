import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Frame } from 'playwright-core';
import * as z from 'zod';

/** One rule of accessibility that a page breaks. */
export interface AxeFault {
  readonly id: string;
  readonly help: string;
  readonly impact: string;
  /** How many elements. */
  readonly count: number;
  /** A selector of the first. */
  readonly first: string;
}

const resultShape = z.array(
  z.object({
    id: z.string(),
    help: z.string(),
    impact: z.string().nullish(),
    nodes: z.array(z.object({ target: z.array(z.unknown()) })),
  }),
);

/** Faults of a course's page by axe, as far as WCAG 2.2 A and AA go; those in frames inside it too. */
export async function axeFaults(frame: Frame): Promise<readonly AxeFault[]> {
  const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  for (const one of [frame, ...framesBelow(frame)]) await one.evaluate(axe);
  const found: unknown = await frame.evaluate(
    `axe.run(document, { resultTypes: ['violations'], runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] } }).then(({ violations }) => violations.map(({ id, help, impact, nodes }) => ({ id, help, impact, nodes: nodes.map(({ target }) => ({ target })) })))`,
  );
  return resultShape.parse(found).map(({ id, help, impact, nodes }) => ({
    id,
    help,
    impact: impact ?? '',
    count: nodes.length,
    first: String(nodes[0]?.target.at(-1) ?? ''),
  }));
}

function framesBelow(frame: Frame): readonly Frame[] {
  return frame.childFrames().flatMap((inner) => [inner, ...framesBelow(inner)]);
}
