import { activityTypes, cmi5, type ProfileTerms } from '../vocabulary.js';
import { borrowedVerbs, type SentVerb } from './words.js';

/** One rule of a Statement Template (xAPI Profiles 1.0, Statement Template Rules). */
export interface TemplateRule {
  /** JSONPath into the statement. */
  readonly location: string;
  readonly presence?: 'included' | 'excluded' | 'recommended';
  readonly any?: readonly unknown[];
  readonly all?: readonly unknown[];
}

export interface StatementTemplate {
  readonly name: SentVerb;
  readonly label: string;
  readonly definition: string;
  readonly verb: string;
  readonly objectActivityType: string;
  readonly contextCategoryActivityType: readonly string[];
  readonly rules: readonly TemplateRule[];
}

/** The form of every statement that a learner's page sends: one template a verb, the same for all targets. */
export function statementTemplates(terms: ProfileTerms): readonly StatementTemplate[] {
  const rules = rulesOf(terms);
  return borrowedVerbs.map(({ id, name, label, definition }) => ({
    name,
    label,
    definition,
    verb: id,
    objectActivityType: objects[name],
    contextCategoryActivityType: [activityTypes.profile],
    rules: [...everywhere(terms), ...rules[name]],
  }));
}

const objects: Readonly<Record<SentVerb, string>> = {
  initialized: activityTypes.module,
  experienced: activityTypes.lesson,
  answered: activityTypes.question,
  attempted: activityTypes.assessment,
  progressed: activityTypes.module,
  passed: activityTypes.module,
  failed: activityTypes.module,
  completed: activityTypes.module,
  terminated: activityTypes.module,
};

const included = (...locations: readonly string[]): TemplateRule[] =>
  locations.map((location) => ({ location, presence: 'included' }));
const excluded = (...locations: readonly string[]): TemplateRule[] =>
  locations.map((location) => ({ location, presence: 'excluded' }));
const extension = (place: 'context' | 'result', id: string): string => `$.${place}.extensions['${id}']`;

function everywhere(terms: ProfileTerms): readonly TemplateRule[] {
  return [
    ...included('$.id', '$.timestamp', '$.context.registration', '$.context.revision', '$.context.language'),
    { location: '$.context.contextActivities.category[*].id', any: [terms.profile] },
    ...included('$.context.contextActivities.grouping[*].id'),
    ...included(extension('context', terms.moduleVersion), extension('context', terms.session)),
    { location: extension('context', terms.target), presence: 'recommended' },
  ];
}

/** Success, score and completion are verdicts' alone (cmi5 9.5), but that an answer may say whether it was right. */
function rulesOf(terms: ProfileTerms): Readonly<Record<SentVerb, readonly TemplateRule[]>> {
  const duration = included('$.result.duration');
  const parent = included('$.context.contextActivities.parent[*].id');
  const noVerdict = excluded('$.result.score', '$.result.success', '$.result.completion');
  const verdict = (success: boolean): readonly TemplateRule[] => [
    { location: '$.result.success', presence: 'included', all: [success] },
    ...included('$.result.score.scaled', '$.result.score.raw', extension('result', terms.try)),
    { location: '$.result.score.min', presence: 'included', all: [0] },
    { location: '$.result.score.max', presence: 'included', all: [100] },
    ...duration,
    ...excluded('$.result.completion'),
  ];
  return {
    initialized: excluded('$.result'),
    experienced: [...parent, ...excluded('$.result')],
    answered: [
      ...parent,
      ...duration,
      ...included('$.object.definition.interactionType', extension('result', terms.answerScore)),
      { location: '$.result.success', presence: 'recommended', all: [true, false] },
      { location: '$.result.response', presence: 'recommended' },
      ...excluded('$.result.score', '$.result.completion'),
    ],
    attempted: [
      ...parent,
      ...duration,
      ...included(extension('result', terms.try)),
      { location: extension('result', terms.tryScore), presence: 'recommended' },
      { location: extension('result', terms.preTestScore), presence: 'recommended' },
      ...noVerdict,
    ],
    progressed: [...included(extension('result', cmi5.progress)), ...noVerdict],
    passed: verdict(true),
    failed: verdict(false),
    completed: [
      { location: '$.result.completion', presence: 'included', all: [true] },
      ...duration,
      ...excluded('$.result.score', '$.result.success'),
    ],
    terminated: [...duration, ...noVerdict],
  };
}
