import type { IncomingMessage } from 'node:http';
import type { Launch } from './launch.js';
import { type MishapEnd, planOf } from './mishap.js';

/**
 * Lets the launch's mishaps happen to one request: waits, or cuts the connection.
 * @returns `dropped` when there is nobody left to answer, the refusal to answer with, or null when the request may pass
 */
export async function meetMishap(
  launch: Launch,
  request: IncomingMessage,
): Promise<Exclude<MishapEnd, 'pass' | 'drop'> | 'dropped' | null> {
  const { wait, end } = planOf(launch.mishaps);
  await new Promise((resolve) => setTimeout(resolve, wait));
  if (end === 'pass') return null;
  if (end !== 'drop') return end;
  request.socket.destroy();
  return 'dropped';
}
