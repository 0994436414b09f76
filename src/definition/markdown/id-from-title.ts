/** An id from a title: "What's new in 2024?" is `whats-new-in-2024`; '' when no letter or digit of a-z, 0-9 is left. */
export function idFromTitle(title: string): string {
  return title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}|['\u2019]/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '');
}
