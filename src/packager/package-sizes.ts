import { courseData, type QuestionData } from '../model/course-data.js';
import { longestAnswer } from '../model/longest-answer.js';
import type { Module } from '../model/module.js';
import { interactionElements, type OpenRecord } from '../scorm/interaction-elements.js';
import { sentSize } from '../scorm/sent-size.js';
import { suspendedForm, worstCaseLength } from '../suspended-form.js';
import type { Target } from './targets.js';

/** How large a learner's record of a module can get under a target, whatever the learner does. */
export interface PackageSizes {
  /** Characters of the suspended state (ASCII: bytes as well). */
  readonly state: number;
  /**
   * Tries whose answers the LMS keeps side by side, at least 1; each later try overwrites the last of them.
   * As many as the closing request has room for.
   */
  readonly keptTries: number;
  /** Bytes of the request that ends a session, where the LMS sends everything it has. */
  readonly closing: number;
  /** Elements in that request. */
  readonly values: number;
  /** What each question takes of the state and of the closing request, in bytes: the costliest first. */
  readonly costs: readonly { readonly id: string; readonly state: number; readonly closing: number }[];
}

/**
 * Most that a closing request may weigh: browsers drop what a page sends on its way out beyond 64 KiB (Fetch, keepalive;
 * S5), and an LMS adds headers and fields of its own. And most elements: PHP reads 1,000 fields of a request and drops
 * the others in silence (M21).
 */
export const closingLimits = { bytes: 60_000, values: 950 } as const;

/** Everything in a closing request but the state and the answers: status, score, times, bookmark. */
const others = { bytes: 2000, values: 20 } as const;

export function packageSizes(module: Module, { protocol }: Pick<Target, 'protocol'>): PackageSizes {
  const course = courseData(module);
  const longest = (question: QuestionData) => longestAnswer(question).encoded;
  const state = worstCaseLength(course, longest);
  const checks = course.checks.map((question) => answerSize(protocol, question, false));
  const questions = (course.assessment?.questions ?? []).map((question) => answerSize(protocol, question, true));
  const fixed = sum([...checks, { bytes: state + others.bytes, values: others.values }]);
  const block = sum(questions);
  const room = Math.min(
    block.bytes === 0 ? suspendedForm.keptBlocks : (closingLimits.bytes - fixed.bytes) / block.bytes,
    block.values === 0 ? suspendedForm.keptBlocks : (closingLimits.values - fixed.values) / block.values,
  );
  const wanted = Math.min(course.assessment?.tries ?? suspendedForm.keptBlocks, suspendedForm.keptBlocks);
  const keptTries = Math.max(1, Math.min(wanted, Math.floor(room)));
  const cost = (question: QuestionData, times: number) => ({
    id: question.id,
    state: times * (suspendedForm.keyWidth + suspendedForm.compact(longest(question)).length + 1),
    closing: answerSize(protocol, question, times > 1).bytes,
  });
  const costs = [
    ...course.checks.map((question) => cost(question, 1)),
    ...(course.assessment?.questions ?? []).map((question) => cost(question, 2)),
  ].sort((a, b) => b.state - a.state || b.closing - a.closing);
  return {
    state,
    keptTries,
    closing: fixed.bytes + keptTries * block.bytes,
    values: fixed.values + keptTries * block.values,
    costs,
  };
}

interface Size {
  readonly bytes: number;
  readonly values: number;
}

/** A protocol without interactions sends answers one by one, as statements. */
function answerSize(protocol: string, question: QuestionData, scored: boolean): Size {
  const { interaction } = longestAnswer(question);
  const elements = Object.entries(interactionElements).find(([name]) => name === protocol)?.[1];
  if (!elements || !interaction) return { bytes: 0, values: 0 };
  const record: OpenRecord = {
    place: { position: 0, of: 0, try: null, blocks: [] },
    id: scored ? `${question.id}_t${suspendedForm.keptBlocks}` : question.id,
    questionId: question.id,
    text: question.text,
    objective: question.objective,
    interaction,
    spelled: undefined,
    score: 0,
    weight: question.weight,
    at: 0,
    latencySeconds: 9_999_999,
    scored,
  };
  const sizes = elements(record).map(([part, value]) => sentSize(`cmi.interactions.999.${part}`, value));
  return { bytes: sizes.reduce((a, b) => a + b, 0), values: sizes.length };
}

function sum(sizes: readonly Size[]): Size {
  return {
    bytes: sizes.reduce((total, { bytes }) => total + bytes, 0),
    values: sizes.reduce((total, { values }) => total + values, 0),
  };
}
