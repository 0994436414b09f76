import { all, byKind, type DataType, decimal, type ElementRule, pattern, text, vocabulary } from './data-type.js';

const section = 'SCORM 1.2 RTE 3.4.4';
const string255 = text('CMIString255', 255);
const string4096 = text('CMIString4096', 4096);
const identifier = pattern(
  'CMIIdentifier',
  /^[\w.-]{1,255}$/,
  'must be 1 to 255 letters, digits, "_", "-" or "." without blanks',
);
const time = pattern('CMITime', /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,2})?$/, 'must be HH:MM:SS');
const span = pattern('CMITimespan', /^\d{2,4}:[0-5]\d:[0-5]\d(\.\d{1,2})?$/, 'must be HHHH:MM:SS or HHHH:MM:SS.SS');
const anyDecimal = decimal('CMIDecimal', Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
const score: DataType = {
  name: 'CMIDecimal or CMIBlank',
  fault: (value) => (value === '' ? null : decimal('CMIDecimal', 0, 100).fault(value, '')),
};
const integer = (low: number, high: number) =>
  all('CMISInteger', pattern('CMISInteger', /^-?\d+$/, 'must be a whole number'), decimal('', low, high));
// "not attempted" is the LMS's to say; many refuse it from a SCO (M8).
const status = vocabulary('CMIVocabulary (Status)', ['passed', 'completed', 'failed', 'incomplete', 'browsed']);
const kinds = [
  'true-false',
  'choice',
  'fill-in',
  'matching',
  'performance',
  'likert',
  'sequencing',
  'numeric',
] as const;

const answers = {
  'true-false': pattern('CMIFeedback', /^[tf01]$/i, 'must be t, f, 0 or 1'),
  choice: pattern(
    'CMIFeedback',
    /^[a-z0-9](,[a-z0-9])*$/,
    'must be single letters or digits apart by commas, without braces: a,b',
  ),
  'fill-in': string255,
  matching: pattern(
    'CMIFeedback',
    /^\{?[a-z0-9]\.[a-z0-9](,[a-z0-9]\.[a-z0-9])*\}?$/,
    'must be pairs apart by commas: 1.a,2.b',
  ),
  performance: string255,
  likert: pattern('CMIFeedback', /^[a-z0-9]?$/, 'must be one letter or digit'),
  sequencing: pattern(
    'CMIFeedback',
    /^[a-z0-9](,[a-z0-9])*$/,
    'must be single letters or digits apart by commas: a,b,c',
  ),
  numeric: anyDecimal,
};
const response = byKind('CMIFeedback', answers);
const correct = byKind('CMIFeedback', {
  ...answers,
  // Braces hold choices together that are right only as a whole.
  choice: pattern(
    'CMIFeedback',
    /^(\{?[a-z0-9](,[a-z0-9])*\}?)(,\{[a-z0-9](,[a-z0-9])*\})*$/,
    'must be single letters or digits apart by commas: a,b',
  ),
});

const result: DataType = {
  name: 'CMIVocabulary (Result)',
  fault: (value) =>
    ['correct', 'wrong', 'unanticipated', 'neutral'].includes(value) || anyDecimal.fault(value, '') === null
      ? null
      : 'must be "correct", "wrong", "unanticipated", "neutral" or a number',
};

const rule = (access: ElementRule['access'], name: string, type: DataType = string4096): ElementRule => ({
  access,
  name,
  type,
  section,
});

/** SCORM 1.2's data model as it is written, stricter than most LMSs. */
export const elements12: readonly ElementRule[] = [
  ...[
    'cmi._version',
    'cmi.core._children',
    'cmi.core.student_id',
    'cmi.core.student_name',
    'cmi.core.credit',
    'cmi.core.entry',
    'cmi.core.score._children',
    'cmi.core.total_time',
    'cmi.core.lesson_mode',
    'cmi.launch_data',
    'cmi.comments_from_lms',
    'cmi.objectives._children',
    'cmi.objectives._count',
    'cmi.objectives.n.score._children',
    'cmi.student_data._children',
    'cmi.student_data.mastery_score',
    'cmi.student_data.max_time_allowed',
    'cmi.student_data.time_limit_action',
    'cmi.student_preference._children',
    'cmi.interactions._children',
    'cmi.interactions._count',
    'cmi.interactions.n.objectives._count',
    'cmi.interactions.n.correct_responses._count',
  ].map((name) => rule('read', name)),
  rule('both', 'cmi.core.lesson_location', string255),
  rule('both', 'cmi.core.lesson_status', status),
  rule('both', 'cmi.core.score.raw', score),
  rule('both', 'cmi.core.score.min', score),
  rule('both', 'cmi.core.score.max', score),
  rule('write', 'cmi.core.exit', vocabulary('CMIVocabulary (Exit)', ['time-out', 'suspend', 'logout', ''])),
  rule('write', 'cmi.core.session_time', span),
  rule('both', 'cmi.suspend_data', string4096),
  rule('both', 'cmi.comments', string4096),
  rule('both', 'cmi.objectives.n.id', identifier),
  rule('both', 'cmi.objectives.n.score.raw', score),
  rule('both', 'cmi.objectives.n.score.min', score),
  rule('both', 'cmi.objectives.n.score.max', score),
  rule(
    'both',
    'cmi.objectives.n.status',
    vocabulary('CMIVocabulary (Status)', ['passed', 'completed', 'failed', 'incomplete', 'browsed', 'not attempted']),
  ),
  rule('both', 'cmi.student_preference.audio', integer(-1, 100)),
  rule('both', 'cmi.student_preference.language', string255),
  rule('both', 'cmi.student_preference.speed', integer(-100, 100)),
  rule('both', 'cmi.student_preference.text', integer(-1, 1)),
  rule('write', 'cmi.interactions.n.id', identifier),
  rule('write', 'cmi.interactions.n.objectives.n.id', identifier),
  rule('write', 'cmi.interactions.n.time', time),
  rule('write', 'cmi.interactions.n.type', vocabulary('CMIVocabulary (Interaction)', kinds)),
  rule('write', 'cmi.interactions.n.correct_responses.n.pattern', all('CMIFeedback', string255, correct)),
  rule('write', 'cmi.interactions.n.weighting', anyDecimal),
  rule('write', 'cmi.interactions.n.student_response', all('CMIFeedback', string255, response)),
  rule('write', 'cmi.interactions.n.result', result),
  rule('write', 'cmi.interactions.n.latency', span),
];
