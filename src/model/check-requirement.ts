import { fault } from '../definition/fault.js';
import type { EntryDefinition, Places } from '../definition/module-definition.js';
import type { AuthoredAccepted, AuthoredItem, AuthoredRequirement } from '../definition/schemas/requirement-schema.js';
import { suggest } from '../definition/suggest.js';
import type { Diagnostic } from '../diagnostics.js';
import type { CurriculumClass, RequirementItem } from '../tracking/curriculum.js';
import { versionOrder } from '../version-order.js';
import { hoursOf, namedItems } from './named-items.js';
import { repeatedIds } from './repeated-ids.js';
import type { RequirementGround } from './requirement-ground.js';

/** What a requirement may refer to. */
interface Known extends RequirementGround {
  readonly classes: readonly CurriculumClass[];
  readonly heldIds: Readonly<Record<'class' | 'field-activity', readonly string[]>>;
}

type Path = readonly (string | number)[];

/** One requirement, held to what it refers to and to itself. */
export function checkRequirement(
  { parts, places }: EntryDefinition<AuthoredRequirement>,
  known: Known,
): readonly Diagnostic[] {
  const { programme, roles = [], hired, items } = parts;
  const found: Diagnostic[] = [];
  if (programme !== undefined && !known.programmeIds.includes(programme)) {
    const hint = suggest(programme, known.programmeIds, 'write a programme first, or delete the field');
    const message = `There is no programme "${programme}".`;
    found.push(fault('requirement/unknown-programme', places.value(['programme']), message, hint));
  }
  for (const [n, role] of roles.entries()) {
    if (known.roles === null || known.roles.includes(role)) continue;
    const hint = suggest(role, known.roles, 'write `_organizations.yaml` with `roles:` first');
    found.push(fault('requirement/unknown-role', places.value(['roles', n]), `There is no role "${role}".`, hint));
  }
  if (hired?.from !== undefined && hired.until !== undefined && hired.until < hired.from) {
    const message = `Nobody is hired from ${hired.from} until ${hired.until}.`;
    found.push(fault('requirement/impossible-dates', places.value(['hired', 'until']), message, 'write a later day'));
  }
  if (items === undefined) return found;
  for (const [n, item] of items.entries()) {
    found.push(...checkNamed(item, ['items', n], places, known, true));
    for (const [m, line] of item.accepts.entries()) {
      const path = ['items', n, 'accepts', m];
      found.push(...checkNamed(line, path, places, known, false), ...checkVersion(line, item, path, places, known));
    }
  }
  return [...found, ...checkWhole(parts, items, places, known)];
}

/** Each line names one thing that exists; only a line of `accepts` may name nothing: then it is the item itself. */
function checkNamed(
  line: AuthoredItem | AuthoredAccepted,
  path: Path,
  places: Places,
  known: Known,
  needed: boolean,
): Diagnostic[] {
  const named = namedItems(line);
  if (named.length > 1 || (needed && named.length === 0)) {
    const said = named.length === 0 ? 'none' : named.map(({ kind }) => `\`${kind}\``).join(' and ');
    const message = `One of \`module\`, \`class\` and \`field-activity\` must stand here; there is ${said}.`;
    const hint =
      named.length === 0 ? 'write for example `- class: class-engagement`' : 'make an entry of its own for each';
    return [fault('requirement/which-item', places.value(path), message, hint)];
  }
  return named.flatMap(({ kind, id }) => {
    const there = kind === 'module' ? known.moduleIds : known.heldIds[kind];
    if (there.includes(id)) return [];
    const hint = suggest(
      id,
      there,
      kind === 'module' ? 'write a module first' : `list it under \`${lists[kind]}:\` first`,
    );
    return [
      fault('requirement/unknown-item', places.value([...path, kind]), `There is no ${words[kind]} "${id}".`, hint),
    ];
  });
}

const lists = { class: 'classes', 'field-activity': 'field-activities' } as const;
const words: Readonly<Record<RequirementItem['kind'], string>> = {
  module: 'module',
  class: 'class',
  'field-activity': 'field activity',
};

function checkVersion(
  line: AuthoredAccepted,
  item: AuthoredItem,
  path: Path,
  places: Places,
  known: Known,
): Diagnostic[] {
  const version = line['from-version'];
  const [named] = [...namedItems(line), ...namedItems(item)];
  if (version === undefined || named === undefined) return [];
  const place = places.value([...path, 'from-version']);
  if (named.kind !== 'module')
    return [fault('requirement/version-of-class', place, `A ${words[named.kind]} has no version.`, 'delete the field')];
  const module = known.modules.find(({ id }) => id === named.id);
  if (module === undefined || versionOrder(version, module.version) <= 0) return [];
  const message = `"${named.id}" has not come to version ${version}: it is ${module.version}.`;
  return [fault('requirement/unknown-version', place, message, `write "${module.version}" or an older one`)];
}

/** What only all lines together say. */
function checkWhole(
  { programme, hours }: Partial<AuthoredRequirement>,
  items: readonly AuthoredItem[],
  places: Places,
  known: Known,
): Diagnostic[] {
  const named = items.map((item, n) => ({ item, n, is: namedItems(item)[0] }));
  const found = repeatedIds(
    named.flatMap(({ n, is }) =>
      is
        ? [{ id: is.id, place: places.value(['items', n, is.kind]), what: words[is.kind], hint: 'keep one of the two' }]
        : [],
    ),
  );
  if (hours === undefined && items.every(({ elective }) => elective)) {
    const message = 'This requirement asks for nothing: it has no required item and no hours.';
    found.push(
      fault('requirement/nothing-asked', places.value(['id']), message, 'list a required item, or write `hours:`'),
    );
  }
  const held = named.map(({ item, is }) => item.hours ?? ownHours(is?.id, known));
  const sum = held.reduce((total, one) => total + one, 0);
  if (hours !== undefined && items.length > 0 && Number.isFinite(sum) && sum < hours) {
    const message = `The items hold ${sum} hours together, but ${hours} are asked for.`;
    const hint = 'list more items, ask for fewer hours, or leave `items` out: then all that somebody did counts';
    found.push(fault('requirement/hours-out-of-reach', places.value(['hours']), message, hint));
  }
  const required = new Set(named.flatMap(({ item, is }) => (is && !item.elective ? [is.id] : [])));
  const steps = known.programmes.find(({ id }) => id === programme)?.steps ?? [];
  const missing = steps.filter((step) => step.required && !required.has(step.module)).map(({ module }) => module);
  if (missing.length > 0) {
    const message = `The programme "${programme ?? ''}" requires ${missing.join(', ')}, this requirement does not.`;
    const hint = 'list it under `items:`, or take `programme` away';
    found.push(fault('requirement/programme-items', places.value(['programme']), message, hint, 'warning'));
  }
  return found;
}

/** Infinity for something that could not be read: no sum is judged by it. */
function ownHours(id: string | undefined, { modules, classes }: Known): number {
  const module = modules.find((one) => one.id === id);
  return module ? hoursOf(module.minutes) : (classes.find((one) => one.id === id)?.hours ?? Number.POSITIVE_INFINITY);
}
