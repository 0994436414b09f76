import type { AnswerRecord, Interaction } from '../interaction.js';
import { cut } from './cut.js';
import { spelledInteraction } from './spelled-interaction.js';
import { spelledTime } from './spelled-time.js';

/** A record whose answer may be told, under an id of its own: the question's, plus `_t2`, `_t3` ... for later tries. */
export type OpenRecord = AnswerRecord & { readonly id: string; readonly interaction: Interaction };

/** A part of `cmi.interactions.n` with its value. */
export type Element = readonly [part: string, value: string];

/**
 * An answer as the parts of one SCORM interaction, in the order in which the standard wants them set
 * (SCORM 1.2 RTE 3.4.4: id first; SCORM 2004 RTE 4.2.9: id, type, then what depends on them).
 * The learner's page sets them, and the build measures what they can weigh.
 */
export const interactionElements = {
  scorm12(record: OpenRecord): readonly Element[] {
    const { type, response, patterns } = spelledInteraction('scorm12', record.interaction);
    return [
      ['id', record.id],
      ['objectives.0.id', record.objective],
      ['time', spelledTime.moment12(record.at)],
      ['type', type],
      ...patterns.map((pattern, n): Element => [`correct_responses.${n}.pattern`, pattern]),
      ['weighting', String(record.scored ? record.weight : 0)],
      ...(response === '' ? [] : [['student_response', response] satisfies Element]),
      ['result', record.weight === 0 ? 'neutral' : record.score >= 1 - 1e-9 ? 'correct' : 'wrong'],
      ['latency', spelledTime.span12(record.latencySeconds)],
    ];
  },

  scorm2004(record: OpenRecord): readonly Element[] {
    const { type, response, patterns } = spelledInteraction('scorm2004', record.interaction);
    return [
      ['id', record.id],
      ['type', type],
      ['objectives.0.id', record.objective],
      ['timestamp', spelledTime.moment2004(record.at)],
      ...[...new Set(patterns)].map((pattern, n): Element => [`correct_responses.${n}.pattern`, pattern]),
      ['weighting', String(record.scored ? record.weight : 0)],
      ...(response === '' ? [] : [['learner_response', response] satisfies Element]),
      ['result', record.weight === 0 ? 'neutral' : record.score >= 1 - 1e-9 ? 'correct' : 'incorrect'],
      ['latency', spelledTime.span2004(record.latencySeconds)],
      ['description', cut(record.text, 250)],
    ];
  },
} as const;

/** How each edition spells an answer. */
export type InteractionElements = typeof interactionElements;
