/** What the server tells a page of `cpm dev` whenever something is different. */
export interface News {
  /** What is played: another text for another package; null without a good build. Absent on the list. */
  readonly build?: string | null;
  /** Another text when something else on the page has changed. */
  readonly look: string;
  /** How the module stands. Absent on the list. */
  readonly said?: string;
}

/** One page that follows. */
export interface Follower {
  news(news: News): void;
  /** The server can't be reached. */
  lost(): void;
}

/** A part of a page from our own server; null when it can't be had. */
export async function fetchPart(address: string): Promise<Document | null> {
  try {
    const response = await fetch(address);
    return response.ok ? new DOMParser().parseFromString(await response.text(), 'text/html') : null;
  } catch {
    return null;
  }
}
