import { HttpRefusal } from './refusal.js';
import type { Reply } from './reply.js';

/** The answer to a method that a resource does not have; says which it has. */
export function methodRefused(reply: Reply, method: string, known: readonly string[]): HttpRefusal {
  reply.set('Allow', known.flatMap((name) => (name === 'GET' ? ['GET', 'HEAD'] : [name])).join(', '));
  return new HttpRefusal(405, `${method} does nothing here; there is ${known.join(', ')}.`);
}
