import * as z from 'zod';
import type { LaunchWish } from '../launch/wish.js';

/** What a play page asks of a launch; whatever is left out is left to the LMS and the package. */
export const launchWish = z.object({
  learner: z.string().max(40).nullable().default(null),
  unit: z.string().max(4000).nullable().default(null),
  afresh: z.boolean().default(false),
  attempt: z.uuid().nullable().default(null),
  mode: z.enum(['normal', 'browse', 'review']).default('normal'),
  credit: z.enum(['credit', 'no-credit']).nullable().default(null),
  entry: z.enum(['ab-initio', 'resume', '']).nullable().default(null),
  masteryScore: z
    .union([z.number().min(0).max(1), z.literal('none')])
    .nullable()
    .default(null),
  door: z.boolean().default(true),
  launchData: z.string().max(64_000).nullable().default(null),
  ownWindow: z.boolean().default(false),
  strict: z.boolean().default(true),
}) satisfies z.ZodType<LaunchWish, unknown>;
