import { audio } from './audio.js';
import { behavior } from './behavior.js';
import type { Block } from './block.js';
import { callout } from './callout.js';
import { check } from './check.js';
import { checklist } from './checklist.js';
import { column } from './column.js';
import { comparison } from './comparison.js';
import { document } from './document.js';
import { event } from './event.js';
import { figure } from './figure.js';
import { gallery } from './gallery.js';
import { glossary } from './glossary.js';
import { line } from './line.js';
import { plan } from './plan.js';
import { process } from './process.js';
import { quote } from './quote.js';
import { reflection } from './reflection.js';
import { reveal } from './reveal.js';
import { source } from './source.js';
import { step } from './step.js';
import { tab } from './tab.js';
import { tabs } from './tabs.js';
import { term } from './term.js';
import { timeline } from './timeline.js';
import { video } from './video.js';
import { vignette } from './vignette.js';

/** Every tag of the module language by its name, in the order of the manual. */
export const blocks: ReadonlyMap<string, Block> = new Map(
  [
    callout,
    vignette,
    reveal,
    tabs,
    tab,
    comparison,
    column,
    process,
    step,
    timeline,
    event,
    figure,
    gallery,
    audio,
    video,
    document,
    quote,
    behavior,
    source,
    term,
    glossary,
    reflection,
    plan,
    line,
    checklist,
    check,
  ].map((block) => [block.name, block]),
);
