import type { Fields } from '../../../../questions/behaviour.js';
import { all, find } from '../../dom.js';
import type { Stage } from '../../stage.js';
import type { DressForm } from '../question-part.js';

/**
 * Lines that are put in order: by their buttons first; a grip to drag, by mouse or finger, is an extra
 * (WCAG 2.5.7). Focus stays on the button; the ends are `aria-disabled`, so that it is never lost.
 */
export const dress: DressForm = (stage, form) => {
  const list = find(form, '.order');
  list.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-move]') : null;
    const line = button?.closest('li');
    if (!button || !line) return;
    const up = button.dataset.move === '-1';
    const other = up ? line.previousElementSibling : line.nextElementSibling;
    if (!other) {
      stage.announce(stage.words.say('atTheEnd'));
      return;
    }
    // The neighbor moves, not the line: so the button keeps its focus.
    if (up) line.after(other);
    else line.before(other);
    moved(stage, list, line);
  });
  drag(list, (line) => moved(stage, list, line));
  markEnds(list);
  return { write: (fields) => arrange(list, fields) };
};

/** Puts the lines in the order of the field's values. */
function arrange(list: HTMLElement, fields: Fields): void {
  const order = [...fields.values()].flat();
  const place = (line: Element): number => order.indexOf(find<HTMLInputElement>(line, 'input').value);
  list.append(...[...list.children].sort((a, b) => place(a) - place(b)));
  for (const line of all(list, '.moved')) line.classList.remove('moved');
  markEnds(list);
}

function moved(stage: Stage, list: HTMLElement, line: Element): void {
  for (const other of list.children) other.classList.toggle('moved', other === line);
  markEnds(list);
  stage.announce(
    stage.words.say('nowAtPlace', {
      step: find(line, '.text').textContent.trim(),
      place: [...list.children].indexOf(line) + 1,
      places: list.children.length,
    }),
  );
  line.dispatchEvent(new Event('input', { bubbles: true }));
}

function markEnds(list: HTMLElement): void {
  for (const line of list.children) {
    find(line, '[data-move="-1"]').setAttribute('aria-disabled', String(!line.previousElementSibling));
    find(line, '[data-move="1"]').setAttribute('aria-disabled', String(!line.nextElementSibling));
  }
}

function drag(list: HTMLElement, done: (line: Element) => void): void {
  let held: HTMLElement | null = null;
  let start = '';
  const order = (): string =>
    all<HTMLInputElement>(list, 'input')
      .map((input) => input.value)
      .join();

  list.addEventListener('pointerdown', (event) => {
    const grip = event.target instanceof Element ? event.target.closest('.grip') : null;
    if (!grip || event.button !== 0) return;
    event.preventDefault();
    grip.setPointerCapture(event.pointerId);
    held = grip.closest('li');
    held?.classList.add('held');
    start = order();
  });
  list.addEventListener('pointermove', (event) => {
    if (!held) return;
    // Neighbors step aside one by one; the held line itself is never taken out, or the pointer would be lost.
    for (
      let above = held.previousElementSibling;
      above && event.clientY < middle(above);
      above = held.previousElementSibling
    ) {
      held.after(above);
    }
    for (let below = held.nextElementSibling; below && event.clientY > middle(below); below = held.nextElementSibling) {
      held.before(below);
    }
  });
  list.addEventListener('lostpointercapture', () => {
    const line = held;
    held = null;
    line?.classList.remove('held');
    if (line && order() !== start) done(line);
  });
}

function middle(line: Element): number {
  const box = line.getBoundingClientRect();
  return box.top + box.height / 2;
}
