/** An address of this server to go on to: never another site's (OWASP ASVS 4.0.3, 5.1.5). */
export function safeNext(base: string, next: string): string {
  const here = new URL(`http://here.invalid${base}/`);
  if (!next.startsWith('/') || !URL.canParse(next, here.href)) return `${base}/`;
  const to = new URL(next, here);
  if (to.origin !== here.origin || !`${to.pathname}/`.startsWith(`${base}/`)) return `${base}/`;
  return to.pathname + to.search;
}
