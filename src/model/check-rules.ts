import { fault } from '../definition/fault.js';
import { topOf } from '../definition/files.js';
import type { ModuleDefinition, Reference } from '../definition/module-definition.js';
import { suggest } from '../definition/suggest.js';
import type { Diagnostic } from '../diagnostics.js';
import { didYouMean } from '../did-you-mean.js';
import { checkAssessment, checkAssessmentRules } from './check-assessment.js';
import { pace } from './course-data.js';
import type { PracticeModels } from './practice-model.js';
import { repeatedIds } from './repeated-ids.js';

/** The same id twice: lessons, pages, questions, objectives, sources. */
export function checkIds({ lessons, questions, parts, places }: ModuleDefinition): Diagnostic[] {
  return [
    ...repeatedIds(
      lessons.map(({ id, file }) => ({ id, place: topOf(file), what: 'lesson', hint: 'rename one of the two files' })),
    ),
    ...repeatedIds(
      lessons
        .flatMap((lesson) => lesson.pages)
        .filter((page) => page.id !== '')
        .map(({ id, place }) => ({
          id,
          place,
          what: 'page',
          hint: 'write another id behind one of the two titles: `## Page title {% #page-id %}`',
        })),
    ),
    ...repeatedIds(
      questions.flatMap(({ id, places: at }) =>
        id === undefined ? [] : [{ id, place: at.value(['id']), what: 'question' }],
      ),
    ),
    ...repeatedIds(
      (parts.objectives ?? []).map(({ id }, index) => ({
        id,
        place: places.value(['objectives', index, 'id']),
        what: 'objective',
      })),
    ),
    ...repeatedIds(
      (parts.glossary ?? []).map(({ id }, index) => ({
        id,
        place: places.value(['glossary', index, 'id']),
        what: 'term',
      })),
    ),
    ...repeatedIds(
      lessons
        .flatMap((lesson) => lesson.pages.flatMap((page) => page.references))
        .filter(({ kind }) => kind === 'note')
        .map(({ target, place }) => ({ id: target, place, what: 'reflection, plan or checklist', hint: otherNote })),
    ),
    ...repeatedIds(
      (parts.sources ?? []).map(({ id }, index) => ({
        id,
        place: places.value(['sources', index, 'id']),
        what: 'source',
      })),
    ),
  ];
}

const otherNote = "give one of the two another `id`: each keeps the learner's words under its own";

/** Terms that are explained must be listed somewhere, for who comes back to look one up; and they name their sources. */
export function checkGlossary(
  { parts, places, gaps }: ModuleDefinition,
  references: readonly Reference[],
): Diagnostic[] {
  const { glossary = [], sources = [] } = parts;
  const found: Diagnostic[] = [];
  for (const [index, { source }] of glossary.entries()) {
    if (source === undefined || gaps.has('sources') || sources.some(({ id }) => id === source)) continue;
    const hint = suggest(
      source,
      sources.map(({ id }) => id),
      'add it under `sources:`',
    );
    const place = places.value(['glossary', index, 'source']);
    found.push(fault('reference/source', place, `There is no source "${source}" in module.yaml.`, hint));
  }
  if (glossary.length > 0 && !gaps.has('lessons') && !references.some(({ kind }) => kind === 'glossary')) {
    const message = 'The module explains terms, but no page lists them.';
    const hint = 'end the last lesson with a page `## Words of this module` that holds `{% glossary /%}`';
    found.push(fault('glossary/not-listed', places.key(['glossary']), message, hint, 'warning'));
  }
  return found;
}

/** Knowledge checks stand on one page each; objectives are measured; the assessment has questions. */
export function checkQuestions(definition: ModuleDefinition, references: readonly Reference[]): Diagnostic[] {
  const { questions, parts, places, gaps } = definition;
  const found: Diagnostic[] = [];
  const placed = new Map<string, Reference>();
  for (const reference of references) {
    if (reference.kind !== 'question') continue;
    const before = placed.get(reference.target);
    if (before === undefined) placed.set(reference.target, reference);
    else
      found.push(
        fault(
          'question/placed-twice',
          reference.place,
          `The check "${reference.target}" stands twice: here and at ${before.place.file}:${before.place.line}:${before.place.column}.`,
          'keep one of the two, or write a second question',
        ),
      );
  }
  for (const { id, use, places: at } of questions) {
    if (use !== 'check' || id === undefined || placed.has(id) || gaps.has('lessons')) continue;
    found.push(
      fault(
        'question/not-placed',
        at.value(['id']),
        `The knowledge check "${id}" stands on no page.`,
        `place it with \`{% check "${id}" /%}\`, or delete it`,
      ),
    );
  }
  if (!gaps.has('questions')) {
    const measured = new Set(questions.map((question) => question.parts.objective));
    const isKnown = questions.every((question) => question.parts.objective !== undefined);
    for (const [index, { id }] of (parts.objectives ?? []).entries()) {
      if (measured.has(id) || !isKnown) continue;
      found.push(
        fault(
          'objective/not-measured',
          places.value(['objectives', index, 'id']),
          `No question measures the objective "${id}".`,
          `write a question with \`objective: ${id}\``,
          'warning',
        ),
      );
    }
    found.push(...checkAssessment(definition));
  }
  return found;
}

/** Rules of module.yaml that need more than its shape. */
export function checkModuleFile(definition: ModuleDefinition, models: PracticeModels): Diagnostic[] {
  const { whole, parts, places, questions } = definition;
  const found: Diagnostic[] = [...checkAssessmentRules(definition)];
  if (
    whole !== null &&
    whole.assessment === undefined &&
    whole.completion !== undefined &&
    whole.completion !== 'pages' &&
    // With questions for an assessment it is the assessment that was forgotten, which is told there.
    !questions.some((question) => question.use === 'assessment')
  ) {
    found.push(
      fault(
        'module/completion',
        places.value(['completion']),
        `The completion rule \`${whole.completion}\` asks for a pass, but this module has no assessment.`,
        'write `completion: pages`, or add `assessment:`',
      ),
    );
  }
  const edition = parts['practice-model'];
  if (edition !== undefined && !models.editions.includes(edition)) {
    const meant = didYouMean(edition, models.editions);
    found.push(
      fault(
        'module/unknown-edition',
        places.value(['practice-model']),
        `There is no edition "${edition}" of the practice model.`,
        meant === undefined
          ? suggest(edition, models.editions, 'write modules/_practice-model/<edition>.yaml')
          : `write \`practice-model: "${meant}"\``,
      ),
    );
  }
  return found;
}

/** The minutes that a text and its questions take: 150 words a minute and 45 seconds a question, rounded up. */
export function minutesOf(words: number, questions: number): number {
  return Math.max(1, Math.ceil(words / pace.wordsAMinute + (questions * pace.secondsAQuestion) / 60));
}

/** Declared minutes may be off by 2 or by 20 percent of what is computed, whichever is more. */
export function checkMinutes(definition: ModuleDefinition, words: number): Diagnostic[] {
  const declared = definition.parts.minutes;
  if (declared === undefined || definition.gaps.has('lessons') || definition.gaps.has('questions')) return [];
  const questions = definition.questions.length;
  const computed = minutesOf(words, questions);
  if (Math.abs(declared - computed) <= Math.max(2, computed * 0.2)) return [];
  return [
    fault(
      'module/minutes',
      definition.places.value(['minutes']),
      `The text says ${computed} ${computed === 1 ? 'minute' : 'minutes'}, not ${declared}: ${words} words at ${pace.wordsAMinute} a minute, and ${questions} ${questions === 1 ? 'question' : 'questions'} at ${pace.secondsAQuestion} seconds.`,
      `write \`minutes: ${computed}\`, or change the text`,
    ),
  ];
}
