/** The one element that the page's template promises. @throws when template and script have parted ways: a bug of ours. */
export function find<E extends Element = HTMLElement>(root: ParentNode, selector: string): E {
  const found = root.querySelector<E>(selector);
  if (!found) throw new Error(`The page has no ${selector}`);
  return found;
}

/** All elements of a selector, in document order. */
export function all<E extends Element = HTMLElement>(root: ParentNode, selector: string): E[] {
  return [...root.querySelectorAll<E>(selector)];
}

/** The section of a place (`place.ts`), once it has arrived. */
export function sectionOf(document: Document, place: string): HTMLElement | undefined {
  return all(document, '[data-place]').find((section) => section.dataset.place === place);
}

/** The element that a template leaves for the script to fill. */
export function slot<E extends Element = HTMLElement>(root: ParentNode, name: string): E {
  return find<E>(root, `[data-slot=${name}]`);
}

/** A fresh copy of `<template id="part-…">`. */
export function part(document: Document, name: string): DocumentFragment {
  return document.importNode(find<HTMLTemplateElement>(document, `#part-${name}`).content, true);
}

/** Changes the sign of the first icon below `root`. */
export function setIcon(root: ParentNode, name: string): void {
  find<SVGUseElement>(root, 'use').setAttribute('href', `#i-${name}`);
}

/** Puts text into a slot. */
export function fill(root: ParentNode, name: string, text: string): void {
  slot(root, name).textContent = text;
}

/** A small sign with a word: good, again, or neither. */
export function tag(document: Document, tone: 'good' | 'again' | '', icon: string, text: string): DocumentFragment {
  const made = part(document, 'tag');
  if (tone) find(made, '.tag').classList.add(tone);
  setIcon(made, icon);
  fill(made, 'text', text);
  return made;
}

/** A line of a list of facts: text at the left (or whatever it is given), the rest at the right. */
export function fact(document: Document, text: string | Node, ...side: (string | Node)[]): DocumentFragment {
  const made = part(document, 'fact');
  slot(made, 'text').append(text);
  slot(made, 'side').append(...side);
  return made;
}

/** Text that is quieter than its neighbors. */
export function soft(document: Document, text: string): HTMLElement {
  const span = document.createElement('span');
  span.className = 'soft';
  span.textContent = text;
  return span;
}

/** A link to a place in this document, with an end of its name that only a screen reader says. */
export function link(document: Document, place: string, text: string, spoken = ''): HTMLAnchorElement {
  const a = document.createElement('a');
  a.href = `#${place}`;
  a.textContent = text;
  if (spoken) {
    const rest = document.createElement('span');
    rest.className = 'vh';
    rest.textContent = ` ${spoken}`;
    a.append(rest);
  }
  return a;
}
