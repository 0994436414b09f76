import { fault } from '../definition/fault.js';
import type { AuthoredQuestion, ModuleDefinition, Reference } from '../definition/module-definition.js';
import { suggest } from '../definition/suggest.js';
import type { Diagnostic } from '../diagnostics.js';
import { didYouMean } from '../did-you-mean.js';
import type { PracticeModels } from './practice-model.js';

/** What the names of a module may lead to. */
export interface World {
  readonly definition: ModuleDefinition;
  readonly models: PracticeModels;
}

/** References in texts: to items, sources, pages, questions. */
export function checkReferences(references: readonly Reference[], world: World): Diagnostic[] {
  return references.flatMap((reference) => checkers[reference.kind](reference, world));
}

const checkers: Readonly<Record<Reference['kind'], (reference: Reference, world: World) => Diagnostic[]>> = {
  // The definition room saw the folder already.
  media: () => [],
  // Held to each other in `check-rules.ts`.
  note: () => [],
  term({ target, place }, { definition }) {
    const terms = new Set((definition.parts.glossary ?? []).map((term) => term.id));
    if (terms.has(target) || definition.gaps.has('glossary')) return [];
    const entry = `- { id: ${target}, term: ${target.replaceAll('-', ' ')}, meaning: "..." }`;
    const meant = didYouMean(target, terms);
    const hint =
      meant === undefined
        ? `add it under \`glossary:\` in module.yaml: \`${entry}\``
        : `did you mean \`${meant}\`? Else add it under \`glossary:\` in module.yaml`;
    return [fault('reference/term', place, `There is no term "${target}" in the glossary of module.yaml.`, hint)];
  },
  glossary({ place }, { definition }) {
    const { glossary } = definition.parts;
    if (glossary === undefined || glossary.length > 0) return [];
    const hint = 'write terms under `glossary:` in module.yaml, or delete the block';
    return [fault('glossary/none', place, 'This module explains no terms, so there is nothing to list.', hint)];
  },
  item: ({ target, place }, world) => checkItem(target, place, world),
  page: ({ target, place }, { definition }) => unknownPage(target, place, pageIds(definition), definition),
  source({ target, place }, { definition }) {
    const sources = new Set((definition.parts.sources ?? []).map((source) => source.id));
    if (sources.has(target) || definition.gaps.has('sources')) return [];
    return [
      fault(
        'reference/source',
        place,
        `There is no source "${target}" in module.yaml.`,
        suggest(target, sources, 'add it under `sources:` in module.yaml'),
      ),
    ];
  },
  question({ target, place }, { definition }) {
    const question = definition.questions.find((one) => one.id === target);
    if (question !== undefined) return question.use === 'assessment' ? [notACheck(target, place)] : [];
    if (definition.gaps.has('questions')) return [];
    const checks = definition.questions.flatMap((one) => (one.use === 'check' && one.id !== undefined ? [one.id] : []));
    return [
      fault(
        'reference/question',
        place,
        `There is no question "${target}" in this module.`,
        suggest(target, checks, 'write it in a file of `questions/` with `use: check`'),
      ),
    ];
  },
};

/** A question's own fields that name something: objective, review, item. */
export function checkQuestionFields(question: AuthoredQuestion, world: World): Diagnostic[] {
  const { definition } = world;
  const { objective, review, item } = question.parts;
  const found: Diagnostic[] = [];
  const objectives = new Set((definition.parts.objectives ?? []).map((one) => one.id));
  if (objective !== undefined && !objectives.has(objective) && !definition.gaps.has('objectives')) {
    found.push(
      fault(
        'reference/objective',
        question.places.value(['objective']),
        `There is no objective "${objective}" in module.yaml.`,
        suggest(objective, objectives, 'add it under `objectives:` in module.yaml'),
      ),
    );
  }
  if (review !== undefined)
    found.push(...unknownPage(review, question.places.value(['review']), pageIds(definition), definition));
  const isScored = question.body?.definition.isScored !== false;
  if (review === undefined && question.use === 'assessment' && question.whole !== null && isScored) {
    found.push(
      fault(
        'question/no-review',
        question.places.value([]),
        `The question "${question.whole.id}" does not name the page that teaches its answer.`,
        `add \`review:\` with the id of a page, to which a learner who fails is sent: ${suggest('', pageIds(definition), 'its title in small letters with hyphens')}`,
      ),
    );
  }
  if (item !== undefined) found.push(...checkItem(item, question.places.value(['item']), world));
  return found;
}

function checkItem(target: string, place: Reference['place'], { definition, models }: World): Diagnostic[] {
  const item = models.items.get(target);
  if (item === undefined) {
    if (!models.isWhole) return [];
    return [
      fault(
        'reference/item',
        place,
        `The practice model has no item "${target}".`,
        suggest(target, models.items.keys(), 'write it as `edition/id`, as in modules/_practice-model/'),
      ),
    ];
  }
  const follows = definition.parts['practice-model'];
  const found: Diagnostic[] = [];
  if (!item.isVerified) {
    found.push(
      fault(
        'item/unverified',
        place,
        `The name of "${target}" was not seen in a public source.`,
        'leave it out until its name is verified in modules/_practice-model/',
        'warning',
      ),
    );
  }
  if (follows !== undefined && item.edition !== follows && models.editions.includes(follows)) {
    found.push(
      fault(
        'item/other-edition',
        place,
        `"${target}" is of the edition ${item.edition}, but this module follows ${follows}.`,
        'name an item of the same edition, or say in the text that it is another one',
        'warning',
      ),
    );
  }
  return found;
}

function unknownPage(
  id: string,
  place: Reference['place'],
  pages: ReadonlySet<string>,
  definition: ModuleDefinition,
): Diagnostic[] {
  if (pages.has(id) || definition.gaps.has('lessons')) return [];
  return [
    fault(
      'reference/page',
      place,
      `There is no page "${id}" in this module.`,
      suggest(id, pages, 'write the id of a page: its title in small letters with hyphens, or the id behind it'),
    ),
  ];
}

function notACheck(id: string, place: Reference['place']): Diagnostic {
  return fault(
    'question/not-a-check',
    place,
    `The question "${id}" belongs to the assessment and cannot be placed on a page.`,
    'move it to a file with `use: check`, or name a knowledge check',
  );
}

function pageIds(definition: ModuleDefinition): Set<string> {
  return new Set(definition.lessons.flatMap((lesson) => lesson.pages.map((page) => page.id)));
}
