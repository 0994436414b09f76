import * as z from 'zod';

/** What a field's annotations may hold besides its description: a sentence for messages, and an example for the manual. */
interface About {
  readonly description: string;
  /** What the value must be, after "must be". */
  readonly must?: string;
  /** A value as an author writes it. */
  readonly example?: string;
  /** False for a text that is the same in every language: a name, a reference. */
  readonly translate?: boolean;
}

/** A text that says something: not blank, at most 2,000 characters; line ends and double blanks become one blank. */
export function text(about: About): z.ZodString {
  return z
    .string()
    .overwrite((value) => value.replace(/\s+/g, ' ').trim())
    .regex(/\S/)
    .max(2000)
    .meta({ must: 'a text of 1 to 2,000 characters', translate: true, ...about });
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

// Semantic version 2.0.0 without build metadata: the version is a part of the package's file name.
const semanticVersion = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?$/;

export function version(about: About): z.ZodString {
  return z
    .string()
    .regex(semanticVersion)
    .max(40)
    .meta({ must: 'a semantic version of three numbers', ...about });
}

/** A BCP 47 tag. */
export function language(about: About): z.ZodString {
  return z
    .string()
    .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)
    .max(35)
    .meta({ must: 'a language tag such as `en` or `es`', ...about });
}

/** A day of the calendar, as ISO 8601 writes it; one that does not exist (30 February) is none. */
export function day(about: About): z.ZodString {
  return z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .refine((value) => new Date(`${value}T00:00:00Z`).toJSON()?.slice(0, 10) === value)
    .meta({ must: 'a day that exists, written year-month-day', ...about });
}

/** Hours that training counts for. */
export function hours(about: About): z.ZodNumber {
  return z
    .number()
    .positive()
    .max(1000)
    .meta({ must: 'a number of hours above 0, at most 1,000', ...about });
}

export function months(about: About): z.ZodNumber {
  return z
    .number()
    .int()
    .min(1)
    .max(600)
    .meta({ must: 'a whole number of months from 1 to 600', ...about });
}
