import type { ContentNode } from '../content.js';
import type { Module, Question } from '../model/module.js';
import type { PracticeModels } from '../model/practice-model.js';
import type { Programme } from '../model/programme.js';

/** Where the practice model and the objectives are taught and assessed. Plain data. */
export interface Coverage {
  readonly modules: readonly { readonly id: string; readonly title: string }[];
  /** Items of the editions asked for, in the order of their files. */
  readonly items: readonly CoveredItem[];
  /** In the order of the modules. */
  readonly objectives: readonly CoveredObjective[];
  readonly gaps: readonly Gap[];
}

export interface CoveredItem {
  /** `<edition>/<id>`, as authors write it. */
  readonly item: string;
  readonly edition: string;
  readonly kind: string;
  readonly name: string;
  /** Pages whose text quotes it. */
  readonly taught: readonly TaughtPlace[];
  /** Questions that measure it. */
  readonly assessed: readonly AssessedPlace[];
}

export interface TaughtPlace {
  readonly module: string;
  readonly lesson: string;
  readonly page: string;
}

export interface AssessedPlace {
  readonly module: string;
  readonly question: string;
  /** A check in a lesson teaches; the assessment counts. */
  readonly where: 'check' | 'assessment';
}

export interface CoveredObjective {
  readonly module: string;
  readonly objective: string;
  readonly text: string;
  readonly assessed: readonly AssessedPlace[];
}

/** Something that nobody teaches or measures. Each is a warning: which of them matter, people decide. */
export interface Gap {
  readonly code:
    | 'item-not-taught'
    | 'item-not-assessed'
    | 'objective-not-assessed'
    | 'objective-in-checks-only'
    | 'lesson-without-question';
  /** The item's, objective's or lesson's name for a person. */
  readonly what: string;
  /** Null for items, which belong to no module. */
  readonly module: string | null;
  readonly message: string;
}

/** What a look is limited to; all of it when absent. */
export interface CoverageWish {
  readonly edition?: string;
  readonly audience?: string;
  /** Modules of a programme only, in its order. */
  readonly programme?: Programme;
}

/**
 * Lays modules over the practice model: which value, theory, element, behavior and objective is taught and assessed where.
 * Of editions that were not asked for by name, only those that one of the modules speaks of are laid out.
 */
export function coverageOf(modules: readonly Module[], models: PracticeModels, wish: CoverageWish = {}): Coverage {
  const { edition, audience, programme } = wish;
  const inProgramme = programme?.steps.flatMap((step) => modules.find(({ id }) => id === step.module) ?? []);
  const chosen = (inProgramme ?? modules).filter(
    (module) => audience === undefined || module.audience.includes(audience),
  );
  const taught = placesBy(chosen.flatMap(taughtIn));
  const assessed = placesBy(
    chosen.flatMap((module) =>
      questionsOf(module).flatMap(([question, place]) => (question.item ? [[question.item, place] as const] : [])),
    ),
  );
  const spoken = new Set([...taught.keys(), ...assessed.keys()].map((item) => item.split('/')[0]));
  const items = [...models.items].flatMap(([key, item]): CoveredItem[] => {
    if (edition === undefined ? !spoken.has(item.edition) : item.edition !== edition) return [];
    const { kind, name } = item;
    return [
      {
        item: key,
        edition: item.edition,
        kind,
        name,
        taught: taught.get(key) ?? [],
        assessed: assessed.get(key) ?? [],
      },
    ];
  });
  const objectives = chosen.flatMap(objectivesOf);
  return {
    modules: chosen.map(({ id, title }) => ({ id, title })),
    items,
    objectives,
    gaps: [...items.flatMap(gapsOfItem), ...objectives.flatMap(gapsOfObjective), ...chosen.flatMap(untouchedLessons)],
  };
}

function placesBy<Place>(pairs: readonly (readonly [string, Place])[]): ReadonlyMap<string, readonly Place[]> {
  const found = new Map<string, Place[]>();
  for (const [key, place] of pairs) found.set(key, [...(found.get(key) ?? []), place]);
  return found;
}

function taughtIn(module: Module): (readonly [string, TaughtPlace])[] {
  return module.lessons.flatMap((lesson) =>
    lesson.pages.flatMap((page) =>
      [...new Set(itemsIn(page.content))].map(
        (item) => [item, { module: module.id, lesson: lesson.id, page: page.id }] as const,
      ),
    ),
  );
}

function itemsIn(nodes: readonly ContentNode[]): string[] {
  return nodes.flatMap((node) => {
    if (typeof node === 'string') return [];
    const own = node.tag === 'behavior' ? [String(node.attributes.item)] : [];
    return [...own, ...itemsIn(node.children)];
  });
}

function questionsOf(module: Module): (readonly [Question, AssessedPlace])[] {
  const at = (where: AssessedPlace['where']) => (question: Question) =>
    [question, { module: module.id, question: question.id, where }] as const;
  return [...module.checks.map(at('check')), ...(module.assessment?.questions ?? []).map(at('assessment'))];
}

function objectivesOf(module: Module): CoveredObjective[] {
  return module.objectives.map(({ id, text }) => ({
    module: module.id,
    objective: id,
    text,
    assessed: questionsOf(module).flatMap(([question, place]) => (question.objective === id ? [place] : [])),
  }));
}

function gapsOfItem({ item, name, taught, assessed }: CoveredItem): Gap[] {
  const gap = (code: Gap['code'], message: string): Gap => ({ code, what: name, module: null, message });
  if (taught.length === 0 && assessed.length === 0)
    return [gap('item-not-taught', `${item} (${name}) is neither taught nor assessed.`)];
  if (taught.length === 0) return [gap('item-not-taught', `${item} (${name}) is assessed, but no page quotes it.`)];
  if (assessed.length === 0)
    return [gap('item-not-assessed', `${item} (${name}) is taught, but no question measures it.`)];
  return [];
}

function gapsOfObjective({ module, objective, assessed }: CoveredObjective): Gap[] {
  const gap = (code: Gap['code'], message: string): Gap => ({ code, what: objective, module, message });
  if (assessed.length === 0)
    return [gap('objective-not-assessed', `${module}: no question measures the objective "${objective}".`)];
  if (assessed.every(({ where }) => where === 'check'))
    return [
      gap(
        'objective-in-checks-only',
        `${module}: the objective "${objective}" is measured by checks in lessons only, not by the assessment.`,
      ),
    ];
  return [];
}

/** Lessons that hold no check and that no question sends back to. */
function untouchedLessons(module: Module): Gap[] {
  const reviewed = new Set(questionsOf(module).flatMap(([question]) => question.review ?? []));
  return module.lessons
    .filter((lesson) => lesson.pages.every((page) => page.checks.length === 0 && !reviewed.has(page.id)))
    .map((lesson) => ({
      code: 'lesson-without-question',
      what: lesson.title,
      module: module.id,
      message: `${module.id}: no question touches the lesson "${lesson.title}".`,
    }));
}
