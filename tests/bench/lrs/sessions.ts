// What learners' pages send, made by the same builders from the same modules: sessions in the order and the groups
// in which a page hands its statements to the queue.
import { fileURLToPath } from 'node:url';
import { type CourseData, courseData } from '../../../src/model/course-data.js';
import { checkModules, moduleIds } from '../../../src/pipeline.js';
import { behaviourOf } from '../../../src/questions/behaviours.js';
import { xapiResponse } from '../../../src/xapi/response.js';
import { type StatementJson, statementBuilders } from '../../../src/xapi/statements.js';

export interface Session {
  readonly learner: string;
  readonly registration: string;
  readonly course: CourseData;
  /** Milliseconds since the epoch. */
  readonly start: number;
  readonly uuid: () => string;
}

/** The repository's modules, and copies of them under ids of their own until there are as many as asked for. */
export async function courses(root: string, count: number): Promise<CourseData[]> {
  const workshop = { root, cwd: root, modulesFolder: `${root}/modules` };
  const checked = await checkModules(workshop, await moduleIds(workshop));
  const real = checked.flatMap(({ module }) => (module ? [courseData(module)] : []));
  return Array.from({ length: count }, (_, n) => {
    const course = real[n % real.length];
    if (course === undefined) throw new Error(`No module in ${fileURLToPath(new URL(`file://${root}/modules`))}`);
    return n < real.length ? course : copyOf(course, `${course.module.id}-${n}`);
  });
}

function copyOf(course: CourseData, id: string): CourseData {
  const { iri } = course.module;
  return JSON.parse(JSON.stringify(course).replaceAll(iri, iri.replace(course.module.id, id)));
}

/**
 * One learner's way through a module in one session: what each step brings goes together. Steps are 20 seconds apart.
 * The account is as opaque as the collector makes it.
 */
export function steps({ learner, registration, course, start, uuid }: Session): StatementJson[][] {
  const build = statementBuilders({
    course: course.module,
    activityId: course.module.iri,
    actor: { objectType: 'Agent', account: { homePage: 'https://lms.example/', name: learner } },
    registration,
    session: uuid(),
    target: 'scorm2004-4',
  });
  const made: StatementJson[][] = [];
  const moment = () => ({ id: uuid(), at: start + made.length * 20_000 });
  const answered = (question: CourseData['checks'][number], parentIri: string, scored: boolean) => {
    const behaviour = behaviourOf(question.type);
    const response = behaviour.decode(question.data, behaviour.longest(question.data));
    const interaction = behaviour.interaction(question.data, response);
    const score = behaviour.score(question.data, response);
    const spelled = interaction && xapiResponse(interaction);
    const facts = { question, spelled, score, latencySeconds: 21.5, parentIri, withSuccess: true };
    return build.answered(moment(), { ...facts, try: scored ? 1 : null });
  };
  made.push([build.initialized(moment())]);
  const pages = course.lessons.flatMap((lesson) => lesson.pages);
  pages.forEach((page, n) => {
    made.push([build.experienced(moment(), page), build.progressed(moment(), (n + 1) / (pages.length + 1))]);
    const check = course.checks[n];
    if (check) made.push([answered(check, page.iri, false)]);
  });
  const { assessment } = course;
  const verdict = { score: 0.9, try: 1, durationSeconds: made.length * 20 };
  if (assessment)
    made.push([
      ...assessment.questions.map((question) => answered(question, assessment.iri, true)),
      build.passed(moment(), verdict),
      build.completed(moment(), verdict.durationSeconds),
    ]);
  made.push([build.terminated(moment(), verdict.durationSeconds)]);
  return made;
}
