import { canStart } from '../../attempt.js';
import type { Scene } from '../../view.js';
import { fact, fill, find, slot } from '../dom.js';
import { minutes } from '../outline.js';
import { placeOf } from '../place.js';
import type { Stage } from '../stage.js';
import { createQuestionForm, type QuestionForm } from './question-form.js';
import type { RestStage } from './question-part.js';

/** The page before the questions: what is asked for, and the button that starts a try. */
export function createAssessment(stage: Stage): (scene: Scene) => void {
  const { document, words } = stage;
  const section = find(document, '[data-place="/assessment"]');
  const start = slot(section, 'start');
  const goOn = slot<HTMLAnchorElement>(section, 'go-on');
  start.addEventListener('click', () => stage.act({ type: 'start-try' }));

  return (scene) => {
    const { rules, state, outcome } = scene;
    const { questions = [], seconds = 0 } = rules.course.assessment ?? {};
    fill(section, 'intro', words.say(introOf(scene)));
    slot(section, 'facts').replaceChildren(
      fact(document, words.say('questions'), String(questions.length)),
      fact(document, words.say('timeNeeded'), words.say('aboutMinutes', { n: minutes(seconds) })),
      ...limitFact(stage, section),
      fact(document, words.say('passingScore'), words.percent(rules.passingScore)),
      fact(document, words.say('tries'), triesText(stage, scene)),
    );
    fill(section, 'rules', words.say(scene.writes ? 'assessmentRules' : 'assessmentInReview'));
    start.hidden = !canStart(rules, state);
    start.textContent = words.say(state.tries.length === 0 ? 'start' : 'startTry', { n: state.tries.length + 1 });
    const open = questions.findIndex((question) => !state.current?.[question.id]);
    goOn.hidden = state.current === null;
    goOn.href = `#${open < 0 ? '/hand-in' : placeOf({ screen: 'question', question: open })}`;
    goOn.textContent = open < 0 ? words.say('checkAnswers') : words.say('goOn', { n: open + 1 });
    const result = slot(section, 'result');
    result.hidden = state.tries.length === 0;
    result.classList.toggle('quiet', !start.hidden || !goOn.hidden);
    slot(section, 'rules').hidden = outcome.triesLeft === 0 || outcome.success === 'passed';
  };
}

/** How long a try may take, and that nobody has to hurry. */
function limitFact({ document, words }: Stage, { dataset }: HTMLElement): DocumentFragment[] {
  if (dataset.limit === undefined) return [];
  return [fact(document, words.say('tryLimit'), words.say('limitMinutes', { n: Number(dataset.limit) / 60 }))];
}

/** How many tries there are and how many are left. */
function triesText({ words }: Stage, { rules, outcome }: Scene): string {
  const of = rules.course.assessment?.tries ?? null;
  if (of === null || outcome.triesLeft === null) return words.say('noLimit');
  return words.say('triesLeftOf', { n: outcome.triesLeft, of });
}

function introOf({ state, outcome }: Scene): string {
  if (state.current) return 'introUnderWay';
  if (outcome.success === 'passed') return 'introPassed';
  if (outcome.triesLeft === 0) return 'introNoTry';
  return state.tries.length === 0 ? 'introFirst' : 'introAgain';
}

/** The forms of the questions: every change is kept at once, so that nothing is lost when the window closes. */
export function createAnswers(stage: RestStage): (scene: Scene) => void {
  const forms = (stage.course.assessment?.questions ?? []).map((question, i) => {
    const form = find<HTMLFormElement>(stage.document, `[data-place="/question/${i + 1}"] form`);
    const fields: QuestionForm = createQuestionForm(stage, form, question, () =>
      stage.act({ type: 'keep', question: question.id, answer: fields.read() }),
    );
    return { id: question.id, fields };
  });
  return ({ state }) => {
    if (!state.current) return;
    for (const { id, fields } of forms) {
      const answer = state.current[id] ?? '';
      if (answer !== fields.read()) fields.write(answer);
    }
  };
}
