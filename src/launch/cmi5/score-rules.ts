import { at, type JsonObject, numberAt } from '../../xapi/json.js';
import { cmi5 } from '../../xapi/vocabulary.js';
import { judging, type Rule, successOf, verbOf } from './rule.js';

/** What cmi5 asks of scores and the mastery score in Passed and Failed; all others have no score (cmi5 9.5.1, 9.6.3.2). */
export const scoreRules: readonly Rule[] = [
  rule('9.5.1.0-3', rawFault),
  rule('9.5.1.0-1', scaledFault),
  rule('9.6.3.2-2', extensionFault),
];

function rule(requirement: string, check: (statement: JsonObject, masteryScore: number | null) => string | null): Rule {
  return {
    id: 'A13',
    requirement,
    check: (s, { assignment }) => (judging.has(verbOf(s)) ? check(s, assignment.masteryScore) : null),
  };
}

function rawFault(statement: JsonObject): string | null {
  const score = at(statement, 'result', 'score');
  const [raw, min, max] = ['raw', 'min', 'max'].map((name) => numberAt(score, name));
  if (raw === undefined) return null;
  if (min === undefined || max === undefined) return 'score.raw needs score.min and score.max.';
  return raw >= min && raw <= max ? null : 'score.raw must lie between min and max.';
}

function scaledFault(statement: JsonObject, masteryScore: number | null): string | null {
  const scaled = numberAt(statement, 'result', 'score', 'scaled');
  if (scaled === undefined) return null;
  if (scaled < 0 || scaled > 1) return 'score.scaled must be from 0 to 1.';
  const success = successOf(verbOf(statement));
  if (masteryScore === null || success === undefined) return null;
  if (scaled >= masteryScore === success) return null;
  return success
    ? `Passed needs a scaled score of at least ${masteryScore}.`
    : `Failed needs a scaled score under ${masteryScore}.`;
}

/** Whoever reports a score has judged by the mastery score, and says by which. */
function extensionFault(statement: JsonObject, masteryScore: number | null): string | null {
  if (masteryScore === null) return null;
  const stated = at(at(statement, 'context', 'extensions'), cmi5.masteryScore);
  if (at(statement, 'result', 'score') !== undefined && stated === undefined)
    return 'Passed and Failed with a score carry the mastery score as extension.';
  return stated === undefined || stated === masteryScore
    ? null
    : `the mastery score extension must be ${masteryScore}.`;
}
