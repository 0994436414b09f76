import type { ContentNode } from '../content.js';
import { fault } from '../definition/fault.js';
import { readInline } from '../definition/markdown/read-inline.js';
import type { AuthoredQuestion, Reference } from '../definition/module-definition.js';
import type { Diagnostic } from '../diagnostics.js';
import type { Iris } from '../iris.js';
import type { Question } from './module.js';

type Path = readonly (string | number)[];

export interface CompiledQuestion {
  /** Null when something in it is wrong. */
  readonly question: Question | null;
  readonly references: readonly Reference[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * A question with its texts as content and its key ready for the behaviour. Faults of its type and of its texts
 * come back at their places.
 * @param resolve fills references into a text
 */
export function compileQuestion(
  authored: AuthoredQuestion,
  iris: Iris,
  resolve: (content: readonly ContentNode[]) => readonly ContentNode[],
): CompiledQuestion {
  const { places, whole, parts, body } = authored;
  const references: Reference[] = [];
  const diagnostics: Diagnostic[] = [];
  const inline = (text: string, path: Path): readonly ContentNode[] => {
    const read = readInline(text);
    const placeOf = (offset: number, length: number) => {
      const piece = text.slice(offset, offset + length);
      return places.piece(path, piece, text.slice(0, offset).split(piece).length - 1);
    };
    for (const { code, offset, length, message, hint } of read.slips)
      diagnostics.push(fault(code, placeOf(offset, length), message, hint));
    for (const { kind, target, offset, length } of read.references)
      references.push({ kind, target, place: placeOf(offset, length) });
    return resolve(read.content);
  };
  const text = parts.text === undefined ? [] : inline(parts.text, ['text']);
  const right = parts.feedback === undefined ? [] : inline(parts.feedback.right, ['feedback', 'right']);
  const wrong = parts.feedback === undefined ? [] : inline(parts.feedback.wrong, ['feedback', 'wrong']);
  const compiled = body?.definition.compile(body.fields, { questionId: authored.id ?? '', inline });
  for (const { code, path, message, hint } of compiled?.faults ?? []) {
    const at =
      path.length > 0 && typeof path.at(-1) === 'string' && isList(body?.fields, path)
        ? places.key(path)
        : places.value(path);
    diagnostics.push({ ...at, code, severity: 'error', message, hint });
  }
  if (whole === null || compiled === undefined || diagnostics.length > 0)
    return { question: null, references, diagnostics };
  const question: Question = {
    id: whole.id,
    iri: iris.question(whole.id),
    type: whole.type,
    title: whole.title,
    text,
    objective: whole.objective,
    item: whole.item ?? null,
    review: whole.review ?? null,
    weight: whole.weight,
    feedback: { right, wrong },
    optionFeedback: compiled.optionFeedback,
    data: compiled.data,
    view: compiled.view,
    components: compiled.components,
  };
  return { question, references, diagnostics };
}

/** True when a path leads to a list: then its name is the place to show, not its first entry. */
function isList(fields: unknown, path: Path): boolean {
  let value = fields;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return false;
    value = Reflect.get(value, step);
  }
  return Array.isArray(value);
}
