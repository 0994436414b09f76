import { at, type JsonObject, numberAt } from '../../xapi/json.js';
import { cmi5 } from '../../xapi/vocabulary.js';
import { judging, type Rule, successOf, verbOf } from './rule.js';

/** What cmi5 asks of scores and the mastery score (cmi5 9.5.1, 9.6.3.2). */
export const scoreRules: readonly Rule[] = [
  {
    section: '9.5.1',
    check: (s) =>
      at(s, 'result', 'score') !== undefined && !judging.has(verbOf(s))
        ? 'a score belongs in Passed and Failed only.'
        : null,
  },
  { section: '9.5.1', check: (s) => rawFault(s) },
  { section: '9.5.1', check: (s, { assignment }) => masteryFault(s, assignment.masteryScore) },
  { section: '9.6.3.2', check: (s, { assignment }) => masteryExtensionFault(s, assignment.masteryScore) },
];

function rawFault(statement: JsonObject): string | null {
  const score = at(statement, 'result', 'score');
  const [raw, min, max] = ['raw', 'min', 'max'].map((name) => numberAt(score, name));
  if (raw === undefined) return null;
  if (min === undefined || max === undefined) return 'score.raw needs score.min and score.max.';
  return raw >= min && raw <= max ? null : 'score.raw must lie between min and max.';
}

function masteryFault(statement: JsonObject, masteryScore: number | null): string | null {
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

function masteryExtensionFault(statement: JsonObject, masteryScore: number | null): string | null {
  const stated = numberAt(at(statement, 'context', 'extensions'), cmi5.masteryScore);
  const evaluated = judging.has(verbOf(statement)) && numberAt(statement, 'result', 'score', 'scaled') !== undefined;
  if (masteryScore === null) return null;
  if (evaluated && stated === undefined)
    return 'Passed and Failed by the mastery score carry it as a context extension.';
  return stated === undefined || stated === masteryScore
    ? null
    : `the mastery score extension must be ${masteryScore}.`;
}
