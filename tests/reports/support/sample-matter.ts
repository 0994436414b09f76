import type { Content, ModuleContent } from '../../../src/reports/report.js';
import type { Curriculum, Requirement } from '../../../src/tracking/curriculum.js';

export const iriBase = 'https://example.org/cpm/';

const names: Readonly<Record<string, readonly string[]>> = {
  northern: [
    'Alpine',
    'Butte',
    'Colusa',
    'Glenn',
    'Humboldt',
    'Lake',
    'Lassen',
    'Mendocino',
    'Modoc',
    'Nevada',
    'Placer',
    'Plumas',
    'Sacramento',
    'Shasta',
    'Sierra',
    'Siskiyou',
    'Sutter',
    'Tehama',
    'Trinity',
    'Yolo',
    'Yuba',
    'Amador',
    'Calaveras',
    'Del Norte',
    'El Dorado',
    'Inyo',
    'Mariposa',
    'Mono',
  ],
  bay: [
    'Alameda',
    'Contra Costa',
    'Marin',
    'Monterey',
    'Napa',
    'San Benito',
    'San Francisco',
    'San Mateo',
    'Santa Clara',
    'Santa Cruz',
    'Solano',
    'Sonoma',
  ],
  central: [
    'Fresno',
    'Kern',
    'Kings',
    'Madera',
    'Merced',
    'San Joaquin',
    'San Luis Obispo',
    'Santa Barbara',
    'Stanislaus',
    'Tulare',
    'Tuolumne',
  ],
  southern: ['Imperial', 'Orange', 'Riverside', 'San Bernardino', 'San Diego', 'Ventura'],
  'los-angeles': ['Los Angeles'],
};

const titles: Readonly<Record<string, string>> = {
  northern: 'Northern California',
  bay: 'Bay Area',
  central: 'Central California',
  southern: 'Southern California',
  'los-angeles': 'Los Angeles',
};

export const countyId = (name: string) => name.toLowerCase().replaceAll(' ', '-');

/** County and academy ids, side by side. */
export const counties = Object.entries(names).flatMap(([academy, list]) =>
  list.map((name) => ({ id: countyId(name), name, academy })),
);

const moduleOf = (id: string, title: string, version: string, questions: number, pages: number): ModuleContent => ({
  ...{ id, title, version, passing: 0.8 },
  pages: Array.from({ length: pages }, (_, i) => ({ id: `page-${i + 1}`, title: `Page ${i + 1} of ${title}` })),
  objectives: [
    { id: 'o1', text: `Tell where ${title.toLowerCase()} begins` },
    { id: 'o2', text: `Use ${title.toLowerCase()} with a family` },
  ],
  questions: Array.from({ length: questions }, (_, i) => ({
    id: `q${i + 1}`,
    title: `Question ${i + 1}`,
    text: `What comes first in case ${i + 1}?`,
    type: 'single-choice',
    objective: i % 2 === 0 ? 'o1' : 'o2',
    behavior: `2016/b${(i % 3) + 1}`,
    place: 'assessment' as const,
    options: ['a', 'b', 'c', 'd'].map((letter) => ({ id: letter, text: `Option ${letter} of question ${i + 1}` })),
    correct: ['a'],
  })),
});

/** Three modules, whose questions and pages are counted. */
export function sampleContent(questions = 10, pages = 12): Content {
  const modules = [
    moduleOf('foundations', 'Where the model comes from', '2.0.0', questions, pages),
    moduleOf('behaviors', 'Behaviors in practice', '1.2.0', questions, pages),
    moduleOf('theories', 'Theories & <models>', '1.0.0', questions, pages),
  ];
  return {
    modules: new Map(modules.map((one) => [one.id, one])),
    practiceModel: new Map([
      ['2016/b1', 'Open communication'],
      ['2016/b2', 'Accountability'],
    ]),
  };
}

const item = (id: string, kind: 'module' | 'class' | 'field-activity', title: string, hours: number) => ({
  ...{ id, kind, title, hours, required: true, accepts: [] },
});

const requirement = (id: string, title: string, more: Partial<Requirement>): Requirement => ({
  ...{
    id,
    title,
    programme: null,
    roles: [],
    hired: null,
    withinMonths: 12,
    renewMonths: null,
    hours: null,
    certificate: false,
    items: [],
  },
  ...more,
});

export const sampleCurriculum: Curriculum = {
  provider: 'A made academy',
  iriBase,
  modules: [...sampleContent().modules.values()].map(({ id, title, version }) => ({
    ...{ id, title, version, iri: `${iriBase}modules/${id}`, hours: 1.5 },
  })),
  requirements: [
    requirement('core', 'Common core', {
      certificate: true,
      items: [
        item('foundations', 'module', 'Where the model comes from', 1.5),
        item('behaviors', 'module', 'Behaviors in practice', 1.5),
        item('theories', 'module', 'Theories & <models>', 1.5),
        item('class-1', 'class', 'Engagement, in class', 6),
        item('class-2', 'class', 'Assessment, in class', 6),
        item('class-3', 'class', 'Teaming, in class', 6),
        item('field-1', 'field-activity', 'A first visit', 3),
        item('field-2', 'field-activity', 'A team meeting', 3),
      ],
    }),
    requirement('annual', 'Yearly refresher', {
      renewMonths: 12,
      items: [item('behaviors', 'module', 'Behaviors in practice', 1.5)],
    }),
    requirement('hours', 'Ongoing hours', { renewMonths: 24, hours: 40 }),
  ],
  roles: [
    { id: 'social-worker', title: 'Social worker', when: [] },
    { id: 'supervisor', title: 'Supervisor', when: [] },
  ],
  counties: counties.map(({ id, name, academy }) => ({ id, name, aliases: [], served: [{ academy, from: null }] })),
  academies: Object.entries(titles).map(([id, name]) => ({ id, name, aliases: [] })),
  ...{ others: [], leftOut: [], classes: [] },
};
