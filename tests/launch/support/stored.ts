import type { Servers } from '../../../src/server/app.js';
import type { Draft } from '../../server/support/au.js';

/** All statements of a registration, oldest first, as the record store's owner sees them. */
export async function stored(
  server: Pick<Servers, 'origin'>,
  authorization: string,
  registration: string,
): Promise<Draft[]> {
  const response = await fetch(`${server.origin}/xapi/statements?registration=${registration}&ascending=true`, {
    headers: { Authorization: authorization, 'X-Experience-API-Version': '1.0.3' },
  });
  return ((await response.json()) as { statements: Draft[] }).statements;
}

/** The last word of each statement's verb. */
export const verbsOf = (statements: readonly Draft[]) => statements.map((s) => String(s.verb.id).split('/').at(-1));
