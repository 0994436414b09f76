/** A text without the typographic quotes that enclose it; as it is when none do, or when more stand inside. */
export function withoutTypographicQuotes(text: string): string {
  return /^[\u201c\u201d\u201e]([^\u201c\u201d\u201e]*)[\u201c\u201d]$/.exec(text)?.[1]?.trim() ?? text;
}
