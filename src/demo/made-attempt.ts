import { drawn } from '../draw.js';
import type { AssessmentData, CourseData, QuestionData } from '../model/course-data.js';
import { type StatementBuilders, type StatementJson, statementBuilders } from '../xapi/statements.js';
import type { Chance } from './chance.js';
import { type ItemParameters, probabilityRight } from './item-parameters.js';
import type { PossibleAnswer, PossibleAnswers } from './possible-answers.js';

/** A module in one of its versions, as made learners go through it. */
export interface MadeModule {
  readonly course: CourseData;
  readonly version: string;
  /** Whether learners are asked before the first lesson as well. */
  readonly asksBefore: boolean;
  /** By question id; absent for a question of which nobody is told. */
  readonly answers: ReadonlyMap<string, PossibleAnswers>;
  /** By question id. */
  readonly parameters: ReadonlyMap<string, ItemParameters>;
}

/** Who goes through it, when and how. */
export interface Going {
  readonly actor: object;
  readonly ability: number;
  /** Milliseconds since the epoch. */
  readonly begins: number;
  /** Nothing is said after this: milliseconds since the epoch. */
  readonly until: number;
  readonly target: string;
  /** The page on which the learner stops for good, from 0; null for one who goes on. */
  readonly stopsAt: number | null;
}

/** What somebody knows less before the module, and more with each further try. */
const [beforehand, eachTry] = [-0.9, 0.8];

/** Everything that a package would say of one attempt, in its order. */
export function madeAttempt(made: MadeModule, going: Going, chance: Chance): readonly StatementJson[] {
  const telling = tellingOf(made, going, chance);
  const { course } = made;
  telling.say((build, moment) => build.initialized(moment));
  if (made.asksBefore && course.assessment) round(made, course.assessment, going, telling, chance, 0);
  const goesOn = pages(made, going, telling, chance);
  if (goesOn && course.assessment) tries(made, course.assessment, going, telling, chance);
  else if (goesOn) telling.say((build, moment) => build.completed(moment, telling.elapsed()));
  // Some browsers end without a word.
  if (chance.yes(0.93)) telling.say((build, moment) => build.terminated(moment, telling.elapsed()));
  return telling.said.filter(({ timestamp }) => Date.parse(String(timestamp)) <= going.until);
}

/** The clock of an attempt, and what was said by it. */
interface Telling {
  readonly said: readonly StatementJson[];
  pass(seconds: number): void;
  /** Seconds since it began. */
  elapsed(): number;
  say(make: (build: StatementBuilders, moment: { id: string; at: number }) => StatementJson): void;
}

function tellingOf({ course, version }: MadeModule, { actor, begins, target }: Going, chance: Chance): Telling {
  const said: StatementJson[] = [];
  let at = begins;
  const build = statementBuilders({
    course: { ...course.module, version },
    activityId: course.module.iri,
    actor,
    registration: chance.uuid(),
    session: chance.uuid(),
    target,
  });
  return {
    said,
    pass(seconds) {
      at += Math.round(seconds * 1000);
    },
    elapsed: () => (at - begins) / 1000,
    say(make) {
      said.push(make(build, { id: chance.uuid(), at }));
      // Nothing is said twice in a millisecond: the order of times is the order of what happened.
      at += 1;
    },
  };
}

/** @returns false when the learner stopped on one of them */
function pages(made: MadeModule, { stopsAt, ability }: Going, telling: Telling, chance: Chance): boolean {
  const all = made.course.lessons.flatMap((lesson) => lesson.pages);
  const checks = [...made.course.checks];
  const checksAPage = Math.ceil(checks.length / Math.max(1, all.length));
  for (const [n, page] of all.entries()) {
    telling.pass(2);
    telling.say((build, moment) => build.experienced(moment, page));
    const seconds = lasting(page.seconds, chance);
    if (stopsAt === n) {
      telling.pass(seconds);
      return false;
    }
    const here = checks.splice(0, checksAPage);
    telling.pass(seconds / (here.length + 1));
    for (const check of here) {
      const given = answerOf(made, check, ability, chance);
      if (given) tell(telling, check, given, page.iri, null, seconds / (here.length + 1));
      telling.pass(seconds / (here.length + 1));
    }
    telling.say((build, moment) => build.progressed(moment, (n + 1) / all.length));
  }
  return true;
}

function tries(made: MadeModule, assessment: AssessmentData, going: Going, telling: Telling, chance: Chance): void {
  const most = assessment.tries ?? 3;
  const done = () => telling.say((build, moment) => build.completed(moment, telling.elapsed()));
  for (let number = 1; number <= most; number++) {
    const score = round(made, assessment, going, telling, chance, number);
    const verdict = { score, try: number, durationSeconds: telling.elapsed() };
    if (assessment.passingScore !== null && score >= assessment.passingScore - 1e-9) {
      telling.say((build, moment) => build.passed(moment, verdict));
      done();
      return;
    }
    if (number === most) {
      telling.say((build, moment) => build.failed(moment, verdict));
      done();
      return;
    }
    telling.say((build, moment) => build.attempted(moment, assessment, verdict));
    if (chance.yes(0.1)) return;
    telling.pass(lasting(900, chance));
  }
}

/** One round of the assessment: 0 is the pre-test, which says its score itself. @returns its score, 0 to 1 */
function round(
  made: MadeModule,
  assessment: AssessmentData,
  going: Going,
  telling: Telling,
  chance: Chance,
  number: number,
): number {
  const ability = going.ability + (number === 0 ? beforehand : (number - 1) * eachTry);
  const asked = drawn(assessment, String(going.begins), number);
  const given = asked.flatMap((question) => {
    const answer = answerOf(made, question, ability, chance);
    return answer ? [{ question, answer, seconds: lasting(40, chance) }] : [];
  });
  telling.pass(given.reduce((sum, { seconds }) => sum + seconds, 0));
  // They are told of when all are handed in.
  for (const { question, answer, seconds } of given) tell(telling, question, answer, assessment.iri, number, seconds);
  const weight = given.reduce((sum, { question }) => sum + question.weight, 0);
  const score =
    weight === 0 ? 1 : given.reduce((sum, { question, answer }) => sum + question.weight * answer.score, 0) / weight;
  if (number === 0)
    telling.say((build, moment) =>
      build.attempted(moment, assessment, { score, try: 0, durationSeconds: telling.elapsed() }),
    );
  return score;
}

function answerOf(
  { answers, parameters }: MadeModule,
  { id }: QuestionData,
  ability: number,
  chance: Chance,
): PossibleAnswer | undefined {
  const possible = answers.get(id);
  const item = parameters.get(id);
  if (!possible || !item) return undefined;
  const isRight = chance.yes(probabilityRight(item, ability));
  return isRight || possible.wrong.length === 0 ? possible.right : chance.weighted(possible.wrong);
}

function tell(
  telling: Telling,
  question: QuestionData,
  { spelled, score }: PossibleAnswer,
  parentIri: string,
  number: number | null,
  seconds: number,
): void {
  telling.say((build, moment) =>
    build.answered(moment, {
      question,
      spelled,
      score: question.weight === 0 ? null : score,
      latencySeconds: seconds,
      parentIri,
      try: number,
      withSuccess: true,
    }),
  );
}

/** Most take about as long as something asks for; some leave it open. */
function lasting(seconds: number, chance: Chance): number {
  return seconds * Math.exp(0.5 * chance.normal()) * (chance.yes(0.02) ? 10 : 1);
}
