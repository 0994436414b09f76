import { roundSize } from '../draw.js';
import { type Action, type AttemptState, isPreTest, pageIds, type Rules, rounds, type Where } from './attempt.js';
import { outcome } from './outcome.js';

/** The attempt after an action; the same attempt when the action is not allowed now. */
export function act(rules: Rules, state: AttemptState, action: Action): AttemptState {
  return action.type === 'go' ? go(rules, state, action.to) : rules.answer(rules, state, action);
}

function go(rules: Rules, state: AttemptState, to: Where): AttemptState {
  const { course } = rules;
  switch (to.screen) {
    case 'page':
      if (!pageIds(course).includes(to.page) || isPreTest(course, state)) return state;
      return { ...state, where: to, seen: state.seen.includes(to.page) ? state.seen : [...state.seen, to.page] };
    case 'assessment':
      return outcome(rules, state).unlocked ? { ...state, where: to } : state;
    case 'question':
      return state.current && course.assessment && to.question >= 0 && to.question < roundSize(course.assessment)
        ? { ...state, where: to }
        : state;
    case 'hand-in':
      return state.current ? { ...state, where: to } : state;
    case 'result':
      return rounds(state) > 0 ? { ...state, where: to } : state;
  }
}
