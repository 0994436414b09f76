import XAPI from '@xapi/xapi';
import type { RunningCpm } from '../../support/running-cpm.js';
import type { Told } from './what-is-missing.js';

/** Asks the record store, as an independent client, for the statements of a registration. */
export function storedStatements(server: RunningCpm): (registration: string) => Promise<readonly Told[]> {
  const client = new XAPI.default({
    endpoint: `${server.origin}/xapi/`,
    auth: XAPI.default.toBasicAuth(server.key, server.secret),
    version: '1.0.3',
    adapter: 'fetch',
  });
  return async (registration) => {
    const { data } = await client.getStatements({ registration, ascending: true, limit: 500 });
    return data.statements.map(({ id = '', verb, object }) => ({
      id,
      verb: lastPart(verb.id),
      object: 'id' in object ? lastPart(object.id) : '',
    }));
  };
}

function lastPart(iri: string): string {
  return iri.split('/').at(-1) ?? '';
}
