import { at, isObject, type JsonObject, numberAt, textAt } from '../xapi/json.js';
import type { StatementLine } from './feed.js';

/** A statement as one line of the panel: verb, object, and how it went. */
export function statementLine(statement: JsonObject): StatementLine {
  const verb = firstText(at(statement, 'verb', 'display')) ?? lastPart(textAt(statement, 'verb', 'id'));
  return {
    id: textAt(statement, 'id') ?? '',
    at: Date.parse(textAt(statement, 'timestamp') ?? '') || 0,
    verb,
    object: firstText(at(statement, 'object', 'definition', 'name')) ?? lastPart(textAt(statement, 'object', 'id')),
    outcome: outcomeOf(statement),
  };
}

function outcomeOf(statement: JsonObject): string {
  const scaled = numberAt(statement, 'result', 'score', 'scaled');
  if (scaled !== undefined) return `${Math.round(scaled * 100)}%`;
  const success = at(statement, 'result', 'success');
  if (success === true) return 'right';
  return success === false ? 'not right' : '';
}

/** The first text of a language map. */
function firstText(map: unknown): string | undefined {
  return isObject(map) ? Object.values(map).find((text) => typeof text === 'string') : undefined;
}

function lastPart(iri: string | undefined): string {
  return iri?.split(/[/#]/).findLast((part) => part !== '') ?? '';
}
