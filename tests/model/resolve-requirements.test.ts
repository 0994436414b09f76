import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatDiagnostic } from '../../src/diagnostics.js';
import { checkCurriculum } from '../../src/pipeline/check-curriculum.js';
import { projectRoot } from '../support/cpm.js';

const head = 'iriBase: https://example.org/\npublisher: Example Office\n';
const good = `programmes:
  - id: practitioner
    title: For practitioners
    version: "1.0.0"
    language: en
    summary: What practitioners need.
    modules:
      - module: one
      - module: two
        elective: true
classes:
  - id: class-a
    title: Class A
    hours: 6
field-activities:
  - id: field-a
    title: Field activity A
    hours: 3
requirements:
  - id: core
    title: Core
    programme: practitioner
    roles: [supervisor]
    hired:
      from: 2026-01-01
    within-months: 12
    certificate: true
    items:
      - module: one
        accepts:
          - from-version: "1.0.0"
            until: 2027-06-30
          - class: class-a
      - class: class-a
      - field-activity: field-a
        elective: true
  - id: hours
    title: Hours
    renew-months: 24
    hours: 40
`;
const places = `academies:
  - id: north
    name: North Academy
  - id: south
    name: South Academy
counties:
  - id: fresno
    name: Fresno
    aliases: [FR]
    served:
      - academy: north
        verified: false
      - academy: south
        from: 2027-07-01
left-out: [County of]
roles:
  - id: supervisor
    title: Supervisor
    when:
      - job-title: "*supervisor*"
`;

async function read(curriculum: string, organizations: string | null = places) {
  const folder = await mkdtemp(path.join(tmpdir(), 'cpm-requirements-'));
  try {
    await writeFile(path.join(folder, 'curriculum.yaml'), head + curriculum);
    if (organizations !== null) await writeFile(path.join(folder, '_organizations.yaml'), organizations);
    for (const [id, version] of [
      ['one', '1.5.0'],
      ['two', '1.0.0'],
    ] as const) {
      await mkdir(path.join(folder, id));
      const text = `title: Module ${id}\nversion: "${version}"\nminutes: 22\nassessment:\n  passing-score: 80\n`;
      await writeFile(path.join(folder, id, 'module.yaml'), text);
    }
    const found = await checkCurriculum({ root: projectRoot, modulesFolder: folder, cwd: path.dirname(folder) });
    const inFile = (file: string) => path.basename(file);
    return {
      ...found,
      told: found.diagnostics.map((d) => `${inFile(d.file)}:${d.line}:${d.column} ${d.severity} ${d.code}`),
      text: found.diagnostics
        .map((d) => formatDiagnostic({ ...d, file: inFile(d.file) }, found.sources.get(d.file)))
        .join('\n\n'),
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

function changed(text: string, from: string, to: string): string {
  if (!text.includes(from)) throw new Error(`nothing to change: ${from}`);
  return text.replace(from, to);
}
const curriculumWith = (from: string, to: string) => read(changed(good, from, to));
const placesWith = (from: string, to: string) => read(good, changed(places, from, to));

describe('requirements', () => {
  it('become what tracking follows: items with titles and hours, days, versions that count', async () => {
    const { curriculum, told } = await read(good);
    expect(told).toEqual([]);
    expect(curriculum?.modules[0]).toMatchObject({
      id: 'one',
      version: '1.5.0',
      hours: 0.37,
      iri: 'https://example.org/modules/one',
    });
    expect(curriculum?.requirements).toEqual([
      {
        id: 'core',
        title: 'Core',
        programme: 'practitioner',
        roles: ['supervisor'],
        hired: { from: 20_454, until: null },
        withinMonths: 12,
        renewMonths: null,
        hours: null,
        certificate: true,
        items: [
          {
            kind: 'module',
            id: 'one',
            title: 'Module one',
            hours: 0.37,
            required: true,
            accepts: [
              { item: 'one', from: '1.0.0', until: 20_999 },
              { item: 'class-a', from: null, until: null },
            ],
          },
          {
            kind: 'class',
            id: 'class-a',
            title: 'Class A',
            hours: 6,
            required: true,
            // Nothing is said of its versions: every one counts.
            accepts: [{ item: 'class-a', from: null, until: null }],
          },
          expect.objectContaining({ kind: 'field-activity', id: 'field-a', required: false }),
        ],
      },
      expect.objectContaining({ id: 'hours', hours: 40, renewMonths: 24, items: [] }),
    ]);
    expect(curriculum?.counties).toEqual([
      {
        id: 'fresno',
        name: 'Fresno',
        aliases: ['FR'],
        served: [
          { academy: 'north', from: null },
          { academy: 'south', from: 21_000 },
        ],
      },
    ]);
  });

  it('of this repository have no fault, and place all 58 counties', async () => {
    const modulesFolder = path.join(projectRoot, 'modules');
    const { curriculum, diagnostics } = await checkCurriculum({ root: projectRoot, modulesFolder, cwd: projectRoot });
    expect(diagnostics).toEqual([]);
    expect(curriculum?.counties).toHaveLength(58);
    expect(curriculum?.academies).toHaveLength(5);
    expect(curriculum?.requirements.length).toBeGreaterThan(3);
  });

  it('are not asked of a folder that has none', async () => {
    const { curriculum, told } = await read('', null);
    expect(told).toEqual([]);
    expect(curriculum).toMatchObject({ requirements: [], counties: [], roles: [] });
  });

  it.each([
    ['programme: practitioner', 'programme: practicioner', 'curriculum.yaml:24:16 error requirement/unknown-programme'],
    ['roles: [supervisor]', 'roles: [superviser]', 'curriculum.yaml:25:13 error requirement/unknown-role'],
    [
      '      - module: one\n        accepts',
      '      - module: won\n        accepts',
      'curriculum.yaml:31:17 error requirement/unknown-item',
    ],
    [
      '      - class: class-a\n      - field',
      '      - class: class-b\n      - field',
      'curriculum.yaml:36:16 error requirement/unknown-item',
    ],
    [
      '      - class: class-a\n      - field',
      '      - class: class-a\n        module: two\n      - field',
      'curriculum.yaml:36:9 error requirement/which-item',
    ],
    [
      '      - class: class-a\n      - field',
      '      - elective: true\n      - field',
      'curriculum.yaml:36:9 error requirement/which-item',
    ],
    ['from-version: "1.0.0"', 'from-version: "1.6.0"', 'curriculum.yaml:33:27 error requirement/unknown-version'],
    [
      '          - class: class-a\n',
      '          - class: class-a\n            from-version: "1.0.0"\n',
      'curriculum.yaml:36:27 error requirement/version-of-class',
    ],
    [
      '      from: 2026-01-01',
      '      from: 2026-01-01\n      until: 2025-12-31',
      'curriculum.yaml:28:14 error requirement/impossible-dates',
    ],
    ['until: 2027-06-30', 'until: 2027-02-30', 'curriculum.yaml:34:20 error field/wrong-value'],
    ['    hours: 40\n', '', 'curriculum.yaml:39:9 error requirement/nothing-asked'],
    [
      '    hours: 40\n',
      '    hours: 40\n    items:\n      - class: class-a\n',
      'curriculum.yaml:42:12 error requirement/hours-out-of-reach',
    ],
    [
      '      - class: class-a\n      - field',
      '      - module: one\n      - field',
      'curriculum.yaml:36:17 error id/twice',
    ],
    ['  - id: hours', '  - id: core', 'curriculum.yaml:39:9 error id/twice'],
    ['  - id: field-a\n', '  - id: class-a\n', 'curriculum.yaml:18:9 error id/twice'],
    ['  - id: class-a\n', '  - id: two\n', 'curriculum.yaml:14:9 error requirement/id-taken'],
    [
      '      - module: one\n        accepts',
      '      - module: two\n        accepts',
      'curriculum.yaml:24:16 warning requirement/programme-items',
    ],
    ['  - id: hours', '  - nothing\n  - id: hours', 'curriculum.yaml:39:5 error requirement/none'],
  ])('tell of %j becoming %j', async (from, to, expected) => {
    expect((await curriculumWith(from, to)).told).toContain(expected);
  });

  it('tell what to write instead, at the place', async () => {
    expect((await curriculumWith('from-version: "1.0.0"', 'from-version: "1.6.0"')).text).toMatchInlineSnapshot(`
      "curriculum.yaml:33:27  error  requirement/unknown-version
        "one" has not come to version 1.6.0: it is 1.5.0.
         33 |           - from-version: "1.6.0"
            |                           ^^^^^^^
        hint: write "1.5.0" or an older one"
    `);
    expect((await curriculumWith('within-months: 12', 'within-month: 12')).text).toMatchInlineSnapshot(`
      "curriculum.yaml:28:5  error  field/unknown
        \`within-month\` is not a field of a requirement.
         28 |     within-month: 12
            |     ^^^^^^^^^^^^
        hint: did you mean \`within-months\`?"
    `);
  });

  it('leave out what is at fault, and keep the rest', async () => {
    const { curriculum } = await curriculumWith('programme: practitioner', 'programme: nobody');
    expect(curriculum?.requirements.map(({ id }) => id)).toEqual(['hours']);
  });
});

describe('organizations', () => {
  it.each([
    [
      '      - academy: south',
      '      - academy: sowth',
      '_organizations.yaml:13:18 error organization/unknown-academy',
    ],
    ['        from: 2027-07-01\n', '', '_organizations.yaml:13:9 error organization/two-academies'],
    ['        verified: false', '        from: 2020-01-01', '_organizations.yaml:12:15 error organization/gap'],
    ['        verified: false', '        from: 2028-01-01', '_organizations.yaml:14:15 error organization/order'],
    ['aliases: [FR]', 'aliases: [North Academy]', '_organizations.yaml:9:15 error organization/same-name'],
    ['aliases: [FR]', 'aliases: ["County of South Academy"]', '_organizations.yaml:9:15 error organization/same-name'],
    ['  - id: south', '  - id: north', '_organizations.yaml:4:9 error id/twice'],
    [
      '      - job-title: "*supervisor*"',
      '      - {}',
      '_organizations.yaml:20:9 error organization/role-without-rule',
    ],
    ['    served:', '    serves:', '_organizations.yaml:10:5 error field/unknown'],
  ])('tell of %j becoming %j', async (from, to, expected) => {
    expect((await placesWith(from, to)).told).toContain(expected);
  });
});
