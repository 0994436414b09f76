import { stringify } from 'yaml';
import { minutesOf } from '../model/check-rules.js';

/** What an author says of a module that is to be begun. */
export interface ModuleWish {
  readonly title: string;
  readonly audience: readonly string[];
  /** What a learner can do afterwards; places are held for those that are not there yet. */
  readonly objectives: readonly string[];
  /** Edition of the practice model. */
  readonly edition: string;
  readonly contributor: string;
}

/** A module has at least so many objectives. */
export const fewestObjectives = 3;
/** And at most so many. */
export const mostObjectives = 5;

/**
 * The files of a new module by path: a lesson, a check and a question of the assessment for each objective, with
 * `[To write: ...]` where an author's words belong (advice `quality/placeholder` finds what is left of them).
 * It builds as it is, so that an author sees a page before the first word.
 */
export function draftModule(wish: ModuleWish): ReadonlyMap<string, string> {
  const objectives = withPlaces(wish.objectives).map((text, index) => ({ id: `objective-${index + 1}`, text }));
  const lessons = objectives.map((objective, index) => lesson(objective, index + 1));
  const words = lessons
    .join(' ')
    .split(/\s+/)
    .filter((word) => /\p{L}/u.test(word)).length;
  return new Map([
    ['module.yaml', moduleFile(wish, objectives, minutesOf(words, objectives.length * 2))],
    ...lessons.map((text, index): [string, string] => [`lessons/0${index + 1}-lesson-${index + 1}.md`, text]),
    ['questions/checks.yaml', questionsFile('check', objectives)],
    ['questions/assessment.yaml', questionsFile('assessment', objectives)],
  ]);
}

interface Objective {
  readonly id: string;
  readonly text: string;
}

function withPlaces(given: readonly string[]): readonly string[] {
  const places = Array.from(
    { length: Math.max(0, fewestObjectives - given.length) },
    (_, index) => `[To write: what a learner can do afterwards, objective ${given.length + index + 1}]`,
  );
  return [...given, ...places];
}

function moduleFile(wish: ModuleWish, objectives: readonly Objective[], minutes: number): string {
  const head = {
    title: wish.title,
    version: '0.1.0',
    language: 'en',
    summary: '[To write: one or two plain sentences on what this module is for]',
    minutes,
    audience: wish.audience,
    'practice-model': wish.edition,
    objectives,
    assessment: { title: 'Final assessment', 'passing-score': 80, tries: 3 },
    completion: 'pages-and-pass',
    contributors: [wish.contributor],
  };
  // Quoted as the manual wants it: a version like 1.10 would be read as a number.
  return `# What each field means: modules/README.md\n${yaml(head).replace(/^version: (.*)$/m, 'version: "$1"')}`;
}

function lesson({ text }: Objective, number: number): string {
  return `# Lesson ${number}

## Page ${number} {% #page-${number} %}

<!-- For the objective: ${text.replaceAll('--', '- -')} -->

[To write: 80 to 220 words that a learner can use tomorrow. Begin with a scene.]

{% check "k-${number}" /%}
`;
}

function questionsFile(use: 'check' | 'assessment', objectives: readonly Objective[]): string {
  const questions = objectives.map(({ id }, index) => ({
    id: `${use === 'check' ? 'k' : 'q'}-${index + 1}`,
    type: 'single-choice',
    title: `Question ${index + 1}`,
    text: '[To write: a scene in which a learner decides, and the question]',
    objective: id,
    ...(use === 'assessment' ? { review: `page-${index + 1}` } : {}),
    feedback: {
      right: '[To write: why this is right]',
      wrong: '[To write: where to look again, without the answer]',
    },
    options: [
      { text: '[To write: the right answer]', correct: true },
      { text: '[To write: what a learner may wrongly think]' },
      { text: '[To write: another plausible answer]' },
    ],
  }));
  return yaml({ use, questions });
}

function yaml(value: object): string {
  return stringify(value, { lineWidth: 110, defaultStringType: 'PLAIN', defaultKeyType: 'PLAIN' });
}
