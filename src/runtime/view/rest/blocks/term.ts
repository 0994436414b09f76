import { all } from '../../dom.js';
import type { DressBlock } from '../dress-block.js';

/** How long a pointer rests on a word before its meaning opens, and may be away before it closes, in milliseconds. */
const patience = 250;

/**
 * The meaning of a word, put beside it and said once. The browser opens and closes it by key and by click; a pointer that
 * rests on the word opens it too, may go over into it, and closes it by leaving both (WCAG 2.2, 1.4.13).
 */
export const dress: DressBlock = ({ document, announce }) => {
  for (const button of all<HTMLButtonElement>(document, 'button.term')) {
    const meaning = document.getElementById(button.getAttribute('popovertarget') ?? '');
    if (!meaning) continue;
    let timer = 0;
    const soon = (act: () => void) => () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(act, patience);
    };
    const isOpen = () => meaning.matches(':popover-open');
    const open = soon(() => isOpen() || meaning.showPopover());
    const close = soon(() => isOpen() && meaning.hidePopover());
    for (const part of [button, meaning]) {
      part.addEventListener('pointerenter', ({ pointerType }) => pointerType === 'mouse' && open());
      part.addEventListener('pointerleave', ({ pointerType }) => pointerType === 'mouse' && close());
    }
    // A click while the pointer waits is the learner's own word.
    button.addEventListener('click', () => window.clearTimeout(timer));
    meaning.addEventListener('toggle', () => {
      if (!isOpen()) return;
      place(meaning, button);
      announce(meaning.textContent);
    });
  }
};

/** Below the word, above it where there is no room, and never past the edge. */
function place(meaning: HTMLElement, button: HTMLElement): void {
  meaning.dataset.placed = '';
  const word = button.getBoundingClientRect();
  const { width, height } = meaning.getBoundingClientRect();
  const { clientWidth, clientHeight } = document.documentElement;
  const below = word.bottom + 6;
  const top = below + height > clientHeight && word.top - 6 - height > 0 ? word.top - 6 - height : below;
  const left = Math.max(8, Math.min(word.left, clientWidth - width - 8));
  meaning.style.left = `${left + window.scrollX}px`;
  meaning.style.top = `${top + window.scrollY}px`;
}
