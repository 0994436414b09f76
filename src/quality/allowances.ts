import { fault, faultCodes } from '../definition/fault.js';
import type { SourceText } from '../definition/source-text.js';
import type { Diagnostic } from '../diagnostics.js';
import { didYouMean } from '../did-you-mean.js';

/** What authors allowed on purpose, each with its reason. */
export interface Allowances {
  /** Advice that nobody allowed, and what is wrong with the comments themselves. */
  apply(advice: readonly Diagnostic[]): readonly Diagnostic[];
}

interface Allowance {
  readonly code: string;
  readonly file: string;
  /** The line that it is for; null for the whole file. */
  readonly line: number | null;
  readonly place: Diagnostic | null;
}

const comment = /(?:<!--|(?<=^|\s)#)\s*allow\s+([^\s:]+)\s*(?::[ \t]*(.*?))?\s*(?:-->|$)/gm;

/**
 * Reads `allow <code>: <reason>` in comments, Markdown's and YAML's. It counts for the line that it stands on or before;
 * before the first line of a file that says something, for all of it.
 */
export function allowancesIn(texts: readonly SourceText[]): Allowances {
  const found: Allowance[] = [];
  const wrong: Diagnostic[] = [];
  for (const text of texts) {
    for (const match of text.text.matchAll(comment)) {
      const [whole, code = '', reason = ''] = match;
      const place = text.at(match.index, whole.length);
      const fit = faultOf(code, reason);
      if (fit) {
        wrong.push(fault('quality/allow', place, fit.message, fit.hint, 'warning'));
        continue;
      }
      const unused = fault(
        'quality/allow',
        place,
        `Nothing here needs \`allow ${code}\` any more.`,
        'delete the comment',
        'warning',
      );
      found.push({ code, file: text.file, line: lineFor(text, place.line), place: unused });
    }
  }
  return {
    apply(advice) {
      const used = new Set<Allowance>();
      const left = advice.filter((one) => {
        const fits = found.filter(
          ({ code, file, line }) => code === one.code && file === one.file && (line === null || line === one.line),
        );
        for (const fit of fits) used.add(fit);
        return fits.length === 0;
      });
      return [...left, ...wrong, ...found.flatMap((one) => (used.has(one) || !one.place ? [] : [one.place]))];
    },
  };
}

function faultOf(code: string, reason: string): { message: string; hint: string } | null {
  const known = Object.keys(faultCodes).filter((one) => one.startsWith('quality/') && one !== 'quality/allow');
  if (!known.includes(code)) {
    const near = didYouMean(code, known);
    return {
      message: `There is no advice "${code}".${near === undefined ? '' : ` Did you mean "${near}"?`}`,
      hint: `write one of ${known.join(', ')}`,
    };
  }
  if (/\p{L}{2}/u.test(reason)) return null;
  return {
    message: `\`allow ${code}\` gives no reason.`,
    hint: `write \`allow ${code}: <why it is right here>\``,
  };
}

/** The line that a comment speaks of: its own when something stands beside it, else the next that says something. */
function lineFor(text: SourceText, at: number): number | null {
  const speaks = (line: number) => saysSomething(text, text.line(line - 1));
  if (speaks(at)) return at;
  const last = text.text.split('\n').length;
  let next = at + 1;
  while (next < last && !speaks(next)) next++;
  const isFirst = !Array.from({ length: at - 1 }, (_, index) => index + 1).some(speaks);
  return isFirst ? null : next;
}

function saysSomething({ file }: SourceText, line: string): boolean {
  const words = file.endsWith('.md') ? line.replace(/<!--.*?-->/g, '') : line.replace(/^\s*#.*$/, '');
  return words.trim() !== '';
}
