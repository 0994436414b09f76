import type { Statement, StatementDoor } from '../lms/session.js';
import type { LastingFetch } from './lasting-fetch.js';

/** The two requests that bring statements to a record store (xAPI 1.0.3 Communication 2.1). */
export interface StatementSender {
  /** Rejects when nothing answered in time. */
  post(statements: readonly Statement[]): Promise<Response>;
  put(statement: Statement): Promise<Response>;
}

const patience = 20_000;

export function statementSender(
  net: LastingFetch,
  door: Pick<StatementDoor, 'endpoint' | 'authorization' | 'version'>,
): StatementSender {
  const send = (method: string, resource: string, body: unknown) =>
    net.send(door.endpoint + resource, {
      method,
      headers: {
        Authorization: door.authorization,
        'Content-Type': 'application/json',
        'X-Experience-API-Version': door.version,
      },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(patience),
    });
  return {
    post: (statements) => send('POST', 'statements', statements),
    put: (statement) => send('PUT', `statements?statementId=${String(statement.id)}`, statement),
  };
}
