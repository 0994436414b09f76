import { curriculumEntries } from './curriculum-entries.js';
import { type Folder, inside } from './files.js';
import type { Loaded, OrganizationsDefinition, RequirementsDefinition } from './module-definition.js';
import { readModuleFile } from './read-module-file.js';
import { Reader } from './reader.js';
import { organizationsSchema } from './schemas/organizations-schema.js';
import { heldSchema, requirementSchema } from './schemas/requirement-schema.js';
import { checkShape } from './yaml/check-shape.js';
import { placesBelow } from './yaml/places-below.js';
import { readYaml } from './yaml/read-yaml.js';

const none = 'requirement/none';

/** What curriculum.yaml asks of people, each entry checked in shape by itself. */
export function loadRequirements(modules: Folder): Promise<Loaded<RequirementsDefinition>> {
  return curriculumEntries(modules, (read) => ({
    classes: read({ list: 'classes', schema: heldSchema, what: 'a class', none }),
    fieldActivities: read({ list: 'field-activities', schema: heldSchema, what: 'a field activity', none }),
    requirements: read({ list: 'requirements', schema: requirementSchema, what: 'a requirement', none }),
  }));
}

/** _organizations.yaml. A folder without that file trains nobody it knows: the value is absent. */
export async function loadOrganizations(modules: Folder): Promise<Loaded<OrganizationsDefinition>> {
  const reader = new Reader(modules);
  const source = await reader.read(inside(modules, '_organizations.yaml'));
  const yaml = source && readYaml(source, reader.report);
  if (!yaml) return reader.nothing();
  const shape = checkShape(organizationsSchema, yaml, [], '_organizations.yaml', yaml.data ?? {}, reader.report);
  return reader.result({ ...shape, places: placesBelow(yaml, []) });
}

/** What requirements need to know of a module. */
export interface ModuleHead {
  readonly id: string;
  readonly title: string;
  readonly version: string;
  readonly minutes: number;
  /** Share of the assessment that passes, 0 to 1; null without one. */
  readonly passing: number | null;
}

/** A module's own words on itself, from module.yaml alone; null when it does not say them (`loadModule` tells why). */
export async function loadModuleHead(modules: Folder, id: string): Promise<ModuleHead | null> {
  const reader = new Reader(inside(modules, id));
  const source = await reader.read(inside(reader.root, 'module.yaml'));
  const { title, version, minutes, assessment } = source ? readModuleFile(source, reader.report).parts : {};
  if (title === undefined || version === undefined || minutes === undefined) return null;
  const passing = assessment?.['passing-score'];
  return { id, title, version, minutes, passing: passing === undefined ? null : passing / 100 };
}
