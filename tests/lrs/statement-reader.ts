import { expect } from 'vitest';
import { isObject, listAt } from '../../src/xapi/json.js';
import type { TestServer } from './server.js';

/** Sends and reads statements of one server. */
export interface StatementReader {
  post(body: unknown, headers?: Record<string, string>): ReturnType<TestServer['call']>;
  /** A statement by its id. */
  get(id: string): Promise<ReturnType<typeof JSON.parse>>;
  /** The status of the answer to a query. */
  statusOf(params: Record<string, string>): Promise<number>;
  /** Ids on all pages, none of which is empty but where nothing matches at all. */
  idsOf(params: Record<string, string>): Promise<string[]>;
}

/** The address of a query. */
export const query = (params: Record<string, string>) => `statements?${new URLSearchParams(params)}`;

export const reference = (id: string) => ({ objectType: 'StatementRef', id });

/** @param lrs gives the server once it runs */
export function statementReader(lrs: () => TestServer): StatementReader {
  return {
    post: (body, headers = {}) => lrs().call('POST', 'statements', { body, headers }),
    get: async (id) => (await lrs().call('GET', query({ statementId: id }))).json(),
    statusOf: async (params) => (await lrs().call('GET', query(params))).status,
    async idsOf(params) {
      const ids: string[] = [];
      let next = query(params);
      while (next !== '') {
        const page = await (await lrs().call('GET', next)).json();
        const found = listAt(page, 'statements').filter(isObject);
        if (ids.length > 0) expect(found.length).toBeGreaterThan(0);
        ids.push(...found.map((one) => String(one.id)));
        next = page.more;
        if (next !== '') expect(lrs().origin + next).toContain(`${lrs().endpoint}statements?`);
      }
      return ids;
    },
  };
}
