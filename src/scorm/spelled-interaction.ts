import type { Interaction } from '../interaction.js';
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
}

const spellings = {
  /** SCORM 1.2 RTE 3.4.4, CMIFeedback: `a,b`, `1.a,2.b`, `t`. */
  scorm12: { between: ',', pair: '.', yes: 't', no: 'f', textLimit: 255 },
  /** SCORM 2004 RTE 4.2.9: `a[,]b`, `1[.]a[,]2[.]b`, `true`. */
  scorm2004: { between: '[,]', pair: '[.]', yes: 'true', no: 'false', textLimit: 250 },
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
      const range = (value: number) => (version === 'scorm2004' ? `${value}[:]${value}` : String(value));
      return {
        type,
        response: interaction.response === null ? '' : String(interaction.response),
        patterns: interaction.correct.map(range),
      };
    }
  }
}
