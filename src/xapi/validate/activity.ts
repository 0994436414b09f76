import { at, type JsonObject } from '../json.js';
import { type Check, listOf, oneOf, type Report, shape } from './check.js';
import { anyText, extensions, iri, languageMap, searchedIri, texts } from './formats.js';

/** Component lists that each interaction type may have (xAPI 1.0.3 Data 2.4.4.1). */
const componentsOf: Readonly<Record<string, readonly string[]>> = {
  choice: ['choices'],
  sequencing: ['choices'],
  likert: ['scale'],
  matching: ['source', 'target'],
  performance: ['steps'],
  'true-false': [],
  'fill-in': [],
  'long-fill-in': [],
  numeric: [],
  other: [],
};
const componentLists = ['choices', 'scale', 'source', 'target', 'steps'] as const;

const component = shape({ id: { check: anyText, required: true }, description: { check: languageMap } });

const components: Check = (value, path, report) => {
  listOf(component)(value, path, report);
  if (!Array.isArray(value)) return;
  const seen = new Set<unknown>();
  for (const [index, entry] of value.entries()) {
    const id = at(entry, 'id');
    if (id !== undefined && seen.has(id)) report.add(`${path}[${index}].id`, 'is used twice in this list');
    seen.add(id);
  }
};

const definition = shape(
  {
    name: { check: languageMap },
    description: { check: languageMap },
    type: { check: iri },
    moreInfo: { check: iri },
    extensions: { check: extensions },
    interactionType: { check: oneOf(...Object.keys(componentsOf)) },
    correctResponsesPattern: { check: texts },
    choices: { check: components },
    scale: { check: components },
    source: { check: components },
    target: { check: components },
    steps: { check: components },
  },
  interactionParts,
);

/** An activity with its definition (xAPI 1.0.3 Data 2.4.4.1). */
export const activity: Check = shape({
  objectType: { check: oneOf('Activity') },
  id: { check: searchedIri, required: true },
  definition: { check: definition },
});

function interactionParts(value: JsonObject, path: string, report: Report): void {
  const type = value.interactionType;
  const present = componentLists.filter((name) => value[name] !== undefined);
  if (type === undefined) {
    if (present.length > 0 || value.correctResponsesPattern !== undefined) {
      report.add(
        `${path}.interactionType`,
        `is missing: only an interaction has response patterns and components; write one of ${Object.keys(componentsOf).join(', ')}`,
      );
    }
    return;
  }
  const allowed = typeof type === 'string' && Object.hasOwn(componentsOf, type) ? componentsOf[type] : undefined;
  for (const name of present) {
    if (allowed && !allowed.includes(name))
      report.add(
        `${path}.${name}`,
        `does not belong to an interaction of type ${String(type)}, which has ${allowed.join(' and ') || 'no lists of components'}`,
      );
  }
}
