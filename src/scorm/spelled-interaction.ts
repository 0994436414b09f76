import type { Interaction, NumberRange } from '../interaction.js';
import { cut } from './cut.js';

/** An answer in an edition's own spelling. `response` is '' when nothing was answered. */
export interface SpelledInteraction {
  readonly type: Interaction['type'];
  readonly response: string;
  readonly patterns: readonly string[];
}

/** What separates parts of an answer, and how true, false and texts are written. */
interface Spelling {
  readonly between: string;
  readonly pair: string;
  readonly yes: string;
  readonly no: string;
  readonly textLimit: number;
  /** Between a step and what was done there; between steps. */
  readonly step: string;
  readonly steps: string;
  /** The patterns of a range: none where the edition has no word for it. */
  readonly range: (value: NumberRange) => readonly string[];
}

const spellings = {
  /** SCORM 1.2 RTE 3.4.4, CMIFeedback: `a,b`, `1.a,2.b`, `t`. */
  scorm12: {
    between: ',',
    pair: '.',
    yes: 't',
    no: 'f',
    textLimit: 255,
    /** CMIFeedback, performance: letters and digits only. */
    step: '',
    steps: '',
    /** CMIFeedback, numeric: one number. */
    range: ({ from, to }) => (from === null || from !== to ? [] : [String(from)]),
  },
  /** SCORM 2004 RTE 4.2.9: `a[,]b`, `1[.]a[,]2[.]b`, `true`. */
  scorm2004: {
    between: '[,]',
    pair: '[.]',
    yes: 'true',
    no: 'false',
    textLimit: 250,
    step: '[.]',
    steps: '[,]',
    range: ({ from, to }) => [`${from ?? ''}[:]${to ?? ''}`],
  },
} as const satisfies Record<string, Spelling>;

/** Spells an interaction for SCORM 1.2 or any edition of 2004; texts are cut to what the standard guarantees. */
export function spelledInteraction(version: keyof typeof spellings, interaction: Interaction): SpelledInteraction {
  const spelling = spellings[version];
  const { type } = interaction;
  switch (interaction.type) {
    case 'choice':
    case 'sequencing': {
      const list = (ids: readonly string[]) => ids.join(spelling.between);
      return { type, response: list(interaction.response), patterns: interaction.correct.map(list) };
    }
    case 'matching': {
      const list = (pairs: readonly (readonly [string, string])[]) =>
        pairs.map((p) => p.join(spelling.pair)).join(spelling.between);
      return { type, response: list(interaction.response), patterns: interaction.correct.map(list) };
    }
    case 'true-false': {
      const word = (value: boolean) => (value ? spelling.yes : spelling.no);
      return {
        type,
        response: interaction.response === null ? '' : word(interaction.response),
        patterns: interaction.correct.map(word),
      };
    }
    case 'fill-in': {
      const text = (value: string) => cut(value.replace(/\s+/g, ' '), spelling.textLimit);
      return { type, response: text(interaction.response), patterns: interaction.correct.map(text) };
    }
    case 'numeric': {
      return {
        type,
        response: interaction.response === null ? '' : String(interaction.response),
        patterns: interaction.correct.flatMap((value) => spelling.range(bounds(value))),
      };
    }
    case 'likert':
      return { type, response: interaction.response, patterns: [] };
    case 'performance': {
      const list = (steps: readonly (readonly [string, string])[]) =>
        steps.map((step) => step.join(spelling.step)).join(spelling.steps);
      return { type, response: list(interaction.response), patterns: interaction.correct.map(list) };
    }
  }
}

function bounds(value: number | NumberRange): NumberRange {
  return typeof value === 'number' ? { from: value, to: value } : value;
}
