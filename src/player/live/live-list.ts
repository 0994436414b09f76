import { type Follower, fetchPart } from './news.js';

/** Keeps the list of modules as it is on the server; who stands on a link stays there. */
export function liveList(main: HTMLElement): Follower {
  let seen: string | null = null;
  return {
    async news({ look }) {
      const isFirst = seen === null;
      if (look === seen) return;
      seen = look;
      // The first news say how the page was made.
      if (isFirst) return;
      const fresh = (await fetchPart(location.href))?.getElementById('main');
      if (!fresh || look !== seen) return;
      const focused = document.activeElement?.id;
      main.replaceChildren(...fresh.childNodes);
      if (focused) document.getElementById(focused)?.focus();
    },
    lost: () => undefined,
  };
}
