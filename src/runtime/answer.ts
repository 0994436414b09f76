import type { QuestionData } from '../model/course-data.js';
import { suspendedForm } from '../suspended-form.js';
import { type AnswerAction, type AttemptState, asked, isPreTest, pageIds, type Rules } from './attempt.js';
import { canStart } from './can-start.js';
import { countedTry, outcome } from './outcome.js';
import { masteryOf, reportedChecks, scoreAnswers } from './scores.js';

/** The attempt after an answer; `act.ts` hands these actions over. The same attempt when it is not allowed now. */
export function answer(rules: Rules, state: AttemptState, action: AnswerAction): AttemptState {
  switch (action.type) {
    case 'check':
      return check(rules, state, action.question, action.answer);
    case 'start-try':
      return canStart(rules, state) ? start(rules, state) : state;
    case 'skip-pre-test':
      return skipPreTest(rules, state);
    case 'keep':
      return keep(rules, state, action.question, action.answer);
    case 'hand-in':
      return handIn(rules, state);
  }
}

function check(rules: Rules, state: AttemptState, id: string, given: string): AttemptState {
  const question = rules.course.checks.find((q) => q.id === id);
  if (!question || !isAnswered(rules, question, given)) return state;
  return { ...state, checks: { ...state.checks, [id]: given } };
}

/** The seed of an attempt comes from the moment of its first round: any will do, as long as it stays. */
function start({ course, now }: Rules, state: AttemptState): AttemptState {
  const isDrawn = course.assessment?.draw || course.assessment?.shuffle;
  const seed = state.seed || (isDrawn ? suspendedForm.key(String(now())) : '');
  return { ...state, seed, current: {}, where: { screen: 'question', question: 0 } };
}

/** On the first page, as an attempt without a pre-test begins; a pre-test under way is handed in. */
function skipPreTest({ course }: Rules, state: AttemptState): AttemptState {
  const [first] = pageIds(course);
  if (!course.assessment?.preTestOptional || !isPreTest(course, state) || state.current || !first) return state;
  return { ...state, where: { screen: 'page', page: first }, seen: [first] };
}

function keep(rules: Rules, state: AttemptState, id: string, given: string): AttemptState {
  if (!state.current || !asked(rules.course, state).some((q) => q.id === id)) return state;
  if ((state.current[id] ?? '') === given) return state;
  const others = Object.fromEntries(Object.entries(state.current).filter(([other]) => other !== id));
  return { ...state, current: given === '' ? others : { ...others, [id]: given } };
}

function isAnswered(rules: Rules, question: QuestionData, given: string): boolean {
  const behaviour = rules.behaviour(question.type);
  return behaviour.isAnswered(question.data, behaviour.decode(question.data, given));
}

function handIn(rules: Rules, state: AttemptState): AttemptState {
  if (!state.current) return state;
  const { course } = rules;
  const questions = asked(course, state);
  const score = Math.round(scoreAnswers(rules, questions, state.current).score * 1e10) / 1e10;
  const { percents, isShort } = masteryOf(rules, questions, state.current);
  const handed: AttemptState = {
    ...state,
    lastAnswers: state.current,
    current: null,
    where: { screen: 'result' },
    blocks: [...state.blocks, reportedChecks(rules, state).length].slice(0, suspendedForm.keptBlocks),
  };
  if (isPreTest(course, state)) {
    const tested: AttemptState = { ...handed, before: score };
    return outcome(rules, tested).testedOut ? { ...tested, byObjective: percents } : tested;
  }
  const last = { score, ...(isShort && { short: isShort }) };
  const tries = [...state.tries, last];
  return {
    ...handed,
    tries,
    handedInAt: course.assessment?.coolingOff ? Math.round(rules.now() / 1000) : 0,
    byObjective: countedTry(rules, tries) === last ? percents : state.byObjective,
  };
}
