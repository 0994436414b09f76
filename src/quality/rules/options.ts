import { fault } from '../../definition/fault.js';
import { optionsOf } from '../options-of.js';
import type { QualityRule } from '../quality-rule.js';

/** From here on a reader sees the difference without reading. */
const [times, characters] = [1.6, 30];

/** The longest option is the right one: test-wise learners choose it unread. */
export const longAnswers: QualityRule = {
  code: 'quality/long-answer',
  advice: ({ definition }) =>
    definition.questions.flatMap((question) => {
      const options = optionsOf(question);
      const right = options.filter(({ correct }) => correct);
      const longest = Math.max(...options.filter(({ correct }) => !correct).map(({ text }) => text.length));
      const [only] = right;
      if (right.length !== 1 || only === undefined || options.length < 2) return [];
      if (only.text.length < longest * times || only.text.length < longest + characters) return [];
      return [
        fault(
          'quality/long-answer',
          question.places.value(['options', options.indexOf(only), 'text']),
          `The right option has ${only.text.length} characters, the longest other one ${longest}: its length gives it away.`,
          'shorten it, or say as much in the others',
          'warning',
        ),
      ];
    }),
};

const standIn = /\b(?:all|none|both|neither|any)\s+of\s+(?:the\s+)?(?:above|below|these|them|those)\b/i;

/** "All of the above" measures the reading of options, and breaks when they are shuffled. */
export const standInOptions: QualityRule = {
  code: 'quality/all-of-the-above',
  advice: ({ definition }) =>
    definition.questions.flatMap((question) =>
      optionsOf(question).flatMap(({ text }, index) =>
        standIn.test(text)
          ? [
              fault(
                'quality/all-of-the-above',
                question.places.value(['options', index, 'text']),
                `The option “${text.slice(0, 60)}” stands for other options.`,
                'use `type: multiple-choice` and let the learner choose all that apply',
                'warning',
              ),
            ]
          : [],
      ),
    ),
};

const negated =
  /\b(?:NOT|EXCEPT)\b|\b(?:is|are|does|do|would|should|was|were|which)\s+(?:\w+\s+){0,3}(?:not|never)\b[^.]*\?|\bexcept\b[^.]*\?/;

/** Learners miss the "not" and are marked wrong for what they know. */
export const negations: QualityRule = {
  code: 'quality/negation',
  advice: ({ definition }) =>
    definition.questions.flatMap((question) =>
      question.parts.text !== undefined && negated.test(question.parts.text)
        ? [
            fault(
              'quality/negation',
              question.places.value(['text']),
              'The question asks for what is not so; readers overlook the “not”.',
              'ask for what is so, or say why it must be asked this way in a comment: `# allow quality/negation: <reason>`',
              'warning',
            ),
          ]
        : [],
    ),
};

/** So many questions with one right option make a row that can't be chance. */
const row = 4;

/** The right option always in the same place. */
export const samePositions: QualityRule = {
  code: 'quality/same-position',
  advice: ({ definition }) => {
    const placed = definition.questions
      .filter((question) => question.use === 'assessment')
      .flatMap((question) => {
        const options = optionsOf(question);
        const right = options.flatMap(({ correct }, index) => (correct ? [index] : []));
        return right.length === 1 && options.length > 2 ? [{ question, at: right[0] ?? 0 }] : [];
      });
    const [first] = placed;
    if (!first || placed.length < row || placed.some(({ at }) => at !== first.at)) return [];
    return [
      fault(
        'quality/same-position',
        first.question.places.value(['options', first.at, 'text']),
        `In all ${placed.length} questions of the assessment with one right option, it is option ${first.at + 1}.`,
        'move it in some of them',
        'warning',
      ),
    ];
  },
};
