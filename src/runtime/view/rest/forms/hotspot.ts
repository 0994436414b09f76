import { all, find } from '../../dom.js';
import type { DressForm } from '../question-part.js';

/** A click on the image chooses the spot in the list below, which is what is answered by; chosen spots are marked. */
export const dress: DressForm = (_stage, form) => {
  const inputOf = (spot: Element): HTMLInputElement =>
    find(form, `.opts input[value="${spot.getAttribute('data-spot') ?? ''}"]`);
  const spots = all<SVGGElement>(form, '[data-spot]');
  for (const spot of spots) spot.addEventListener('click', () => inputOf(spot).click());
  return {
    changed() {
      for (const spot of spots) spot.classList.toggle('chosen', inputOf(spot).checked);
    },
  };
};
