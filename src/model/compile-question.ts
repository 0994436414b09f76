import type { ContentNode } from '../content.js';
import { fault } from '../definition/fault.js';
import { mediaTarget } from '../definition/markdown/links.js';
import { readInline } from '../definition/markdown/read-inline.js';
import type { AuthoredQuestion, Reference } from '../definition/module-definition.js';
import type { Diagnostic } from '../diagnostics.js';
import type { Iris } from '../iris.js';
import { seal } from '../questions/pure-seal.js';
import type { Feedback, Question } from './module.js';

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
 * @param media names of the files in the module's media folder
 * @param resolve fills references into a text
 */
export function compileQuestion(
  authored: AuthoredQuestion,
  iris: Iris,
  media: ReadonlySet<string>,
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
  const feedback = parts.feedback === undefined ? null : compileFeedback(parts.feedback, inline);
  const hints = (parts.hints ?? []).map((hint, position) => inline(hint, ['hints', position]));
  const image = (file: string, path: Path): string => {
    const found = mediaTarget(file, 'image', media);
    if (found.kind === 'media') {
      references.push({ kind: 'media', target: found.path, place: places.value(path) });
      return found.path;
    }
    if (found.kind === 'wrong')
      diagnostics.push(fault(found.slip.code, places.value(path), found.slip.message, found.slip.hint));
    return '';
  };
  const compiled = body?.definition.compile(body.fields, {
    questionId: authored.id ?? '',
    salt: seal({ salt: '' }, iris.question(authored.id ?? '')),
    inline,
    image,
  });
  for (const { code, path, message, hint } of compiled?.faults ?? []) {
    const at =
      path.length > 0 && typeof path.at(-1) === 'string' && isList(body?.fields, path)
        ? places.key(path)
        : places.value(path);
    diagnostics.push({ ...at, code, severity: 'error', message, hint });
  }
  if (whole === null || compiled === undefined || feedback === null || diagnostics.length > 0)
    return { question: null, references, diagnostics };
  const question: Question = {
    id: whole.id,
    iri: iris.question(whole.id),
    type: whole.type,
    title: whole.title,
    text,
    objective: whole.objective,
    item: whole.item ?? null,
    ...(whole.difficulty && { difficulty: whole.difficulty }),
    review: whole.review ?? null,
    weight: 'weight' in whole ? whole.weight : 0,
    hints,
    timeLimit: whole['time-limit'] ?? null,
    feedback,
    optionFeedback: compiled.optionFeedback,
    data: compiled.data,
    ...(compiled.ofLanguage === undefined ? {} : { ofLanguage: compiled.ofLanguage }),
    solution: compiled.solution,
    alsoRight: compiled.alsoRight ?? [],
    view: compiled.view,
    components: compiled.components,
  };
  return { question, references, diagnostics };
}

function compileFeedback(
  authored: NonNullable<AuthoredQuestion['parts']['feedback']>,
  inline: (text: string, path: Path) => readonly ContentNode[],
): Feedback {
  if ('any' in authored) {
    const any = inline(authored.any, ['feedback', 'any']);
    return { right: any, wrong: any, partly: null, again: [] };
  }
  return {
    right: inline(authored.right, ['feedback', 'right']),
    wrong: inline(authored.wrong, ['feedback', 'wrong']),
    partly: authored.partly === undefined ? null : inline(authored.partly, ['feedback', 'partly']),
    again: (authored.again ?? []).map((text, position) => inline(text, ['feedback', 'again', position])),
  };
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
