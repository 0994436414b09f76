import { shuffled } from '../../../draw.js';
import { asked, rounds } from '../../attempt.js';
import type { Scene } from '../../view.js';
import { all, find } from '../dom.js';
import { placeOf } from '../place.js';
import type { Stage } from '../stage.js';
import { questionSection } from './question-section.js';

/**
 * Gives the questions of the round their places, numbers and order of options, as the seed has it; the others have no
 * place. Answers name options by their ids, so no order changes them.
 */
export function dealQuestions({ document, course, words }: Stage): (scene: Scene) => void {
  const { assessment } = course;
  if (!assessment || !(assessment.draw || assessment.shuffle)) return () => undefined;
  const lists = new Map(
    assessment.questions.map(({ id }) => [
      id,
      all(questionSection(document, id), '[data-shuffle]').map((list) => ({ list, authored: [...list.children] })),
    ]),
  );
  let dealt = '';

  return ({ state }) => {
    const round = state.current ? rounds(state) : rounds(state) - 1;
    const hand = `${state.seed}/${round}`;
    if (round < 0 || hand === dealt) return;
    dealt = hand;
    for (const { id } of assessment.questions) questionSection(document, id).dataset.place = '';
    for (const [question, { id, title }] of asked(course, state, round).entries()) {
      const section = questionSection(document, id);
      section.dataset.place = placeOf({ screen: 'question', question });
      find(section, 'h1').textContent = words.say('questionTitle', { n: question + 1, title });
      if (assessment.shuffle === 'questions' || !assessment.shuffle) continue;
      for (const { list, authored } of lists.get(id) ?? [])
        list.replaceChildren(...reordered(authored, `${hand}/${id}`));
    }
  };
}

/** All in another order, but that a pinned one stays where it is. */
function reordered(authored: readonly Element[], text: string): Element[] {
  const isPinned = (one: Element): boolean => one.hasAttribute('data-pinned');
  const others = shuffled(
    authored.filter((one) => !isPinned(one)),
    text,
  );
  return authored.flatMap((one) => (isPinned(one) ? one : (others.shift() ?? [])));
}
