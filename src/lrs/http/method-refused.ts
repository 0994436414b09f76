import type { Response } from 'express';
import { HttpRefusal } from './refusal.js';

/** The answer to a method that a resource does not have; says which it has. */
export function methodRefused(response: Response, method: string, known: readonly string[]): HttpRefusal {
  response.set('Allow', known.flatMap((name) => (name === 'GET' ? ['GET', 'HEAD'] : [name])).join(', '));
  return new HttpRefusal(405, `${method} does nothing here; there is ${known.join(', ')}.`);
}
