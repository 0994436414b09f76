import { asked, isPreTest } from '../../attempt.js';
import type { Scene } from '../../view.js';
import { fact, fill, find, link, slot, tag } from '../dom.js';
import { placeOf } from '../place.js';
import { shownPercent } from '../shown-percent.js';
import type { Stage } from '../stage.js';

/** The check before handing in: each question with its state (WCAG 3.3.4 asks for it in a test). */
export function createHandIn(stage: Stage): (scene: Scene) => void {
  const { document, words } = stage;
  const section = find(document, '[data-place="/hand-in"]');
  slot(section, 'hand-in').addEventListener('click', () => stage.act({ type: 'hand-in' }));
  let from = 0;

  return (scene) => {
    const { rules, state } = scene;
    if (state.where.screen === 'question') from = state.where.question;
    if (state.where.screen !== 'hand-in' || !state.current) return;
    const { current } = state;
    const questions = asked(rules.course, state).map((question, i) => {
      const behaviour = rules.behaviour(question.type);
      const response = behaviour.decode(question.data, current[question.id] ?? '');
      return {
        title: question.title,
        n: i + 1,
        place: placeOf({ screen: 'question', question: i }),
        answered: behaviour.isAnswered(question.data, response),
        complete: behaviour.isComplete(question.data, response),
      };
    });

    const missing = questions.filter((question) => !question.answered);
    const [first] = missing;
    slot(section, 'missing').hidden = first === undefined;
    if (first) {
      fill(section, 'missing-title', words.say('missing', { n: missing.length }));
      const go = slot<HTMLAnchorElement>(section, 'missing-link');
      go.href = `#${first.place}`;
      go.textContent = words.say('goToQuestion', { n: first.n });
    }

    slot(section, 'list').replaceChildren(
      ...questions.map(({ title, n, place, answered, complete }) => {
        const sign = complete
          ? tag(document, 'good', 'check', words.say('answered'))
          : tag(document, 'again', answered ? 'part' : 'todo', words.say(answered ? 'answeredInPart' : 'notAnswered'));
        const change = answered
          ? link(document, place, words.say('change'), words.say('changeSpoken', { n }))
          : link(document, place, words.say('answer'), words.say('answerSpoken', { n }));
        return fact(document, words.say('questionTitle', { n, title }), sign, change);
      }),
    );
    fill(section, 'try', handInText(stage, scene));
    const back = slot<HTMLAnchorElement>(section, 'back');
    back.href = `#${placeOf({ screen: 'question', question: from })}`;
    find(back, 'span').textContent = words.say('backToQuestion', { n: from + 1 });
  };
}

function handInText({ words }: Stage, { rules, state }: Scene): string {
  const { course } = rules;
  if (isPreTest(course, state) || course.assessment?.kind) return words.say('handInOnce');
  const n = state.tries.length + 1;
  const of = course.assessment?.tries ?? null;
  const which = of === null ? words.say('thisIsTry', { n }) : words.say('thisIsTryOf', { n, of });
  return `${which} ${words.say('needed', { share: shownPercent(words, rules.passingScore, rules.passingScore) })}`;
}
