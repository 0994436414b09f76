import { fault } from '../../definition/fault.js';
import type { QualityRule } from '../quality-rule.js';
import { matches, mayHold } from '../written.js';

/** Words that `_style.yaml` avoids, wherever people read them; also across line ends. */
export const terms: QualityRule = {
  code: 'quality/term',
  advice: ({ texts, style }) =>
    (style?.terms ?? []).flatMap(({ avoid, write, because }) =>
      texts
        .filter((text) => mayHold(text, beginningOf(avoid)))
        .flatMap((text) =>
          matches(text, patternOf(avoid)).map(({ at, found }) =>
            fault(
              'quality/term',
              text.at(at, found.length),
              `The training avoids “${found.replace(/\s+/g, ' ')}”. ${because}`,
              `write “${write}”, or put \`allow quality/term: <reason>\` into a comment on the line before`,
              'warning',
            ),
          ),
        ),
    ),
};

/** What stands in every text that holds the term, whatever its apostrophes and blanks. */
function beginningOf(avoid: string): string {
  return /^[^\s'’*]*/.exec(avoid.trim())?.[0] ?? '';
}

/** A workshop has few terms and many texts: each pattern is made once. */
const patterns = new Map<string, RegExp>();

function patternOf(avoid: string): RegExp {
  const pattern = patterns.get(avoid) ?? patternFor(avoid);
  patterns.set(avoid, pattern);
  return pattern;
}

function patternFor(avoid: string): RegExp {
  const open = avoid.endsWith('*');
  const words = (open ? avoid.slice(0, -1) : avoid)
    .trim()
    .split(/\s+/)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/['’]/g, "['’]"));
  return new RegExp(`(?<![\\p{L}\\p{N}-])${words.join('\\s+')}${open ? '\\p{L}*' : ''}(?![\\p{L}\\p{N}-])`, 'giu');
}
