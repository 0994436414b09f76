import * as z from 'zod';
import { questionDefinitions } from '../questions/definitions.js';
import { curriculumSchema } from './schemas/curriculum-schema.js';
import { moduleSchema } from './schemas/module-schema.js';
import { organizationsSchema } from './schemas/organizations-schema.js';
import { practiceModelSchema } from './schemas/practice-model-schema.js';
import { programmeSchema } from './schemas/programme-schema.js';
import { questionSchema, questionsFileSchema, unscoredSchema } from './schemas/question-schema.js';
import { heldSchema, requirementSchema } from './schemas/requirement-schema.js';
import { styleSchema } from './schemas/style-schema.js';

/** A schema that an editor reads for one kind of file. */
export interface EditorSchema {
  /** Name of the schema's file. */
  readonly name: string;
  /** The files that it describes, below the clone. */
  readonly files: readonly string[];
  /** JSON Schema, draft 2020-12 reduced to what editors of YAML understand (draft 7). */
  readonly schema: JsonSchema;
}

type JsonSchema = Readonly<Record<string, unknown>>;

/**
 * The module language as JSON Schemas, made from the schemas that `cpm check` uses, with the manual's sentences as hover help:
 * editors complete fields, explain them and underline slips as one types. What spans several files only `cpm check` knows.
 */
export function editorSchemas(): readonly EditorSchema[] {
  return [
    described('module', ['modules/*/module.yaml'], 'A module', jsonSchemaOf(moduleSchema)),
    described(
      'questions',
      ['modules/*/questions/*.yaml', '!modules/*/questions/*.*.yaml'],
      'A file of questions',
      questions(),
    ),
    described('curriculum', ['modules/curriculum.yaml'], 'What all modules share', curriculum()),
    described(
      'organizations',
      ['modules/_organizations.yaml'],
      'Academies, counties and roles',
      jsonSchemaOf(organizationsSchema),
    ),
    described(
      'practice-model',
      ['modules/_practice-model/*.yaml'],
      'An edition of the practice model',
      jsonSchemaOf(practiceModelSchema),
    ),
    described('style', ['modules/_style.yaml'], 'How the training is written', jsonSchemaOf(styleSchema)),
  ];
}

function described(name: string, files: readonly string[], title: string, schema: JsonSchema): EditorSchema {
  return {
    name: `${name}.schema.json`,
    files,
    schema: { $schema: 'http://json-schema.org/draft-07/schema#', title, ...schema },
  };
}

/** The entries of its lists are checked one by one; an editor sees them all. */
function curriculum(): JsonSchema {
  const file = jsonSchemaOf(curriculumSchema);
  const properties = objectAt(file, 'properties');
  const entries = {
    programmes: programmeSchema,
    classes: heldSchema,
    'field-activities': heldSchema,
    requirements: requirementSchema,
  };
  const lists = Object.entries(entries).map(([name, schema]) => [
    name,
    { ...objectAt(properties, name), items: jsonSchemaOf(schema) },
  ]);
  return { ...file, properties: { ...properties, ...Object.fromEntries(lists) } };
}

/** A question has the common fields and those of its type, which the field `type` chooses. */
function questions(): JsonSchema {
  const file = jsonSchemaOf(questionsFileSchema);
  const common = jsonSchemaOf(questionSchema);
  const properties = objectAt(common, 'properties');
  const unscored = objectAt(jsonSchemaOf(unscoredSchema), 'properties');
  const types = questionDefinitions.map(({ type, summary, schema, isScored }) => ({
    type,
    summary,
    shared: isScored ? properties : unscored,
    own: jsonSchemaOf(schema),
  }));
  const question = {
    ...common,
    // Fields of the types stand outside, where `additionalProperties: false` could not see them.
    additionalProperties: true,
    properties: {
      ...properties,
      // Who has no right answer has one feedback for all: each type says its own below.
      feedback: { description: objectAt(properties, 'feedback').description },
      type: {
        ...objectAt(properties, 'type'),
        enum: types.map(({ type }) => type),
        markdownEnumDescriptions: types.map(({ summary }) => summary),
      },
    },
    allOf: types.map(({ type, shared, own }) => ({
      if: { properties: { type: { const: type } }, required: ['type'] },
      // biome-ignore lint/suspicious/noThenProperty: the word is JSON Schema's
      then: {
        properties: { feedback: objectAt(shared, 'feedback'), ...objectAt(own, 'properties') },
        required: own.required ?? [],
        propertyNames: { enum: [...Object.keys(shared), ...Object.keys(objectAt(own, 'properties'))] },
      },
    })),
  };
  const inFile = objectAt(file, 'properties');
  return {
    ...file,
    properties: { ...inFile, questions: { ...objectAt(inFile, 'questions'), items: question } },
  };
}

function jsonSchemaOf(schema: z.ZodType): JsonSchema {
  const made: unknown = z.toJSONSchema(schema, {
    io: 'input',
    target: 'draft-7',
    unrepresentable: 'any',
    override({ jsonSchema }) {
      // Our own annotations: a sentence that messages end with, and an example as it stands in YAML.
      const { must, example } = jsonSchema;
      delete jsonSchema.must;
      delete jsonSchema.example;
      delete jsonSchema.translate;
      if (typeof must === 'string') jsonSchema.errorMessage = `must be ${must}`;
      if (typeof example === 'string' && typeof jsonSchema.description === 'string')
        jsonSchema.description = `${jsonSchema.description} Example: ${example}`;
    },
  });
  if (typeof made !== 'object' || made === null) throw new Error('A schema became no JSON Schema');
  const { $schema: _, ...rest } = { $schema: undefined, ...made };
  return rest;
}

function objectAt(schema: JsonSchema, name: string): JsonSchema {
  const value = schema[name];
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
