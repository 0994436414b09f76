import { dayOf } from '../days.js';
import { fault } from '../definition/fault.js';
import type { EntryDefinition, RequirementsDefinition } from '../definition/module-definition.js';
import type {
  AuthoredAccepted,
  AuthoredHeld,
  AuthoredItem,
  AuthoredRequirement,
} from '../definition/schemas/requirement-schema.js';
import { type Checked, hasErrors, inReadingOrder } from '../diagnostics.js';
import type { Accepted, Curriculum, CurriculumClass, Requirement, RequirementItem } from '../tracking/curriculum.js';
import { checkRequirement } from './check-requirement.js';
import { hoursOf, namedItems } from './named-items.js';
import { repeatedIds } from './repeated-ids.js';
import type { RequirementGround } from './requirement-ground.js';

/** What is asked of people. */
export type Requirements = Pick<Curriculum, 'classes' | 'requirements'>;

/** The requirements of curriculum.yaml, held to modules, programmes and roles; the value holds those without a fault. */
export function resolveRequirements(
  definition: RequirementsDefinition,
  ground: RequirementGround,
): Checked<Requirements> & { readonly value: Requirements } {
  const classes = [
    ...definition.classes.flatMap(({ whole }) => whole ?? []).map((one) => held(one, 'class')),
    ...definition.fieldActivities.flatMap(({ whole }) => whole ?? []).map((one) => held(one, 'field-activity')),
  ];
  const known = { ...ground, classes, heldIds: heldIdsOf(definition) };
  const checked = definition.requirements.map((one) => ({ one, found: checkRequirement(one, known) }));
  const twice = repeatedIds(
    definition.requirements.flatMap(({ parts, places }) =>
      parts.id === undefined ? [] : [{ id: parts.id, place: places.value(['id']), what: 'requirement' }],
    ),
  );
  const requirements = checked.flatMap(({ one: { whole, places }, found }) => {
    const repeated = twice.some(({ line }) => line === places.value(['id']).line);
    return whole === null || hasErrors(found) || repeated ? [] : [requirementOf(whole, known)];
  });
  const diagnostics = [...checkHeld(definition, ground), ...twice, ...checked.flatMap(({ found }) => found)];
  return { value: { classes, requirements }, diagnostics: inReadingOrder(diagnostics) };
}

function held({ id, title, hours }: AuthoredHeld, kind: CurriculumClass['kind']): CurriculumClass {
  return { id, kind, title, hours };
}

function heldIdsOf({ classes, fieldActivities }: RequirementsDefinition) {
  const ids = (entries: readonly EntryDefinition<AuthoredHeld>[]) => entries.flatMap(({ parts }) => parts.id ?? []);
  return { class: ids(classes), 'field-activity': ids(fieldActivities) };
}

function checkHeld({ classes, fieldActivities }: RequirementsDefinition, { moduleIds }: RequirementGround) {
  const placed = [...classes, ...fieldActivities].flatMap(({ parts, places }) =>
    parts.id === undefined ? [] : [{ id: parts.id, place: places.value(['id']), what: 'class or field activity' }],
  );
  const hint = 'give it another id: records tell them apart by it';
  return [
    ...repeatedIds(placed.map((one) => ({ ...one, hint: 'give one of the two another id' }))),
    ...placed
      .filter(({ id }) => moduleIds.includes(id))
      .map(({ id, place }) => fault('requirement/id-taken', place, `"${id}" is the id of a module.`, hint)),
  ];
}

type Known = RequirementGround & { readonly classes: readonly CurriculumClass[] };

function requirementOf(whole: AuthoredRequirement, known: Known): Requirement {
  const { id, title, programme, roles, hired, hours, certificate, items } = whole;
  return {
    id,
    title,
    programme: programme ?? null,
    roles,
    hired: hired === undefined ? null : { from: dayOrNull(hired.from), until: dayOrNull(hired.until) },
    withinMonths: whole['within-months'] ?? null,
    renewMonths: whole['renew-months'] ?? null,
    hours: hours ?? null,
    certificate,
    items: items.flatMap((item) => itemOf(item, known)),
  };
}

function itemOf(item: AuthoredItem, { modules, classes }: Known): RequirementItem[] {
  const [named] = namedItems(item);
  const module = modules.find(({ id }) => id === named?.id);
  const own = module ? { ...module, hours: hoursOf(module.minutes) } : classes.find(({ id }) => id === named?.id);
  if (named === undefined || own === undefined) return [];
  const accepts = item.accepts.map((one) => acceptedOf(one, named.id));
  // Who says nothing of older versions means that a new one takes nothing from anybody.
  const everyVersion = accepts.some((one) => one.item === named.id)
    ? []
    : [{ item: named.id, from: null, until: null }];
  return [
    {
      ...named,
      title: own.title,
      hours: item.hours ?? own.hours,
      required: !item.elective,
      accepts: [...everyVersion, ...accepts],
    },
  ];
}

function acceptedOf(line: AuthoredAccepted, itself: string): Accepted {
  const [named] = namedItems(line);
  return { item: named?.id ?? itself, from: line['from-version'] ?? null, until: dayOrNull(line.until) };
}

function dayOrNull(iso: string | undefined): number | null {
  return iso === undefined ? null : dayOf(iso);
}
