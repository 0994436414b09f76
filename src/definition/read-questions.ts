import type { Diagnostic } from '../diagnostics.js';
import type { QuestionDefinition } from '../questions/definition.js';
import { questionDefinitions } from '../questions/definitions.js';
import { fault } from './fault.js';
import type { AuthoredQuestion, Body } from './module-definition.js';
import { rightEntry } from './right-entry.js';
import { questionSchema, questionsFileSchema, unscoredSchema } from './schemas/question-schema.js';
import type { SourceText } from './source-text.js';
import { suggest } from './suggest.js';
import { checkShape, type Shape } from './yaml/check-shape.js';
import { placesBelow } from './yaml/places-below.js';
import { type Path, readYaml, type YamlFile } from './yaml/read-yaml.js';
import { meantBy } from './yaml/unknown-field.js';

export interface QuestionsRead {
  readonly questions: readonly AuthoredQuestion[];
  /** False when a question may be there that could not be seen. */
  readonly isWhole: boolean;
}

/** A file of questions. Each question is checked by itself, so a fault in one hides none in the others. */
export function readQuestions(source: SourceText, report: (d: Diagnostic) => void): QuestionsRead {
  const file = readYaml(source, report);
  if (file === null) return { questions: [], isWhole: false };
  if (file.data === null) {
    report(
      fault(
        'question/nothing',
        source.at(0),
        'This file of questions is empty.',
        'write `use: assessment` or `use: check`, and `questions:` with a list; or delete the file',
      ),
    );
    return { questions: [], isWhole: false };
  }
  const atMargin = questionAtMargin(file);
  if (atMargin !== null) {
    report(atMargin);
    return { questions: [], isWhole: false };
  }
  const { whole, parts } = checkShape(questionsFileSchema, file, [], 'a file of questions', file.data, report);
  const use = parts.use ?? null;
  const listed = parts.questions ?? [];
  const questions = listed.map((data, index) => readQuestion(file, ['questions', index], data, use, report));
  return { questions, isWhole: whole !== null && questions.every((one) => one.id !== undefined) };
}

/** A question pasted below `questions:` as examples show it, without its place in the list: one fault, not one a field. */
function questionAtMargin(file: YamlFile): Diagnostic | null {
  const { data } = file;
  if (typeof data !== 'object' || data === null) return null;
  const strays = Object.keys(data).filter((key) => key in questionSchema.shape);
  const [first] = strays;
  if (first === undefined || strays.length < 3) return null;
  return fault(
    'field/wrong-value',
    file.key([first]),
    'This question stands at the left margin, so it is no entry of `questions:`.',
    `write two blanks and \`- \` before \`${first}:\`, and four blanks before every other line of the question`,
  );
}

function readQuestion(
  file: YamlFile,
  base: Path,
  data: unknown,
  use: AuthoredQuestion['use'],
  report: (d: Diagnostic) => void,
): AuthoredQuestion {
  const places = placesBelow(file, base);
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    report(
      fault(
        'field/wrong-value',
        file.value(base),
        'This entry is no question.',
        'write the fields of a question: `id`, `type`, `title`, `text` ...',
      ),
    );
    return { id: undefined, use, whole: null, parts: {}, body: null, places };
  }
  const fields: Record<string, unknown> = { ...data };
  const definition = questionDefinitions.find((one) => one.type === fields.type);
  const schema = definition?.isScored === false ? unscoredSchema : questionSchema;
  const isCommon = (key: string): boolean => key in questionSchema.shape;
  const own = Object.fromEntries(Object.entries(fields).filter(([key]) => !isCommon(key)));
  const typeFields = definition === undefined ? allTypeFields() : Object.keys(definition.schema.shape);
  // With an unknown type nobody knows which fields belong to it, so only misspelt common ones are told.
  const unknown = Object.keys(own).filter((key) => !typeFields.includes(key));
  const marked = definition ? rightEntry(definition.schema, file, base, fields, unknown) : null;
  if (marked) report(marked.found);
  const strange = unknown.filter((key) => key !== marked?.field);
  const common = Object.fromEntries(Object.entries(fields).filter(([key]) => isCommon(key) || strange.includes(key)));
  const shape = checkShape<typeof questionSchema | typeof unscoredSchema>(
    schema,
    file,
    base,
    'a question',
    common,
    report,
    typeFields,
  );
  const misspeltType = typeof fields.type === 'string' && definition === undefined;
  if (misspeltType) {
    report(
      fault(
        'question/unknown-type',
        file.value([...base, 'type']),
        `There is no question type "${String(fields.type)}".`,
        suggest(
          String(fields.type),
          questionDefinitions.map((one) => one.type),
          '',
        ),
      ),
    );
  }
  const body =
    definition === undefined
      ? null
      : readBody(file, base, definition, without(own, marked?.field), strange, fieldsInside(fields.feedback), report);
  const id = typeof fields.id === 'string' ? fields.id : undefined;
  // Which entry is right was told: that none says so is the same slip.
  const usable = marked ? null : body;
  return { id, use, whole: misspeltType ? null : shape.whole, parts: shape.parts, body: usable, places };
}

function without(fields: Readonly<Record<string, unknown>>, name: string | undefined): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([key]) => key !== name));
}

/** The fields of the type itself. A misspelt one was told with the common fields; then the one meant is not missing too. */
function readBody(
  file: YamlFile,
  base: Path,
  definition: QuestionDefinition,
  own: Readonly<Record<string, unknown>>,
  strange: readonly string[],
  indentedTooFar: readonly string[],
  report: (d: Diagnostic) => void,
): Body | null {
  const known = Object.fromEntries(Object.entries(own).filter(([key]) => !strange.includes(key)));
  const quiet = new Set([...strange.map((key) => meantField(key, definition)), ...indentedTooFar]);
  const { whole }: Shape<Record<string, unknown>> = checkShape(
    definition.schema,
    file,
    base,
    `a question of the type ${definition.type}`,
    known,
    report,
    [],
    quiet,
  );
  return whole === null ? null : { definition, fields: whole };
}

function meantField(key: string, definition: QuestionDefinition): string | undefined {
  return meantBy(key, [...Object.keys(definition.schema.shape), ...Object.keys(questionSchema.shape)]);
}

/** What stands below `feedback:`: fields of the type that do are told there, and are not missing as well. */
function fieldsInside(feedback: unknown): string[] {
  return typeof feedback === 'object' && feedback !== null ? Object.keys(feedback) : [];
}

function allTypeFields(): string[] {
  return questionDefinitions.flatMap((one) => Object.keys(one.schema.shape));
}
