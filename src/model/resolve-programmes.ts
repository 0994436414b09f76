import { fault } from '../definition/fault.js';
import type { CurriculumTranslation, ProgrammeDefinition } from '../definition/module-definition.js';
import type { AuthoredProgramme } from '../definition/schemas/programme-schema.js';
import { suggest } from '../definition/suggest.js';
import { type Checked, type Diagnostic, hasErrors, inReadingOrder } from '../diagnostics.js';
import { programmeIri } from '../iris.js';
import type { Programme } from './programme.js';
import { repeatedIds } from './repeated-ids.js';

/**
 * The programmes of a curriculum, held to their modules and to each other; the value holds those without a fault.
 * @param modules ids of all modules there are
 */
export function resolveProgrammes(
  definitions: readonly ProgrammeDefinition[],
  iriBase: string,
  modules: readonly string[],
  translations: readonly Pick<CurriculumTranslation, 'language' | 'programmes'>[] = [],
): Checked<readonly Programme[]> & { readonly value: readonly Programme[] } {
  const twice = repeatedIds(
    definitions.flatMap(({ parts, places }) =>
      parts.id === undefined ? [] : [{ id: parts.id, place: places.value(['id']), what: 'programme' }],
    ),
  );
  const checked = definitions.map((definition) => ({ definition, found: checkProgramme(definition, modules) }));
  const value = checked.flatMap(({ definition: { whole, places }, found }) => {
    const repeated = twice.some((d) => d.line === places.value(['id']).line);
    return whole === null || hasErrors(found) || repeated ? [] : [programmeOf(whole, iriBase, translations)];
  });
  return { value, diagnostics: inReadingOrder([...twice, ...checked.flatMap(({ found }) => found)]) };
}

function programmeOf(
  { modules, ...head }: AuthoredProgramme,
  iriBase: string,
  translations: readonly Pick<CurriculumTranslation, 'language' | 'programmes'>[],
): Programme {
  return {
    ...head,
    iri: programmeIri(iriBase, head.id),
    translations: translations.flatMap(({ language, programmes }) =>
      programmes.flatMap(({ id, title, summary }) => (id === head.id ? [{ language, title, summary }] : [])),
    ),
    steps: modules.map(({ module, after, elective }) => ({ module, required: !elective, after })),
  };
}

function checkProgramme({ parts, places }: ProgrammeDefinition, known: readonly string[]): Diagnostic[] {
  const { id, modules: steps = [] } = parts;
  const found: Diagnostic[] = [];
  if (id !== undefined && known.includes(id)) {
    const hint = 'give the programme another id: packages are named by it';
    found.push(fault('programme/id-taken', places.value(['id']), `"${id}" is the id of a module.`, hint));
  }
  const placed = steps.map(({ module }, n) => ({ id: module, place: places.value(['modules', n, 'module']) }));
  found.push(...repeatedIds(placed.map((one) => ({ ...one, what: 'module', hint: 'keep one of the two' }))));
  for (const { id: module, place } of placed) {
    if (known.includes(module)) continue;
    const hint = suggest(module, known, 'write a module first');
    found.push(fault('programme/unknown-module', place, `There is no module "${module}".`, hint));
  }
  if (steps.length > 0 && steps.every((step) => step.elective)) {
    const hint = 'take `elective: true` off at least one module';
    const message = 'All modules of this programme may be left out.';
    found.push(fault('programme/nothing-required', places.key(['modules']), message, hint));
  }
  return [...found, ...checkPrerequisites(steps, places)];
}

type Steps = AuthoredProgramme['modules'];

function checkPrerequisites(steps: Steps, places: ProgrammeDefinition['places']): Diagnostic[] {
  return steps.flatMap(({ module, after, elective }, n) =>
    after.flatMap((wanted, m) => {
      const place = places.value(['modules', n, 'after', m]);
      const at = steps.findIndex((step) => step.module === wanted);
      const circle = circleFrom(steps, module, wanted);
      if (at < 0) {
        const others = steps.map((step) => step.module).filter((other) => other !== module);
        const message = `"${wanted}" is no module of this programme.`;
        const hint = suggest(wanted, others, 'delete it');
        return [fault('programme/unknown-prerequisite', place, message, hint)];
      }
      if (circle !== null) {
        const message = `These modules wait for each other: ${circle.join(', then ')}.`;
        const alone = `"${module}" waits for itself.`;
        const hint = 'take one of these prerequisites away';
        return [fault('programme/cycle', place, wanted === module ? alone : message, hint)];
      }
      if (at > n) {
        const message = `"${module}" waits for "${wanted}", which comes later.`;
        return [fault('programme/late-prerequisite', place, message, `move "${wanted}" before "${module}"`)];
      }
      if (!elective && steps[at]?.elective === true) {
        const message = `"${module}" is required, but waits for "${wanted}", which may be left out.`;
        const hint = `take \`elective: true\` off "${wanted}", or take the prerequisite away`;
        return [fault('programme/elective-prerequisite', place, message, hint)];
      }
      return [];
    }),
  );
}

/** The way from a prerequisite back to the module that waits for it, both ends included; null when there is none. */
function circleFrom(steps: Steps, module: string, wanted: string): readonly string[] | null {
  const ways: (readonly string[])[] = [[module, wanted]];
  const seen = new Set<string>();
  for (let way = ways.shift(); way !== undefined; way = ways.shift()) {
    const here = way.at(-1) ?? '';
    if (here === module) return way;
    if (seen.has(here)) continue;
    seen.add(here);
    for (const next of steps.find((step) => step.module === here)?.after ?? []) ways.push([...way, next]);
  }
  return null;
}
