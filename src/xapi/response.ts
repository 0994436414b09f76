import type { Interaction, NumberRange } from '../interaction.js';

/** Answer and key of one question in xAPI's spelling. */
export interface XapiResponse {
  /** Undefined when nothing was answered. */
  readonly response: string | undefined;
  /** The accepted answers; empty when the key stays private. */
  readonly correct: readonly string[];
}

/** An interaction as xAPI spells it (xAPI 1.0.3 Data, Appendix C): `a[,]b`, `1[.]a[,]2[.]b`, `true`, `4.5`. */
export function xapiResponse(interaction: Interaction): XapiResponse {
  switch (interaction.type) {
    case 'choice':
    case 'sequencing':
      return spelled(interaction.response, interaction.correct, (ids) => ids.join('[,]'));
    case 'matching':
      return spelled(interaction.response, interaction.correct, (pairs) =>
        pairs.map(([source, target]) => `${source}[.]${target}`).join('[,]'),
      );
    case 'true-false':
      return spelled(interaction.response, interaction.correct, (value) => (value === null ? '' : String(value)));
    case 'fill-in':
      return spelled(interaction.response, interaction.correct, (text) => text);
    case 'numeric':
      return {
        response: interaction.response === null ? undefined : String(interaction.response),
        correct: interaction.correct.map(range),
      };
    case 'likert':
      return spelled(interaction.response, interaction.correct, (id) => id);
    case 'performance':
      return spelled(interaction.response, interaction.correct, (steps) =>
        steps.map(([step, decision]) => `${step}[.]${decision}`).join('[,]'),
      );
  }
}

/** One number stands alone, a range as `min[:]max` with an open end left out. */
function range(value: number | NumberRange): string {
  if (typeof value === 'number') return String(value);
  return value.from === value.to ? String(value.from) : `${value.from ?? ''}[:]${value.to ?? ''}`;
}

function spelled<Answer, Key extends Answer>(
  answer: Answer,
  keys: readonly Key[],
  spell: (value: Answer) => string,
): XapiResponse {
  const response = spell(answer);
  return { response: response === '' ? undefined : response, correct: keys.map(spell) };
}
