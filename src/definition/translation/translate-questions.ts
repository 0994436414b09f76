import type * as z from 'zod';
import { fault } from '../fault.js';
import type { AuthoredQuestion } from '../module-definition.js';
import { questionSchema } from '../schemas/question-schema.js';
import type { YamlFile } from '../yaml/read-yaml.js';
import type { Overlaid } from './overlay-yaml.js';
import { idOf } from './translatable-texts.js';
import type { TranslationDesk } from './translation-desk.js';
import { untranslated } from './untranslated.js';

/** The questions with the texts of a translation. Their ids, keys and scores are those of the source. */
export async function translateQuestions(desk: TranslationDesk): Promise<readonly AuthoredQuestion[]> {
  const questions: AuthoredQuestion[] = [];
  for (const [name, authored] of desk.sources.questions) {
    const file = await desk.yaml(name, authored[0]?.places.value([]).file ?? name);
    const listed = listOf(file?.data);
    if (file) strangers(desk, file, listed, name, authored);
    for (const [index, question] of authored.entries()) {
      const { schemas, data } = blockOf(question);
      const at = listed.findIndex((one) => question.id !== undefined && idOf(one) === question.id);
      const base = at === -1 ? null : ['questions', at];
      const of = { schemas, data, places: question.places, base, from: question, key: String(index) };
      const made = file && desk.overlay(file, name, of);
      for (const one of made?.texts ?? untranslated(schemas, data, question.places.value([])))
        desk.pairs.push({ file: `questions/${name}`, ...one, key: `${question.id ?? ''}/${one.key}` });
      if (made)
        questions.push(
          desk.readings.made(`question ${desk.language} ${name} ${index}`, [question, made], desk.report, () =>
            exchanged(question, made),
          ),
        );
      else if (desk.sources.isDraft) questions.push(question);
    }
  }
  return questions;
}

/** A question as one block: its common fields and those of its type, with the schemas of both. */
export function blockOf(question: AuthoredQuestion): { readonly schemas: readonly z.ZodType[]; readonly data: object } {
  const { body, whole, parts } = question;
  return {
    schemas: [questionSchema, ...(body ? [body.definition.schema] : [])],
    data: { ...(whole ?? parts), ...body?.fields },
  };
}

function strangers(
  { report, sources }: TranslationDesk,
  file: YamlFile,
  listed: readonly unknown[],
  name: string,
  authored: readonly AuthoredQuestion[],
): void {
  for (const [index, given] of listed.entries()) {
    if (authored.some(({ id }) => id !== undefined && id === idOf(given))) continue;
    report(
      fault(
        'translation/no-source',
        file.value(['questions', index]),
        `There is no question "${idOf(given) ?? ''}" in ${name}.`,
        `write \`id:\` as in ${name}, or delete the question`,
        sources.isDraft ? 'warning' : 'error',
      ),
    );
  }
}

function exchanged(question: AuthoredQuestion, { data, places }: Overlaid): AuthoredQuestion {
  const { body, whole } = question;
  const of = (names: readonly string[]) =>
    Object.fromEntries(Object.entries(object(data)).filter(([name]) => names.includes(name)));
  const common = questionSchema.safeParse(of(Object.keys(questionSchema.shape)));
  return {
    ...question,
    whole: whole && common.success ? common.data : null,
    parts: common.success ? common.data : question.parts,
    body: body && { ...body, fields: of(Object.keys(body.fields)) },
    places,
  };
}

function listOf(data: unknown): readonly unknown[] {
  const { questions } = object(data);
  return Array.isArray(questions) ? questions : [];
}

function object(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
