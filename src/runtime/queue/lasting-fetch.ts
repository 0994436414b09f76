/** Requests that outlive the page as far as the browser lets them. */
export interface LastingFetch {
  /**
   * Asks with `keepalive` while there is room for the body, else as a plain request, which ends with the page:
   * one body too many would be refused at once, and with it what could still have been sent.
   */
  send(url: string, init: LastingInit): Promise<Response>;
  /** Bytes that may still leave with `keepalive` beside those under way. */
  room(): number;
}

export type LastingInit = Omit<RequestInit, 'body' | 'keepalive'> & { readonly body?: string };

/** All bodies under way by keepalive may have 64 KiB together (Fetch, HTTP-network-or-cache fetch); a little is left for others. */
const most = 60_000;

/** @param fetch the window's own */
export function createLastingFetch(fetch: (url: string, init: RequestInit) => Promise<Response>): LastingFetch {
  let underWay = 0;
  const room = (): number => most - underWay;
  return {
    room,
    send(url, init) {
      const size = bytesOf(init.body ?? '');
      if (size > room()) return fetch(url, init);
      underWay += size;
      return fetch(url, { ...init, keepalive: true })
        .then(whole)
        .finally(() => {
          underWay -= size;
        });
    },
  };
}

/**
 * An answer once all of it is there. Browsers count a request as under way until its answer is read, whether or not anybody
 * wants it: unread ones would use up the room for good, and the last request of a long session would be refused.
 */
async function whole(response: Response): Promise<Response> {
  await response.clone().arrayBuffer();
  return response;
}

/** Length of a text in UTF-8. */
export function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
