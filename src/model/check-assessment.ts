import { fault } from '../definition/fault.js';
import type { AuthoredQuestion, ModuleDefinition } from '../definition/module-definition.js';
import type { AuthoredAssessment } from '../definition/schemas/assessment-schema.js';
import type { Diagnostic } from '../diagnostics.js';
import { checkDraw } from './check-draw.js';
import { isScored } from './is-scored.js';

/** The assessment has questions and the questions an assessment; what it declares can be kept, and means something. */
export function checkAssessment(definition: ModuleDefinition): Diagnostic[] {
  const { questions, parts, whole, places, gaps } = definition;
  const asked = questions.filter((question) => question.use === 'assessment');
  const [first] = asked;
  if (questions.some((question) => question.use === null)) return [];
  if (parts.assessment !== undefined && first === undefined) {
    return [
      fault(
        'module/no-assessment-questions',
        places.key(['assessment']),
        'This module declares an assessment, but has no question for it.',
        'write a file in `questions/` with `use: assessment`, or delete `assessment:`',
      ),
    ];
  }
  const isSurvey = parts.assessment?.kind === 'survey';
  if (first !== undefined && !isSurvey && asked.every((one) => !isScored(one))) {
    return [
      fault(
        'question/none-scored',
        first.places.value(['type']),
        'No question of the assessment has a right answer, so nobody could pass it.',
        'add a question of another type, write `use: check`, or make the assessment a survey: `kind: survey`',
      ),
    ];
  }
  if (whole !== null && whole.assessment === undefined && first !== undefined && !gaps.has('module')) {
    return [
      fault(
        'module/no-assessment-questions',
        first.places.value([]),
        'This question belongs to an assessment, but module.yaml declares none.',
        'add `assessment:` with `passing-score:` and `tries:` to module.yaml, or write `use: check`',
      ),
    ];
  }
  if (parts.assessment === undefined) return [];
  return [...(isSurvey ? checkSurvey(asked) : []), ...checkDraw(definition, parts.assessment, asked)];
}

/** Rules of `assessment:` by itself: what each kind needs, and what has no meaning beside the rest. */
export function checkAssessmentRules({ parts, places }: ModuleDefinition): Diagnostic[] {
  const { assessment } = parts;
  if (assessment === undefined) return [];
  const { kind = 'test' } = assessment;
  const at = (name: keyof AuthoredAssessment) => places.key(['assessment', name]);
  const found: Diagnostic[] = [];
  if (kind === 'test') {
    for (const [name, example] of needed) {
      if (assessment[name] !== undefined) continue;
      found.push(
        fault(
          'field/missing',
          places.key(['assessment']),
          `The field \`${name}\` is missing: a test says when it is passed and how often it may be taken.`,
          `write \`${name}: ${example}\` under \`assessment:\``,
        ),
      );
    }
  } else {
    for (const [name, kinds] of onlyFor) {
      if (assessment[name] === undefined || kinds.includes(kind)) continue;
      found.push(
        fault(
          'assessment/not-for-kind',
          at(name),
          `\`${name}\` has no meaning in ${kind === 'survey' ? 'a survey' : 'an evaluation'}: it is neither passed nor failed.`,
          `delete \`${name}:\`, or write \`kind: test\``,
        ),
      );
    }
    if (kind === 'evaluation' && assessment['pre-test'] === 'test-out') {
      found.push(
        fault(
          'assessment/not-for-kind',
          places.value(['assessment', 'pre-test']),
          'An evaluation is neither passed nor failed, so nobody can test out by it.',
          'write `pre-test: measure`, or `kind: test`',
        ),
      );
    }
  }
  if (assessment['pre-test-optional'] !== undefined && assessment['pre-test'] === undefined) {
    found.push(
      fault(
        'assessment/no-pre-test',
        at('pre-test-optional'),
        '`pre-test-optional` has no meaning here: there is no pre-test.',
        'write `pre-test: measure` or `pre-test: test-out` as well, or delete it',
      ),
    );
  }
  if (assessment.tries === 1) {
    for (const name of ['cooling-off', 'counts'] as const) {
      if (assessment[name] === undefined || kind !== 'test') continue;
      found.push(
        fault(
          'assessment/one-try',
          at(name),
          `\`${name}\` has no meaning here: with \`tries: 1\` no second try comes.`,
          `write more \`tries\`, or delete \`${name}:\``,
        ),
      );
    }
  }
  return found;
}

const needed = [
  ['passing-score', '80'],
  ['tries', '3'],
] as const;

/** Fields that ask for a score or a pass, with the other kinds that they go with. */
const onlyFor: readonly (readonly [keyof AuthoredAssessment, readonly string[]])[] = [
  ['passing-score', []],
  ['mastery', []],
  ['cooling-off', []],
  ['counts', []],
  ['review', []],
  ['pre-test', ['evaluation']],
];

function checkSurvey(asked: readonly AuthoredQuestion[]): Diagnostic[] {
  return asked
    .filter(isScored)
    .flatMap(({ places, parts }) =>
      parts.type === undefined
        ? []
        : [
            fault(
              'assessment/right-answer-in-survey',
              places.value(['type']),
              `A survey asks for opinions, and a question of the type ${parts.type} has a right answer.`,
              'write `type: likert` or `type: long-text`, or make the assessment an evaluation: `kind: evaluation`',
            ),
          ],
    );
}
