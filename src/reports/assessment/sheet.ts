import type { Owner } from '../owner.js';

/**
 * What the learners of one version of a module answered, in columns: a row a learner with a first try handed in
 * (sittings of different people, so that they are independent of each other), a column an item.
 */
export interface ItemSheet extends SheetOf {
  readonly items: readonly string[];
  /** Row by row: score of the first try, 0 to 1; NaN where it did not ask the item. */
  readonly first: Float64Array;
  /** Score of the pre-test before it; NaN where there was none. */
  readonly before: Float64Array;
  /** Seconds on the item in the first try; NaN where no statement says it. */
  readonly seconds: Float64Array;
  /** Answers to the item in all tries. */
  readonly answers: Uint16Array;
  /** Place of the first try's response among `responses` of the item, from 1; 0 where there is none. */
  readonly chosen: Uint32Array;
  /** By item: every response that somebody gave, as statements say it. */
  readonly responses: readonly (readonly string[])[];
}

/** Which pages the learners of one version of a module opened in their first attempt: a row a learner, a column a page. */
export interface PageSheet extends SheetOf {
  readonly pages: readonly string[];
  /** Row by row: seconds on the page; NaN where it was not opened, -1 where no statement tells how long. */
  readonly seconds: Float64Array;
  /** 1 where the attempt was completed. */
  readonly completed: Uint8Array;
}

interface SheetOf {
  readonly module: string;
  readonly version: string;
  readonly owners: readonly Owner[];
  /** When it was handed in or begun, milliseconds since the epoch. */
  readonly at: Float64Array;
}
