import { all, find } from '../../dom.js';
import type { DressForm } from '../question-part.js';

/** Writes out the pair below each line, and marks the letters that another line has taken. */
export const dress: DressForm = ({ words }, form) => ({
  changed() {
    const taken = new Set(all<HTMLInputElement>(form, '.pairs :checked').map((input) => input.value));
    for (const line of all(form, '.pairs fieldset')) {
      const chosen = line.querySelector<HTMLInputElement>(':checked');
      find(line, 'p').textContent = chosen?.parentElement?.textContent ?? words.say('noLetter');
      for (const input of all<HTMLInputElement>(line, 'input')) {
        const used = input !== chosen && taken.has(input.value);
        const { parentElement: label } = input;
        if (!label) continue;
        label.classList.toggle('used', used);
        label.title = used ? words.say('usedElsewhere') : '';
      }
    }
  },
});
