/** The answers of a session's fetch address (cmi5 8.2). */
export interface OneTimeToken {
  fetch(): Promise<Readonly<Record<string, string>>>;
  /** The session is over: there is no token any more. */
  end(): void;
}

/**
 * A token that is handed out once; then errors, under HTTP 200 too (cmi5 8.2.3).
 * @param again called when it is asked for twice
 */
export function oneTimeToken(token: string, again: () => Promise<void>): OneTimeToken {
  let state: 'ready' | 'fetched' | 'ended' = 'ready';
  return {
    async fetch() {
      switch (state) {
        case 'ready':
          state = 'fetched';
          return { 'auth-token': token };
        case 'fetched':
          await again();
          return error('1', 'A1: the authorization token has already been returned. (cmi5 8.2.3)');
        case 'ended':
          return error('2', 'The session is over, for the AU was launched again. (cmi5 9.3.6)');
      }
    },
    end() {
      state = 'ended';
    },
  };
}

const error = (code: string, text: string) => ({ 'error-code': code, 'error-text': text });
