/** A text in the session's storage of this window: it outlives a reload, not the window, and nobody else finds it. */
export interface WindowNote {
  /** '' when there is none. */
  read(): string;
  write(text: string): void;
}

export function windowNote(document: Document, key: string): WindowNote {
  /** Null where the browser allows no storage, as in some frames. */
  const storage = (): Storage | null => {
    try {
      return document.defaultView?.sessionStorage ?? null;
    } catch {
      return null;
    }
  };
  let kept = storage()?.getItem(key) ?? '';
  return {
    read: () => kept,
    write(text) {
      kept = text;
      try {
        storage()?.setItem(key, text);
      } catch {
        // No room, or not allowed: it stays in the page.
      }
    },
  };
}
