/** Where a page stood, for the page that comes in its place: which reveals were open, how far it was scrolled. */
interface Stand {
  /** Of each open reveal: the place that it is on, and its number there. */
  readonly open: readonly string[];
  readonly place: string;
  readonly top: number;
}

const kept = 'cpm-keep';

/**
 * `cpm dev` shows the course anew at each save: what no attempt keeps stays as it was in the eyes of its author.
 * No LMS does that, so nothing in a package relies on it.
 */
export function keepOpen(frame: HTMLIFrameElement): void {
  frame.addEventListener('load', () => {
    const page = frame.contentDocument;
    if (!page) return;
    restore(page, standNow());
    page.addEventListener('toggle', () => remember(page), { capture: true });
    page.addEventListener('scroll', () => remember(page), { passive: true });
  });
}

function remember(page: Document): void {
  const open = [...page.querySelectorAll('details')]
    .filter((one) => one.open)
    .flatMap((one) => nameOf(page, one) ?? []);
  const stand: Stand = { open, place: placeOf(page), top: page.documentElement.scrollTop };
  sessionStorage.setItem(kept, JSON.stringify(stand));
}

/** Later lessons come after the first page, so what is not there yet is waited for. */
function restore(page: Document, stand: Stand): void {
  const waiting = new Set(stand.open);
  const look = (): void => {
    for (const details of page.querySelectorAll('details')) {
      const name = nameOf(page, details);
      if (name !== null && waiting.delete(name)) details.open = true;
    }
    if (placeOf(page) === stand.place && page.documentElement.scrollTop === 0)
      page.documentElement.scrollTop = stand.top;
  };
  const seen = new MutationObserver(look);
  const main = page.querySelector('main');
  if (main) seen.observe(main, { childList: true, subtree: true, attributeFilter: ['hidden'] });
  setTimeout(() => seen.disconnect(), 3000);
  look();
}

function nameOf(page: Document, details: Element): string | null {
  const section = details.closest<HTMLElement>('[data-place]');
  if (!section) return null;
  const all = [...page.querySelectorAll('details')].filter((one) => section.contains(one));
  return `${section.dataset.place ?? ''} ${all.indexOf(details as HTMLDetailsElement)}`;
}

function placeOf(page: Document): string {
  return page.querySelector<HTMLElement>('[data-place]:not([hidden])')?.dataset.place ?? '';
}

function standNow(): Stand {
  // Written by this page.
  return JSON.parse(sessionStorage.getItem(kept) ?? '{"open":[],"place":"","top":0}') as Stand;
}
