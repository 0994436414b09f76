/** What happens to the page that holds the session. */
export interface PageLife {
  /** The page may be gone soon: hidden, or about to be left. */
  readonly maybeEnding: () => void;
  /** The page goes. */
  readonly ending: () => void;
  /** The browser shows the page again after `ending` (back-forward cache). */
  readonly returned: () => void;
  readonly online: () => void;
  /** The learner looks at the page again, perhaps from another tab where they have signed in anew. */
  readonly shown: () => void;
}

/**
 * Follows the page's life. `beforeunload` does not fire where the LMS takes the frame away, `pagehide` does;
 * a phone may end a hidden page without either. Never `unload`: it is going away, and keeps pages out of the cache.
 */
export function followPage(window: Window, life: PageLife): void {
  window.document.addEventListener('visibilitychange', () => {
    if (window.document.visibilityState === 'hidden') life.maybeEnding();
    else life.shown();
  });
  window.addEventListener('beforeunload', () => life.maybeEnding());
  window.addEventListener('pagehide', () => life.ending());
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) life.returned();
  });
  window.addEventListener('online', () => life.online());
}
