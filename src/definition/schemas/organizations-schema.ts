import * as z from 'zod';
import { day, id, text } from './words.js';

const verified = z.boolean().default(true).meta({
  description: '`false` when this was inferred, not seen in a public source: ask before you rely on it.',
  example: 'false',
});

function aliases(example: string) {
  return z
    .array(text({ description: 'A name.', example, translate: false }))
    .max(50)
    .default([])
    .meta({
      description: 'Other names that the LMS has for it. Upper and lower case and punctuation make no difference.',
      example: `["${example}"]`,
    });
}

const academy = z.strictObject({
  id: id({ description: 'Short name. Never change it: records refer to it.', example: 'bay-area' }),
  name: text({ description: 'Its name.', example: 'Bay Area Academy', translate: false }),
  host: text({ description: 'Where it is housed.', example: 'Fresno State', translate: false }).optional(),
  aliases: aliases('BAA'),
});

const served = z.strictObject({
  academy: id({ description: 'Id of an academy of this file.', example: 'bay-area' }),
  from: day({ description: 'The first day; left out: always.', example: '2027-07-01' }).optional(),
  verified,
});

const county = z.strictObject({
  id: id({ description: 'Short name. Never change it: records refer to it.', example: 'san-mateo' }),
  name: text({ description: 'Its name, without "County".', example: 'San Mateo', translate: false }),
  aliases: aliases('SMC'),
  served: z.array(served).min(1).max(20).meta({
    description: 'Which academy serves it, from which day on; a later line takes over from the one before.',
    must: 'a list of blocks with `academy`, and with `from` in all but the first',
  }),
});

const pattern = (about: { description: string; example: string }) => text({ ...about, translate: false }).optional();

const role = z.strictObject({
  id: id({ description: 'Short name, as requirements have it.', example: 'supervisor' }),
  title: text({ description: 'Name, as reports show it.', example: 'Supervisor' }),
  when: z
    .array(
      z.strictObject({
        'employee-type': pattern({
          description: 'What EmployeeType must be; `*` stands for any text.',
          example: '"*supervisor*"',
        }),
        'job-title': pattern({
          description: 'What RTAJobTitle must be; `*` stands for any text.',
          example: '"*supervisor*"',
        }),
      }),
    )
    .min(1)
    .max(50)
    .meta({
      description:
        'Who has this role: one line must fit, with all that it says. The first role of the list that fits is taken.',
      must: 'a list of blocks with `employee-type`, `job-title`, or both',
    }),
});

const other = z.strictObject({
  name: text({ description: 'Its name.', example: 'California Department of Social Services', translate: false }),
  aliases: aliases('CDSS'),
});

/** _organizations.yaml: who trains whom, and which account has which role. */
export const organizationsSchema = z.strictObject({
  academies: z.array(academy).min(1).max(50).meta({ description: 'The academies.' }),
  counties: z.array(county).min(1).max(200).meta({ description: 'The counties.' }),
  others: z.array(other).max(200).default([]).meta({
    description: 'Organizations that are no county; their people are in the roster, in no county.',
  }),
  'left-out': z
    .array(text({ description: 'Words.', example: 'county of', translate: false }))
    .max(200)
    .default([])
    .meta({
      description: 'Words that do not tell organizations apart: "County of Fresno, DSS" is Fresno.',
      example: '["county of", "county", "dss"]',
    }),
  roles: z.array(role).max(50).default([]).meta({ description: 'The roles that requirements speak of.' }),
});

export type AuthoredOrganizations = z.infer<typeof organizationsSchema>;
