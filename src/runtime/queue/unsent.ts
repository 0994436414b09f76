import type { Host, Statement, Unsent } from '../lms/session.js';
import { type Access, ask, type StatePlace, stateQuery } from '../lms/shared-xapi.js';

/**
 * The State document of a registration for what its sessions could not send.
 * @param session the one that is open
 * @param document id of the State document
 */
export function createUnsent(host: Host, access: Access, place: StatePlace, session: string, document: string): Unsent {
  // Documents of JSON are merged by their properties (xAPI 1.0.3 Communication 2.2): other sessions' stay as they are.
  const keep = (of: string, statements: readonly Statement[]) =>
    ask(
      host,
      access,
      'POST',
      'activities/state',
      stateQuery(place, document),
      JSON.stringify({ [of]: statements.map(withoutActor) }),
    );
  return {
    closing(statements, bytes) {
      const fit = statements.filter((_, n) => JSON.stringify(statements.slice(0, n + 1)).length < bytes);
      if (fit.length > 0) void keep(session, fit);
    },
    async ofSession(of, statements) {
      const missing: Statement[] = [];
      for (const statement of statements) {
        const found = await ask(host, access, 'GET', 'statements', { statementId: String(statement.id) });
        if (!found?.ok) missing.push(statement);
      }
      return missing.length === 0 || (await keep(of, missing))?.ok ? missing.length : null;
    },
  };
}

/** The document is the actor's own already. */
function withoutActor({ actor: _, ...statement }: Statement): Statement {
  return statement;
}
