import { all } from '../dom.js';

/** Paper has no closed boxes: everything folded opens for printing and closes again after it. */
export function openForPrint(document: Document): void {
  let opened: HTMLDetailsElement[] = [];
  document.defaultView?.addEventListener('beforeprint', () => {
    opened = all<HTMLDetailsElement>(document, 'details:not([open])');
    for (const box of opened) box.open = true;
  });
  document.defaultView?.addEventListener('afterprint', () => {
    for (const box of opened) box.open = false;
  });
}
