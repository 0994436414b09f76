import { curriculumEntries } from './curriculum-entries.js';
import { type Folder, inside } from './files.js';
import type { Loaded, OrganizationsDefinition, RequirementsDefinition } from './module-definition.js';
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
