import * as z from 'zod';

/** What a field's annotations may hold besides its description: a sentence for messages, and an example for the manual. */
interface About {
  readonly description: string;
  /** What the value must be, after "must be". */
  readonly must?: string;
  /** A value as an author writes it. */
  readonly example?: string;
}

/** A text that says something: not blank, at most 2,000 characters; line ends and double blanks become one blank. */
export function text(about: About): z.ZodString {
  return z
    .string()
    .overwrite((value) => value.replace(/\s+/g, ' ').trim())
    .regex(/\S/)
    .max(2000)
    .meta({ must: 'a text of 1 to 2,000 characters', ...about });
}

/** Lower-case letters, digits and hyphens: names that end up in addresses. */
export const idPattern = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

export function id(about: About): z.ZodString {
  return z
    .string()
    .regex(idPattern)
    .max(60)
    .meta({ must: 'an id of lower-case letters, digits and single hyphens', ...about });
}

/** An address that a reader may follow. */
export function webAddress(about: About): z.ZodString {
  return z
    .string()
    .regex(/^https?:\/\/[^\s/]+\.[^\s]+$/)
    .max(500)
    .meta({ must: 'an address that begins with https:// or http://', ...about });
}
