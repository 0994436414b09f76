import type { DocumentRequest } from '../access.js';
import type { Call } from './call.js';
import { asHttpRefusal } from './refusal.js';

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
