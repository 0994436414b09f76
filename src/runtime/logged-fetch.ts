import type { RunLog } from './run-log.js';

/** `fetch` of the window, each answer noted by method, resource and status; of addresses nothing else is kept. */
export function loggedFetch(window: Window, log: RunLog): (url: string, init?: RequestInit) => Promise<Response> {
  return async (url, init = {}) => {
    const note = (result: string | number) => log.note('http', init.method ?? 'GET', resourceOf(url), result);
    try {
      const response = await window.fetch(url, init);
      note(response.status);
      return response;
    } catch (error) {
      note('no-answer');
      throw error;
    }
  };
}

/** Resources of a record store have names (xAPI 1.0.3 Communication 2); any other address may be a secret. */
function resourceOf(url: string): string {
  return /(statements|activities\/state|agents\/profile)(?=$|\?)/.exec(url)?.[1] ?? 'token';
}
