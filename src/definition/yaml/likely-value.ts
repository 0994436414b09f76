import { idFromTitle } from '../markdown/id-from-title.js';
import type { Field } from './describe-field.js';
import { languageNamed } from './language-named.js';
import { withoutTypographicQuotes } from './typographic-quotes.js';

/**
 * What an author most likely meant by a text that a field refuses, as YAML takes it: `[Pat]` for `Pat`, `80` for `80%`,
 * `plan-ahead` for `Plan ahead`. Undefined when nothing is likely.
 */
export function likelyValue(field: Field, value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const bare = withoutTypographicQuotes(value.trim());
  if (bare === '') return undefined;
  switch (field.type) {
    case 'array':
      return field.entryType === 'string' ? listOf(bare) : undefined;
    case 'boolean':
      return yesOrNo[bare.toLowerCase()];
    case 'integer':
    case 'number':
      return numberIn(field, bare);
    case 'string':
      return textLike(field, bare, value);
    default:
      return undefined;
  }
}

const yesOrNo: Readonly<Record<string, string>> = { true: 'true', yes: 'true', false: 'false', no: 'false' };

function listOf(text: string): string | undefined {
  const entries = text
    .split(/\s*[,;]\s*/)
    .map(withoutTypographicQuotes)
    .filter((one) => one !== '');
  return entries.some((one) => /[[\]{}"'#:&*!|>%@`]/.test(one)) ? undefined : `[${entries.join(', ')}]`;
}

function numberIn(field: Field, text: string): string | undefined {
  const digits = /^\d+(?:\.\d+)?(?=\s*(?:%|[a-z]+\.?)?$)/i.exec(text)?.[0];
  if (digits === undefined || (field.type === 'integer' && digits.includes('.'))) return undefined;
  const number = Number(digits);
  return number >= (field.least ?? number) && number <= (field.most ?? number) ? digits : undefined;
}

function textLike(field: Field, bare: string, value: string): string | undefined {
  const { pattern } = field;
  if (pattern === undefined) return undefined;
  const tries = [
    bare,
    bare.toLowerCase(),
    `${bare}.0`,
    `https://${bare}`,
    idFromTitle(bare),
    languageNamed(bare) ?? '',
  ];
  const right = tries.find((one) => one !== value && one !== '' && one.length <= 60 && pattern.test(one));
  // A number, or a word that YAML takes for another value, stays a text only in quotes.
  return right !== undefined && /^[\d.]+$/.test(right) ? `"${right}"` : right;
}
