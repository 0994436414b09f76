import type { Stage } from '../stage.js';

/** Gives all blocks of one name what HTML has no word for. Called once, when every page is in the document. */
export type DressBlock = (stage: Stage) => void;
