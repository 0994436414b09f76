/** What the server answered: its JSON, or why there is none, in words. */
export type Answer = { readonly ok: true; readonly body: unknown } | { readonly ok: false; readonly reason: string };

/** Asks our own server. Never rejects. */
export async function ask(method: 'GET' | 'POST' | 'DELETE', to: string, body?: object): Promise<Answer> {
  try {
    const response = await fetch(to, {
      method,
      ...(body === undefined ? {} : { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const answer: unknown = response.status === 204 ? null : await response.json();
    if (response.ok) return { ok: true, body: answer };
    return { ok: false, reason: messageOf(answer) ?? `The server answered ${response.status}.` };
  } catch {
    return { ok: false, reason: 'The server cannot be reached. Is it still running?' };
  }
}

function messageOf(answer: unknown): string | null {
  const error: unknown = typeof answer === 'object' && answer !== null ? Reflect.get(answer, 'error') : null;
  const message: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'message') : null;
  return typeof message === 'string' ? message : null;
}
