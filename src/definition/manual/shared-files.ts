import { curriculumSchema } from '../schemas/curriculum-schema.js';
import { organizationsSchema } from '../schemas/organizations-schema.js';
import { practiceModelSchema } from '../schemas/practice-model-schema.js';
import { programmeSchema } from '../schemas/programme-schema.js';
import { heldSchema, requirementSchema } from '../schemas/requirement-schema.js';
import { styleSchema } from '../schemas/style-schema.js';
import { fenced } from './fenced.js';
import { fieldTable } from './field-table.js';

/** The chapter on the files that all modules share: programmes, requirements, organizations, style, practice model. */
export function sharedFiles(): string {
  return `## What all modules share

### curriculum.yaml

${fieldTable(curriculumSchema)}

A programme is an ordered set of modules for an audience. \`cpm build\` makes one package of it, in which the LMS shows its
modules in this order, keeps a module closed until those it comes after are done, and counts the course as done when all
required modules are. How much of that an LMS does is the LMS's: SCORM 1.2 and SCORM 2004 state it, cmi5 has no
prerequisites.

${fieldTable(programmeSchema)}

${fenced('yaml', programmeExample)}

Titles and summaries of programmes in another language stand in \`curriculum.es.yaml\`, under the same ids. Write it by hand and run
\`npx cpm translate accept curriculum --to es\`, or let \`npx cpm translate export curriculum --to es --out es.csv\` and \`import\` make it.
Packages carry the title of each language that one of the modules has; \`cpm check\` tells what is missing or has changed since.

${fenced('yaml', programmeInSpanish)}

A requirement says what people of some roles have to do, by when and how often: modules, classes and activities in the field.
It is met when every item without \`elective: true\` is done, and, where it says \`hours\`, when these are reached too. Of an
item every version counts, until \`accepts\` speaks of its versions: then the current one, newer ones and those it lists. An item that
was done by an equivalent that \`accepts\` lists is done.

${fieldTable(requirementSchema)}

Each entry of \`classes:\` and of \`field-activities:\`:

${fieldTable(heldSchema)}

${fenced('yaml', requirementExample)}

### _organizations.yaml

Which academy serves which county from which day on, and which account of the LMS has which role. \`cpm roster import\` reads it.

${fieldTable(organizationsSchema)}

${fenced('yaml', organizationsExample)}

### _style.yaml

How the training is written. What goes against it is advice: a warning, never a fault.

${fieldTable(styleSchema)}

### _practice-model/<edition>.yaml

The items of the practice model, one file an edition. A text quotes them with \`behavior\`, a question measures one with \`item\`.

${fieldTable(practiceModelSchema)}`;
}

const programmeExample = `programmes:
  - id: practitioner
    title: Core Practice Model for practitioners
    version: "1.0.0"
    language: en
    summary: Where the model comes from, the theory behind it, and the behaviors that carry it.
    modules:
      - module: cpm-foundations
      - module: cpm-behaviors
        after: [cpm-foundations]
      - module: theoretical-framework
        after: [cpm-foundations]
        elective: true`;

const programmeInSpanish = `programmes:
  - id: practitioner
    title: Modelo de Práctica Fundamental para el personal de atención directa
    summary: De dónde viene el modelo, la teoría que hay detrás y las conductas que lo sostienen.`;

const requirementExample = `classes:
  - id: class-engagement
    title: "Engagement: class"
    hours: 6
requirements:
  - id: core
    title: Core training
    roles: [social-worker]
    hired:
      from: 2026-01-01
    within-months: 12
    certificate: true
    items:
      - module: cpm-foundations
        accepts:
          - from-version: "1.0.0"
            until: 2027-06-30
          - class: class-engagement
      - class: class-engagement
      - module: theoretical-framework
        elective: true`;

const organizationsExample = `academies:
  - id: northern
    name: Northern California Training Academy
  - id: central-california
    name: Central California Training Academy
counties:
  - id: mariposa
    name: Mariposa
    served:
      - academy: northern
        verified: false
      - academy: central-california
        from: 2027-07-01
left-out: [county of, county, dss]
roles:
  - id: supervisor
    title: Supervisor
    when:
      - job-title: "*supervisor*"`;
