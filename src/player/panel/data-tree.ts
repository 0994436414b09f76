import { element } from '../element.js';

/** Data by dotted names as a tree of disclosures; what is open stays open while values change. */
export interface DataTree {
  clear(): void;
  /** Sets values and marks them as the latest change. @param isNews false for data that was there before */
  set(values: Readonly<Record<string, string>>, isNews: boolean): void;
}

interface Branch {
  readonly list: HTMLElement;
  readonly count: HTMLElement;
}

export function dataTree(root: HTMLElement): DataTree {
  const branches = new Map<string, Branch>();
  const leaves = new Map<
    string,
    { readonly item: HTMLElement; readonly value: HTMLElement; readonly mark: HTMLElement }
  >();

  function branch(path: string): HTMLElement {
    if (path === '') return root.querySelector('ul') ?? root.appendChild(element('ul', { class: 'tree' }));
    const known = branches.get(path);
    if (known) return known.list;
    const cut = path.lastIndexOf('.');
    const list = element('ul', {});
    const count = element('span', { class: 'soft' });
    const details = element('details', {}, element('summary', {}, path.slice(cut + 1), ' ', count), list);
    // The outermost level is what the card is there to show.
    details.open = cut < 0;
    const above = cut < 0 ? '' : path.slice(0, cut);
    const place = branch(above);
    place.append(element('li', {}, details));
    branches.set(path, { list, count });
    recount(above);
    return list;
  }

  function recount(path: string): void {
    const known = branches.get(path);
    if (known) known.count.textContent = `(${known.list.children.length})`;
  }

  function leaf(name: string): { readonly item: HTMLElement; readonly value: HTMLElement; readonly mark: HTMLElement } {
    const known = leaves.get(name);
    if (known) return known;
    const cut = name.lastIndexOf('.');
    const path = cut < 0 ? '' : name.slice(0, cut);
    const [value, mark] = [element('code', {}), element('span', { class: 'tag' }, 'changed')];
    const item = element('li', {}, element('span', { class: 'soft' }, name.slice(cut + 1)), ' ', value, ' ', mark);
    branch(path).append(item);
    recount(path);
    const made = { item, value, mark };
    leaves.set(name, made);
    return made;
  }

  return {
    clear() {
      branches.clear();
      leaves.clear();
      root.replaceChildren();
    },
    set(values, isNews) {
      for (const { mark } of leaves.values()) mark.hidden = true;
      for (const [name, text] of Object.entries(values)) {
        const { value, mark } = leaf(name);
        value.textContent = text === '' ? '(empty)' : text;
        mark.hidden = !isNews;
      }
    },
  };
}
