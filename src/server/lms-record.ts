import { type RecordStore, StatementConflict } from '../lrs/store.js';
import type { JsonObject } from '../xapi/json.js';

/**
 * The stand-in LMS's own voice: stores a statement under its authority.
 * @returns what resolves to false when another statement was there under that id
 */
export function lmsRecord(store: RecordStore, iriBase: string): (statement: JsonObject) => Promise<boolean> {
  return async (statement) => {
    try {
      await store.insert({
        statements: [statement],
        version: '1.0.3',
        authority: { objectType: 'Agent', account: { homePage: `${iriBase}stand-in-lms`, name: 'lms' } },
        define: true,
        attachments: [],
      });
      return true;
    } catch (error) {
      // What is said once has a lasting id: another process, or an earlier run, was first.
      if (error instanceof StatementConflict) return false;
      throw error;
    }
  };
}
