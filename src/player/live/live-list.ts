import { type Follower, fetchPart } from './news.js';

/** Keeps the list of modules as it is on the server; who stands on a link stays there. */
export function liveList(main: HTMLElement): Follower {
  // As the page was made: something may have come since.
  let seen = main.dataset.look;
  return {
    async news({ look }) {
      if (look === seen) return;
      seen = look;
      const fresh = (await fetchPart(location.href))?.getElementById('main');
      if (!fresh || look !== seen) return;
      const focused = document.activeElement?.id;
      main.replaceChildren(...fresh.childNodes);
      if (focused) document.getElementById(focused)?.focus();
    },
    lost: () => undefined,
  };
}
