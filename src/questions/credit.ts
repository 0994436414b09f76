import * as z from 'zod';

/** What part of an answer earns: in every type of more than one part. */
export const credit = z
  .enum(['parts', 'all'])
  .default('parts')
  .describe('`parts`: what is right in part earns its part. `all`: only the whole answer earns anything.');

/** For the behaviour's data: nothing where parts count, as they do by default. */
export function creditData(authored: z.infer<typeof credit>): { readonly whole?: true } {
  return authored === 'all' ? { whole: true } : {};
}
