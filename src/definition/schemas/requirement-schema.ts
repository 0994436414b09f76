import * as z from 'zod';
import { day, hours, id, months, text, version } from './words.js';

/** A class, or an activity in the field: what no package holds, but a requirement may ask for. */
export const heldSchema = z.strictObject({
  id: id({
    description: 'Short name, as attendance files have it. Never change it: records refer to it.',
    example: 'class-engagement',
  }),
  title: text({ description: 'Name, as reports and certificates show it.', example: 'Engagement: class' }),
  hours: hours({ description: 'Hours that it counts for, unless a file of attendance says others.', example: '6' }),
});

/** Which of the three a line names; exactly one of them. */
const named = {
  module: id({ description: 'Id of a module: the name of its folder.', example: 'cpm-foundations' }).optional(),
  class: id({ description: 'Id of an entry of `classes:`.', example: 'class-engagement' }).optional(),
  'field-activity': id({
    description: 'Id of an entry of `field-activities:`.',
    example: 'field-engagement',
  }).optional(),
};

const accepted = z.strictObject({
  ...named,
  'from-version': version({
    description: 'The oldest version of the module that counts, in quotes; left out: every version.',
    example: '"1.0.0"',
  }).optional(),
  until: day({
    description: 'Counts when it was done on this day or before; left out: whenever.',
    example: '2027-06-30',
  }).optional(),
});

const item = z.strictObject({
  ...named,
  hours: hours({
    description: 'Hours that it counts for here, instead of its own (of a module: its minutes).',
    example: '1.5',
  }).optional(),
  elective: z.boolean().default(false).meta({
    description: 'True for one that may be chosen: it counts for hours, and nothing waits for it.',
    example: 'true',
  }),
  accepts: z.array(accepted).max(50).default([]).meta({
    description:
      'What counts besides the current version. Without a line for the module itself every version of it counts; with one only the current version and what stands here. A line that names something else makes that an equivalent.',
  }),
});

/** One requirement of curriculum.yaml: what people of some roles have to do, by when, and how often. */
export const requirementSchema = z.strictObject({
  id: id({
    description: 'Short name. Never change it: certificates and saved reports refer to it.',
    example: 'core',
  }),
  title: text({ description: 'Name, as reports and certificates show it.', example: 'Core training' }),
  programme: id({
    description: 'Id of the programme that it stands for: reports can be cut by it.',
    example: 'practitioner',
  }).optional(),
  roles: z
    .array(id({ description: 'Id of a role of `_organizations.yaml`.', example: 'social-worker' }))
    .max(50)
    .default([])
    .meta({ description: 'Whom it binds; left out: everybody.', example: '[social-worker, supervisor]' }),
  hired: z
    .strictObject({
      from: day({ description: 'Hired on this day or later.', example: '2026-01-01' }).optional(),
      until: day({ description: 'Hired on this day or before.', example: '2025-12-31' }).optional(),
    })
    .optional()
    .meta({
      description:
        'Binds those hired in this time only, so that an older cohort finishes what it began while a newer one has something else. Whose day of hire nobody knows belongs to the cohort without `until`.',
    }),
  'within-months': months({
    description: 'Due so many months after hire, or after a later transfer. Left out: no first day by which it is due.',
    example: '12',
  }).optional(),
  'renew-months': months({
    description:
      'Due again so many months after it was done; with `hours` the window in which they are counted. Left out: once is enough.',
    example: '24',
  }).optional(),
  hours: hours({
    description:
      'Hours to reach, within the last `renew-months`. Every item counts once in that time; without `items` all that somebody did counts.',
    example: '40',
  }).optional(),
  certificate: z.boolean().default(false).meta({
    description: 'Whether a certificate is given when it is met.',
    example: 'true',
  }),
  items: z.array(item).max(200).default([]).meta({ description: 'What it is made of.' }),
});

export type AuthoredRequirement = z.infer<typeof requirementSchema>;
export type AuthoredItem = z.infer<typeof item>;
export type AuthoredAccepted = z.infer<typeof accepted>;
export type AuthoredHeld = z.infer<typeof heldSchema>;
