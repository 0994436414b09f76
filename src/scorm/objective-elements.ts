import type { Element } from './interaction-elements.js';

/** What a learner showed of one learning objective. */
export interface ObjectiveResult {
  readonly id: string;
  /** Whole percent. */
  readonly percent: number;
  readonly isMastered: boolean;
}

/**
 * An objective's result as the parts of one `cmi.objectives.n` (SCORM 1.2 RTE 3.4.4, SCORM 2004 RTE 4.2.17): id first,
 * for nothing else can be set before it.
 */
export const objectiveElements = {
  scorm12: ({ id, percent, isMastered }: ObjectiveResult): readonly Element[] => [
    ['id', id],
    ['score.min', '0'],
    ['score.max', '100'],
    ['score.raw', String(percent)],
    ['status', isMastered ? 'passed' : 'failed'],
  ],
  scorm2004: ({ id, percent, isMastered }: ObjectiveResult): readonly Element[] => [
    ['id', id],
    ['score.scaled', String(percent / 100)],
    ['success_status', isMastered ? 'passed' : 'failed'],
    ['completion_status', 'completed'],
  ],
} as const;
