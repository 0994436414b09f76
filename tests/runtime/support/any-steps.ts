import fc from 'fast-check';
import type { CourseData } from '../../../src/model/course-data.js';
import type { Action } from '../../../src/runtime/attempt.js';
import { anyAction } from './any-action.js';
import { rightAnswers, sampleCourse } from './sample-course.js';

/** What a learner, a browser or an LMS does next. */
export type Step =
  | Action
  | { readonly type: 'wait'; readonly seconds: number }
  | { readonly type: 'hide' | 'close' | 'crash' };

export const isAction = (step: Step): step is Action => !['wait', 'hide', 'close', 'crash'].includes(step.type);

const toPages: readonly Step[] = ['page-two', 'page-three'].map((page) => ({
  type: 'go',
  to: { screen: 'page', page },
}));
const rightTry: readonly Step[] = [
  { type: 'start-try' },
  ...Object.entries(rightAnswers).map(([question, answer]): Step => ({ type: 'keep', question, answer })),
];

/** Some steps together: anything at all, or what a learner does who gets on; a try may be broken off before its end. */
export const anySteps: fc.Arbitrary<readonly Step[]> = fc.oneof(
  { weight: 5, arbitrary: anyAction.map((action) => [action]) },
  { weight: 1, arbitrary: fc.constantFrom<readonly Step[]>(toPages, [{ type: 'hand-in' }]) },
  { weight: 2, arbitrary: fc.nat(rightTry.length).map((end) => rightTry.slice(0, end)) },
  {
    weight: 1,
    arbitrary: fc
      .nat(rightTry.length)
      .map((end): readonly Step[] => [...toPages, ...rightTry.slice(0, end), { type: 'hand-in' }]),
  },
  { weight: 2, arbitrary: fc.nat(300).map((seconds): readonly Step[] => [{ type: 'wait', seconds }]) },
  {
    weight: 3,
    arbitrary: fc.constantFrom<Step>({ type: 'hide' }, { type: 'crash' }, { type: 'close' }).map((s) => [s]),
  },
);

/** The sample under any rule of completion, with any number of tries. */
export const anyCourse: fc.Arbitrary<CourseData> = fc
  .record({
    completion: fc.constantFrom('pages', 'pass', 'pages-and-pass'),
    tries: fc.constantFrom(1, 3, null),
  })
  .map(({ completion, tries }) => ({
    ...sampleCourse,
    completion,
    assessment: sampleCourse.assessment && { ...sampleCourse.assessment, tries },
  }));
