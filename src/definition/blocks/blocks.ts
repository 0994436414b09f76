import { behavior } from './behavior.js';
import type { Block } from './block.js';
import { callout } from './callout.js';
import { check } from './check.js';
import { figure } from './figure.js';
import { reveal } from './reveal.js';
import { source } from './source.js';
import { video } from './video.js';
import { vignette } from './vignette.js';

/** Every tag of the module language by its name, in the order of the manual. */
export const blocks: ReadonlyMap<string, Block> = new Map(
  [callout, vignette, reveal, figure, video, check, behavior, source].map((block) => [block.name, block]),
);
