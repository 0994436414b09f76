/**
 * An error's message fit for a log: what it quotes, and what looks like a person's address or a secret, is taken out.
 * Messages of parsers and databases quote what they were given, and that may be a statement.
 */
export function scrubbed(message: string): string {
  return message
    .slice(0, 2000)
    .replace(/(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@]*@/gi, '$1…@')
    .replace(/\b(Basic|Bearer)\s+[\w+/=.~-]+/gi, '$1 …')
    .replace(/[^\s<>"'(),;:]+@[^\s<>"'(),;]+/g, '…@…')
    .replace(/"[^"]{0,2000}"|'[^']{0,2000}'/g, (quoted) =>
      isName.test(quoted.slice(1, -1)) ? quoted : `${quoted[0]}…${quoted[0]}`,
    );
}

/** Tables, constraints and properties may stay: lower-case words with underscores. */
const isName = /^[a-z]+(_[a-z0-9]+)+$/;
