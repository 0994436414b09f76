import type { Secret } from './file-facts.js';

/** A credential with its place, in characters from the start of the text. */
type Found = Secret & { readonly index: number };

/**
 * Credentials that stand in a text. Only what has the form that its issuer gives it: a word such as "password" alone
 * is no find, for every form has one.
 */
export function secretsIn(text: string): readonly Found[] {
  return [
    ...formed.flatMap(({ kind, form, holds }) =>
      Array.from(text.matchAll(form), (m) => ({ kind, index: m.index, found: m[1] ?? m[0] }))
        .filter(({ found }) => holds?.(found) ?? true)
        .map(({ index }) => ({ kind, index })),
    ),
  ].sort((a, b) => a.index - b.index);
}

interface Form {
  readonly kind: string;
  /** The first group, or all, is handed to `holds`. */
  readonly form: RegExp;
  readonly holds?: (found: string) => boolean;
}

const formed: readonly Form[] = [
  { kind: 'a private key', form: /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----\s*(?:\\n)?[A-Za-z0-9+/]{16}/g },
  {
    kind: 'the user name and password of an Authorization header',
    form: /["'`]Basic ([A-Za-z0-9+/]{8,}={0,2})["'`]/g,
    holds: isNameAndPassword,
  },
  {
    kind: 'the token of an Authorization header',
    form: /["'`]Bearer ([A-Za-z0-9._~+/-]{20,}=*)["'`]/g,
    holds: isMixed,
  },
  // The whole word, and from its start only: a form that begins anew at each part of a long word would take for ever.
  {
    kind: 'a signed token (JWT)',
    form: /eyJ(?<![A-Za-z0-9_.-]eyJ)[A-Za-z0-9_.-]{42,}/g,
    holds: (word) => /^eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{20,}$/.test(word),
  },
  { kind: 'an AWS key', form: /\bAKIA[0-9A-Z]{16}\b/g },
  { kind: 'a Google key', form: /\bAIza[0-9A-Za-z_-]{35}\b/g },
  { kind: 'a GitHub token', form: /\bgh[pousr]_[A-Za-z0-9]{36}\b/g },
  { kind: 'a Stripe key', form: /\b[sr]k_live_[0-9a-zA-Z]{16,}\b/g },
  { kind: 'a Slack token', form: /\bxox[abprs]-[0-9A-Za-z-]{20,}\b/g },
  {
    kind: 'an address with user name and password',
    form: /\bhttps?:\/\/[^\s/:@"'<>{}$]+:([^\s/:@"'<>{}$]{3,})@[\w.-]+\.\w/g,
  },
  {
    kind: 'a password or key',
    form: /\b(?:password|passwd|secret|api_?key|access_?key|auth_?token|client_?secret)["']?\s*[:=]\s*["']([^"'\s<>{}]{12,})["']/gi,
    holds: isMixed,
  },
];

function isNameAndPassword(base64: string): boolean {
  const text = Buffer.from(base64, 'base64').toString('latin1');
  return /^[\x21-\x39\x3b-\x7e]+:[\x21-\x7e]+$/.test(text);
}

/** Letters and digits together: no word, no sentence, no name of a variable. */
function isMixed(text: string): boolean {
  return /[A-Za-z]/.test(text) && (text.match(/\d/g)?.length ?? 0) >= 2 && !/^[a-z]+([A-Z-][a-z]+)*\d{0,2}$/.test(text);
}
