/** Something of a source that was left out (`error`), or brought in with a change (`warning`), in an author's words. */
export interface ImportNote {
  readonly severity: 'error' | 'warning';
  /** `import/what`; never changes its meaning. */
  readonly code: string;
  /** Where it stands in the source: `bank.gift:12`, or a heading and the first words of a paragraph. */
  readonly place: string;
  readonly message: string;
  readonly hint: string;
}

/** A note as text: place, severity, code; message; hint. */
export function noteText({ severity, code, place, message, hint }: ImportNote): string {
  return `${place}  ${severity}  ${code}\n  ${message.replaceAll('\n', '\n  ')}\n  hint: ${hint}`;
}
