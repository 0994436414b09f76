import type { DocumentRequest } from '../access.js';
import type { Call } from './call.js';
import { asHttpRefusal, HttpRefusal } from './refusal.js';

/** Asks the principal's guard about a request that is neither about storing statements nor about documents. */
export async function refuseBy(call: Call, path: string): Promise<void> {
  const refusal = await call.principal.guard?.other({ method: call.head ? 'HEAD' : call.method, path });
  if (refusal) throw asHttpRefusal(refusal);
}

/** Asks the principal's guard about a document request. */
export async function refuseDocumentBy(call: Call, resource: DocumentRequest['resource']): Promise<void> {
  const refusal = await call.principal.guard?.document({
    method: call.head ? 'HEAD' : call.method,
    resource,
    params: call.params,
  });
  if (refusal) throw asHttpRefusal(refusal);
}

/** Lets the principal's guard know of statements that are refused because they are not valid. */
export function toldOfFaults(run: (call: Call) => Promise<void>): (call: Call) => Promise<void> {
  return async (call) => {
    try {
      await run(call);
    } catch (error) {
      const { guard } = call.principal;
      if (!(error instanceof HttpRefusal) || error.status !== 400 || !guard?.malformed) throw error;
      throw new HttpRefusal(400, await guard.malformed(error.message), error.faults);
    }
  };
}
