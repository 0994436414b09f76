import { all, find } from '../dom.js';
import type { Words } from '../words.js';

/** Writes out the pair below each line, and marks the letters that another line has taken. */
export function showPairs(words: Words, pairs: HTMLElement): void {
  const taken = new Set(all<HTMLInputElement>(pairs, ':checked').map((input) => input.value));
  for (const line of all(pairs, 'fieldset')) {
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
}
