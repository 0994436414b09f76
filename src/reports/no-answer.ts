import type { Answer } from './report.js';

/** An answer of words alone: why there are no figures. */
export function noAnswer(finding: string, through: number): Answer {
  return { finding, tiles: [], charts: [], tables: [], notes: [], through };
}

/** Said where a report asks for requirements and there are none. */
export const noRequirements = 'There is no requirement yet. They are written in curriculum.yaml, under requirements.';
