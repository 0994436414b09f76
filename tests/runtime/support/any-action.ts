import fc from 'fast-check';
import type { QuestionData } from '../../../src/model/course-data.js';
import { behaviourOf } from '../../../src/questions/behaviours.js';
import type { Action } from '../../../src/runtime/attempt.js';
import { sampleCourse } from './sample-course.js';

/** Any answer a learner could give, encoded by the question's own behaviour. */
function answerTo(question: QuestionData): fc.Arbitrary<string> {
  const behaviour = behaviourOf(question.type);
  const fields = ['answer', 'step', 'line-1', 'line-2', 'line-3'];
  const values = fc.oneof(fc.constantFrom('a', 'b', 'c', 'd'), fc.string({ unit: 'binary', maxLength: 200 }));
  return fc
    .tuple(...fields.map(() => fc.array(values, { maxLength: 4 })))
    .map((lists) =>
      behaviour.encode(
        question.data,
        behaviour.read(question.data, new Map(fields.map((f, i) => [f, lists[i] ?? []]))),
      ),
    );
}

/** Anything a learner could do in the sample course, allowed or not at that moment. */
export const anyAction: fc.Arbitrary<Action> = fc.oneof(
  fc
    .constantFrom('page-one', 'page-two', 'page-three')
    .map((page): Action => ({ type: 'go', to: { screen: 'page', page } })),
  fc.constantFrom('assessment', 'hand-in', 'result').map((screen): Action => ({ type: 'go', to: { screen } })),
  fc.integer({ min: -1, max: 6 }).map((question): Action => ({ type: 'go', to: { screen: 'question', question } })),
  fc.constant<Action>({ type: 'start-try' }),
  fc.constant<Action>({ type: 'hand-in' }),
  ...sampleCourse.checks.map((q) => answerTo(q).map((answer): Action => ({ type: 'check', question: q.id, answer }))),
  ...(sampleCourse.assessment?.questions ?? []).map((q) =>
    answerTo(q).map((answer): Action => ({ type: 'keep', question: q.id, answer })),
  ),
);
