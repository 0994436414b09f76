import { roundSize } from '../../../draw.js';
import { asked, isPreTest } from '../../attempt.js';
import { canStart, mayTryAgain, opensAt } from '../../can-start.js';
import type { Scene } from '../../view.js';
import { assessmentTitle } from '../assessment-title.js';
import { all, fact, fill, find, slot } from '../dom.js';
import { minutes } from '../outline.js';
import { placeOf } from '../place.js';
import type { Stage } from '../stage.js';
import { createQuestionForm, type QuestionForm } from './question-form.js';
import type { RestStage } from './question-part.js';
import { questionSection } from './question-section.js';

/** The page before the questions: what is asked for, and the button that starts a try. */
export function createAssessment(stage: Stage): (scene: Scene) => void {
  const { document, course, words } = stage;
  const section = find(document, '[data-place="/assessment"]');
  const start = slot(section, 'start');
  const goOn = slot<HTMLAnchorElement>(section, 'go-on');
  const titles = all(document, '[data-assessment-title]');
  start.addEventListener('click', () => stage.act({ type: 'start-try' }));
  // Of modules that offer the choice alone.
  const skip = all(section, '[data-skip]');
  for (const one of skip) one.addEventListener('click', () => stage.act({ type: 'skip-pre-test' }));

  return (scene) => {
    const { rules, state, outcome } = scene;
    const isBefore = isPreTest(course, state);
    for (const title of titles) title.textContent = assessmentTitle(words, course, state);
    fill(section, 'intro', introOf(stage, scene));
    slot(section, 'facts').replaceChildren(...facts(stage, section, scene));
    fill(section, 'rules', words.say(scene.writes ? rulesOf(scene) : 'assessmentInReview'));
    showWait(stage, section, scene);
    start.hidden = !canStart(rules, state);
    for (const one of skip) one.hidden = start.hidden || !isBefore;
    start.textContent = isBefore
      ? words.say('startPreTest')
      : words.say(state.tries.length === 0 ? 'start' : 'startTry', { n: state.tries.length + 1 });
    const open = asked(course, state).findIndex((question) => !state.current?.[question.id]);
    goOn.hidden = state.current === null;
    goOn.href = `#${open < 0 ? '/hand-in' : placeOf({ screen: 'question', question: open })}`;
    goOn.textContent = open < 0 ? words.say('checkAnswers') : words.say('goOn', { n: open + 1 });
    const result = slot(section, 'result');
    result.hidden = state.tries.length === 0 && !outcome.testedOut;
    result.classList.toggle('quiet', !start.hidden || !goOn.hidden);
    slot(section, 'rules').hidden = outcome.triesLeft === 0 || outcome.success === 'passed';
  };
}

/** Says until when a learner waits who may try again then. */
export function showWait({ words }: Stage, section: Element, { rules, state }: Scene): void {
  const at = mayTryAgain(rules, state) ? opensAt(rules, state) : 0;
  slot(section, 'wait').hidden = at === 0;
  if (at > 0) fill(section, 'wait', words.say('waitUntil', { date: words.date(at), n: state.tries.length + 1 }));
}

function facts(stage: Stage, section: HTMLElement, scene: Scene): DocumentFragment[] {
  const { document, course, words } = stage;
  const { assessment } = course;
  if (!assessment) return [];
  const { mastery } = assessment;
  const line = (name: string, text: string): DocumentFragment => fact(document, words.say(name), text);
  const isPassed = !assessment.kind && (!isPreTest(course, scene.state) || assessment.preTest === 'test-out');
  const isTried = !isPreTest(course, scene.state) && (!assessment.kind || assessment.tries !== 1);
  return [
    line('questions', String(roundSize(assessment))),
    line('timeNeeded', words.say('aboutMinutes', { n: minutes(assessment.seconds) })),
    ...limitFact(stage, section),
    ...(isPassed ? [line('passingScore', words.percent(scene.rules.passingScore))] : []),
    ...(isPassed && mastery ? [line('inEachObjective', words.percent(mastery))] : []),
    ...(isTried ? [line('tries', triesText(stage, scene))] : []),
  ];
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

function rulesOf({ rules: { course }, state }: Scene): string {
  if (isPreTest(course, state) || course.assessment?.kind) return 'assessmentRulesUnscored';
  return course.assessment?.counts === 'last' ? 'assessmentRulesLast' : 'assessmentRules';
}

function introOf({ words, course }: Stage, { state, outcome, rules }: Scene): string {
  const { assessment } = course;
  if (state.current) return words.say('introUnderWay');
  if (isPreTest(course, state)) {
    const share = words.percent(rules.passingScore);
    return words.say(assessment?.preTest === 'test-out' ? 'introTestOut' : 'introPreTest', { share });
  }
  if (assessment?.kind && state.tries.length > 0) return words.say('introHandedIn');
  if (assessment?.kind) return words.say(assessment.kind === 'survey' ? 'introSurvey' : 'introEvaluation');
  if (outcome.success === 'passed') return words.say('introPassed');
  if (outcome.triesLeft === 0) return words.say('introNoTry');
  return words.say(state.tries.length === 0 ? 'introFirst' : 'introAgain');
}

/** The forms of the questions: every change is kept at once, so that nothing is lost when the window closes. */
export function createAnswers(stage: RestStage): (scene: Scene) => void {
  const forms = (stage.course.assessment?.questions ?? []).map((question) => {
    const form = find<HTMLFormElement>(questionSection(stage.document, question.id), 'form');
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
