import type { Curriculum, Requirement, RequirementItem } from '../../src/tracking/curriculum.js';

/** A requirement with nothing in it but what is given. */
export function requirement(given: Partial<Requirement>): Requirement {
  return {
    id: 'core',
    title: 'Core',
    programme: null,
    roles: [],
    hired: null,
    withinMonths: null,
    renewMonths: null,
    hours: null,
    certificate: false,
    items: [],
    ...given,
  };
}

/** An item that every version of itself counts as. */
export function item(id: string, given: Partial<RequirementItem> = {}): RequirementItem {
  const accepts = [{ item: id, from: null, until: null }];
  return { id, kind: 'module', title: id, hours: 1, required: true, accepts, ...given };
}

/** Three modules in version 2.0.0, one class, three counties, roles by job title. */
export function curriculum(requirements: readonly Requirement[]): Curriculum {
  return {
    iriBase: 'https://example.org/',
    provider: 'A made academy',
    modules: ['one', 'two', 'three'].map((id) => ({
      id,
      iri: `https://example.org/modules/${id}`,
      title: `Module ${id}`,
      version: '2.0.0',
      hours: 1,
      passing: 0.8,
    })),
    classes: [
      { id: 'class-a', kind: 'class', title: 'Class A', hours: 6 },
      { id: 'field-a', kind: 'field-activity', title: 'Field activity A', hours: 3 },
    ],
    requirements,
    roles: [
      { id: 'supervisor', title: 'Supervisor', when: [{ employeeType: null, jobTitle: '*supervisor*' }] },
      { id: 'social-worker', title: 'Social worker', when: [{ employeeType: null, jobTitle: '*social worker*' }] },
    ],
    counties: [
      { id: 'fresno', name: 'Fresno', aliases: [], served: [{ academy: 'central', from: null }] },
      { id: 'los-angeles', name: 'Los Angeles', aliases: ['LA'], served: [{ academy: 'consortium', from: null }] },
      {
        id: 'mono',
        name: 'Mono',
        aliases: [],
        served: [
          { academy: 'northern', from: null },
          { academy: 'central', from: 20_500 },
        ],
      },
    ],
    academies: [
      { id: 'northern', name: 'Northern Academy', aliases: [] },
      { id: 'central', name: 'Central Academy', aliases: ['CCTA'] },
      { id: 'consortium', name: 'Consortium', aliases: [] },
    ],
    others: [{ name: 'State Department', aliases: ['SD'] }],
    leftOut: ['department of social services', 'county of', 'county', 'dcfs', 'dss'],
  };
}
