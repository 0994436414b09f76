import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { JsonObject } from '../../../src/xapi/json.js';
import { actorOf, dressed, iriBase, type Play, play } from '../../reports/plays.js';

/** Statements of some learners in the order that they are made; some void others, which may stand before or behind. */
export const anyHistory: fc.Arbitrary<JsonObject[]> = fc
  .array(
    fc.record({
      learner: fc.constantFrom('ann', 'bea', 'cay'),
      module: fc.constantFrom('one', 'two'),
      registration: fc.constantFrom(...Array.from({ length: 4 }, () => randomUUID()), ''),
      version: fc.constantFrom('1.0.0', '1.1.0', '2.0.0'),
      kind: fc.constantFrom('ours', 'ours', 'ours', 'cmi5', 'foreign', 'elsewhere', 'no-session', 'no-registration'),
      begin: fc.nat(300),
      steps: fc.array(fc.record({ what: fc.nat(12), minute: fc.nat(40), n: fc.nat(3), score: fc.nat(8) }), {
        minLength: 1,
        maxLength: 12,
      }),
      voids: fc.array(fc.record({ of: fc.nat(20), corrected: fc.boolean() }), { maxLength: 2 }),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((sessions) => sessions.flatMap(sessionOf));

interface Drawn {
  readonly learner: string;
  readonly module: string;
  readonly registration: string;
  readonly version: string;
  readonly kind: string;
  readonly begin: number;
  readonly steps: readonly {
    readonly what: number;
    readonly minute: number;
    readonly n: number;
    readonly score: number;
  }[];
  readonly voids: readonly { readonly of: number; readonly corrected: boolean }[];
}

function sessionOf({ learner, module, registration, version, kind, begin, steps, voids }: Drawn): JsonObject[] {
  const one = play(learner, module, kind === 'cmi5' ? 'cmi5' : 'xapi', {
    version,
    ...(registration === '' ? {} : { registration }),
  });
  const session = randomUUID();
  const made = steps.map(({ what, minute, n, score }) => {
    const statement = stepOf(one, module, what, begin + minute, n, score / 8);
    switch (kind) {
      case 'cmi5':
        return dressed(statement, session, `${iriBase}modules/${module}`);
      case 'foreign':
        return changed(statement, (copy) => delete copy.context.contextActivities.category);
      case 'elsewhere':
        return JSON.parse(JSON.stringify(statement).replaceAll(iriBase, 'https://other.example/'));
      case 'no-session':
        return changed(statement, (copy) => delete copy.context.extensions);
      case 'no-registration':
        return changed(statement, (copy) => delete copy.context.registration);
      default:
        return statement;
    }
  });
  const more = voids.flatMap(({ of, corrected }): JsonObject[] => {
    const target = made[of % made.length];
    if (!target) return [];
    const voiding = {
      id: randomUUID(),
      actor: actorOf('admin'),
      verb: { id: 'http://adlnet.gov/expapi/verbs/voided' },
      object: { objectType: 'StatementRef', id: target.id },
    };
    return corrected
      ? [voiding, changed(target, (copy) => Object.assign(copy, { id: randomUUID(), timestamp: later }))]
      : [voiding];
  });
  return [...made, ...more];
}

const later = new Date(Date.UTC(2026, 2, 15, 9, 0)).toISOString();

function stepOf(
  { build, at }: Play,
  module: string,
  what: number,
  minute: number,
  n: number,
  score: number,
): JsonObject {
  const iri = `${iriBase}modules/${module}`;
  const assessment = { iri: `${iri}/assessment`, title: 'Assessment' };
  const page = { iri: `${iri}/pages/p${n}`, title: `Page ${n}` };
  const question = { iri: `${iri}/questions/q${n}`, title: 'Q', text: 'Q?', components: { interactionType: 'choice' } };
  const spelled = { response: `o${n}`, correct: ['o1'] };
  const answer = { question, spelled, score, latencySeconds: 12.5 + n, withSuccess: true };
  const verdict = { score, try: n, durationSeconds: 60 * n + 0.1 };
  const moment = at(minute);
  switch (what) {
    case 0:
      return build.initialized(moment);
    case 1:
    case 2:
    case 3:
      return build.experienced(moment, page);
    case 4:
      return build.answered(moment, { ...answer, parentIri: page.iri, try: null });
    case 5:
    case 6:
      return build.answered(moment, { ...answer, parentIri: assessment.iri, try: n });
    case 7:
      return build.attempted(moment, assessment, verdict);
    case 8:
      return build.progressed(moment, score);
    case 9:
      return build.passed(moment, { ...verdict, preTestScore: score / 2 });
    case 10:
      return build.failed(moment, verdict);
    case 11:
      return build.completed(moment, 77);
    default:
      return build.terminated(moment, 60 * n + 0.7);
  }
}

// biome-ignore lint/suspicious/noExplicitAny: the statement is taken apart on purpose
function changed(statement: JsonObject, change: (copy: any) => unknown): JsonObject {
  const copy = JSON.parse(JSON.stringify(statement));
  change(copy);
  return copy;
}
