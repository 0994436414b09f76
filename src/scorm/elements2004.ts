import { all, byKind, type DataType, decimal, type ElementRule, pattern, text, vocabulary } from './data-type.js';
import type { EditionLimits } from './edition.js';

const moment = pattern(
  'time(second,10,2)',
  /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01])(T([01]\d|2[0-3])(:[0-5]\d(:[0-5]\d(\.\d{1,2}(Z|[+-]([01]\d|2[0-3])(:[0-5]\d)?)?)?)?)?)?)?)?$/,
  'must be YYYY-MM-DDThh:mm:ss with at most two decimals, and a zone only behind a fraction',
);
const span = pattern(
  'timeinterval(second,10,2)',
  /^P(?=\d|T\d)(\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d{1,2})?S)?)?$/,
  'must be like PT1H2M3.45S with at most two decimals',
);
const real = decimal('real(10,7)', Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, 7);
const scaled = decimal('real(10,7) range (-1..1)', -1, 1, 7);
const notNegative = decimal('real(10,7) range (0..*)', 0, Number.POSITIVE_INFINITY, 7);
const completion = vocabulary('state', ['completed', 'incomplete', 'not attempted', 'unknown']);
const success = vocabulary('state', ['passed', 'failed', 'unknown']);
const kinds = [
  'true-false',
  'choice',
  'fill-in',
  'long-fill-in',
  'matching',
  'performance',
  'sequencing',
  'likert',
  'numeric',
  'other',
] as const;
const short = '[^\\s[\\],.]{1,250}';
const list = `${short}(\\[,\\]${short})*`;
const pairs = `${short}\\[\\.\\]${short}(\\[,\\]${short}\\[\\.\\]${short})*`;
const order = '(\\{order_matters=(true|false)\\})?';
const number = '-?\\d+(\\.\\d+)?';

const response = byKind('by interaction type', {
  'true-false': vocabulary('state', ['true', 'false']),
  choice: pattern(
    'set of short_identifier_type',
    new RegExp(`^(${list})?$`),
    'must be identifiers apart by [,]: a[,]b',
  ),
  'fill-in': text('localized_string_type', 2500),
  'long-fill-in': text('localized_string_type', 4000),
  matching: pattern('bag of record', new RegExp(`^(${pairs})?$`), 'must be pairs apart by [,]: 1[.]a[,]2[.]b'),
  performance: text('array of record', 4000),
  sequencing: pattern(
    'array of short_identifier_type',
    new RegExp(`^(${list})?$`),
    'must be identifiers apart by [,]: a[,]b',
  ),
  likert: pattern('short_identifier_type', new RegExp(`^${short}$`), 'must be one identifier without blanks'),
  numeric: real,
  other: text('characterstring', 4000),
});

const correct = byKind('by interaction type', {
  'true-false': vocabulary('state', ['true', 'false']),
  choice: pattern(
    'set of short_identifier_type',
    new RegExp(`^(${list})?$`),
    'must be identifiers apart by [,]: a[,]b',
  ),
  'fill-in': text('localized_string_type', 2500),
  'long-fill-in': text('localized_string_type', 4000),
  matching: pattern('bag of record', new RegExp(`^(${pairs})?$`), 'must be pairs apart by [,]: 1[.]a[,]2[.]b'),
  performance: pattern('bag of record', new RegExp(`^${order}.{0,4000}$`, 's'), 'must be steps apart by [,]'),
  sequencing: pattern(
    'array of short_identifier_type',
    new RegExp(`^(${list})?$`),
    'must be identifiers apart by [,]: a[,]b',
  ),
  likert: pattern('short_identifier_type', new RegExp(`^${short}$`), 'must be one identifier without blanks'),
  numeric: pattern('range', new RegExp(`^(${number})?\\[:\\](${number})?$`), 'must be a range: 3[:]3'),
  other: text('characterstring', 4000),
});

const result: DataType = {
  name: 'state or real(10,7)',
  fault: (value) =>
    ['correct', 'incorrect', 'unanticipated', 'neutral'].includes(value) || real.fault(value, '') === null
      ? null
      : 'must be "correct", "incorrect", "unanticipated", "neutral" or a number',
};

const numberOf = {
  comments_from_learner: '4.2.2',
  comments_from_lms: '4.2.3',
  completion_status: '4.2.4',
  completion_threshold: '4.2.5',
  credit: '4.2.6',
  entry: '4.2.7',
  exit: '4.2.8',
  interactions: '4.2.9',
  launch_data: '4.2.10',
  learner_id: '4.2.11',
  learner_name: '4.2.12',
  learner_preference: '4.2.13',
  location: '4.2.14',
  max_time_allowed: '4.2.15',
  mode: '4.2.16',
  objectives: '4.2.17',
  progress_measure: '4.2.18',
  scaled_passing_score: '4.2.19',
  score: '4.2.20',
  session_time: '4.2.21',
  success_status: '4.2.22',
  suspend_data: '4.2.23',
  time_limit_action: '4.2.24',
  total_time: '4.2.25',
  _version: '4.2.1',
} as const;

function rule(
  access: ElementRule['access'],
  element: `${keyof typeof numberOf}${'' | `.${string}`}`,
  type: DataType,
): ElementRule {
  const head = Object.entries(numberOf).find(([name]) => element === name || element.startsWith(`${name}.`));
  return { access, name: `cmi.${element}`, type, section: `SCORM 2004 RTE ${head?.[1] ?? '4.2'}` };
}

const readable = [
  '_version',
  'comments_from_learner._children',
  'comments_from_learner._count',
  'comments_from_lms._children',
  'comments_from_lms._count',
  'comments_from_lms.n.comment',
  'comments_from_lms.n.location',
  'comments_from_lms.n.timestamp',
  'completion_threshold',
  'credit',
  'entry',
  'interactions._children',
  'interactions._count',
  'interactions.n.objectives._count',
  'interactions.n.correct_responses._count',
  'launch_data',
  'learner_id',
  'learner_name',
  'learner_preference._children',
  'max_time_allowed',
  'mode',
  'objectives._children',
  'objectives._count',
  'objectives.n.score._children',
  'scaled_passing_score',
  'score._children',
  'time_limit_action',
  'total_time',
] as const;

/** What lies beside `cmi`: navigation (SN 5.6) and, in the 4th edition, shared data (RTE 4.3). */
const navigation: readonly ElementRule[] = [
  {
    access: 'both',
    name: 'adl.nav.request',
    type: pattern(
      'state',
      /^(continue|previous|exit|exitAll|abandon|abandonAll|suspendAll|_none_|\{target=\S+\}(choice|jump))$/,
      'must be one of "continue", "previous", "exit", "exitAll", "abandon", "abandonAll", "suspendAll", "_none_", "{target=…}choice", "{target=…}jump"',
    ),
    section: 'SCORM 2004 SN 5.6.4',
  },
  ...['continue', 'previous', 'choice.{target}', 'jump.{target}'].map(
    (name): ElementRule => ({
      access: 'read',
      name: `adl.nav.request_valid.${name}`,
      type: text('state', 7),
      section: 'SCORM 2004 SN 5.6.5',
    }),
  ),
  ...(
    [
      ['read', '_children'],
      ['read', '_count'],
      ['read', 'n.id'],
      ['both', 'n.store'],
    ] as const
  ).map(
    ([access, name]): ElementRule => ({
      access,
      name: `adl.data.${name}`,
      type: text('characterstring', 64000),
      section: 'SCORM 2004 RTE 4.3',
    }),
  ),
];

/** SCORM 2004's data model as it is written, with an edition's own lengths. */
export function elements2004(limits: EditionLimits): readonly ElementRule[] {
  const identifier = all(
    'long_identifier_type',
    text('long_identifier_type', limits.identifier),
    pattern('long_identifier_type', /^\S+$/, 'must be a URI: no blanks, not empty'),
  );
  const description = text('localized_string_type', limits.description);
  return [
    ...readable.map((name) => rule('read', name, text('characterstring', limits.launchData))),
    rule('both', 'comments_from_learner.n.comment', text('localized_string_type', limits.comment)),
    rule('both', 'comments_from_learner.n.location', text('characterstring', 250)),
    rule('both', 'comments_from_learner.n.timestamp', moment),
    rule('both', 'completion_status', completion),
    rule('write', 'exit', vocabulary('state', ['time-out', 'suspend', 'logout', 'normal', ''])),
    rule('both', 'interactions.n.id', identifier),
    rule('both', 'interactions.n.type', vocabulary('state', kinds)),
    rule('both', 'interactions.n.objectives.n.id', identifier),
    rule('both', 'interactions.n.timestamp', moment),
    rule('both', 'interactions.n.correct_responses.n.pattern', correct),
    rule('both', 'interactions.n.weighting', real),
    rule('both', 'interactions.n.learner_response', response),
    rule('both', 'interactions.n.result', result),
    rule('both', 'interactions.n.latency', span),
    rule('both', 'interactions.n.description', description),
    rule('both', 'learner_preference.audio_level', notNegative),
    rule('both', 'learner_preference.language', text('language_type', 250)),
    rule('both', 'learner_preference.delivery_speed', notNegative),
    rule('both', 'learner_preference.audio_captioning', vocabulary('state', ['-1', '0', '1'])),
    rule('both', 'location', text('characterstring', limits.location)),
    rule('both', 'objectives.n.id', identifier),
    rule('both', 'objectives.n.score.scaled', scaled),
    rule('both', 'objectives.n.score.raw', real),
    rule('both', 'objectives.n.score.min', real),
    rule('both', 'objectives.n.score.max', real),
    rule('both', 'objectives.n.success_status', success),
    rule('both', 'objectives.n.completion_status', completion),
    rule('both', 'objectives.n.progress_measure', decimal('real(10,7) range (0..1)', 0, 1, 7)),
    rule('both', 'objectives.n.description', description),
    rule('both', 'progress_measure', decimal('real(10,7) range (0..1)', 0, 1, 7)),
    rule('both', 'score.scaled', scaled),
    rule('both', 'score.raw', real),
    rule('both', 'score.min', real),
    rule('both', 'score.max', real),
    rule('write', 'session_time', span),
    rule('both', 'success_status', success),
    rule('both', 'suspend_data', text('characterstring', limits.suspendData)),
    ...navigation,
  ];
}
