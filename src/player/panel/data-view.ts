import type { FeedEvent } from '../../launch/feed.js';
import type { CommitLine } from '../../launch/ledger.js';
import { element } from '../element.js';
import { dataTree } from './data-tree.js';
import { timeOf } from './time-of.js';

/** The card of the data model: all values as a tree, and what each commit changed. */
export interface DataView {
  clear(): void;
  data(event: Extract<FeedEvent, { readonly type: 'data' }>): void;
  commit(event: Extract<FeedEvent, { readonly type: 'commit' }>): void;
}

export function dataView(place: HTMLElement, commits: HTMLElement, none: HTMLElement): DataView {
  const tree = dataTree(place);
  /** What a change is called here: a commit of the API, or a write of a document. */
  const word = commits.dataset.word ?? 'Commit';
  return {
    clear() {
      tree.clear();
      commits.replaceChildren();
      none.hidden = false;
    },
    data({ data, commits: lines }) {
      tree.set(data, false);
      commits.replaceChildren(...lines.map((line) => item(word, line)).reverse());
      none.hidden = Object.keys(data).length > 0;
    },
    commit({ commit, changed }) {
      tree.set(changed, true);
      commits.prepend(item(word, commit));
      none.hidden = true;
    },
  };
}

function item(word: string, { number, at, changes }: CommitLine): HTMLLIElement {
  const count = changes.length === 0 ? 'nothing new' : changes.length === 1 ? '1 value' : `${changes.length} values`;
  const title = element('span', {}, `${word} ${number}: ${count} `, timeOf(at, 'soft'));
  if (changes.length === 0) return element('li', {}, title);
  const rows = changes.map(({ element: name, before, after }) =>
    element(
      'li',
      {},
      element('span', {}, name),
      element('span', { class: 'soft' }, before === null ? 'new' : `was ${before === '' ? '(empty)' : before}`),
      element('code', {}, after === '' ? '(empty)' : after),
    ),
  );
  return element(
    'li',
    {},
    element('details', {}, element('summary', {}, title), element('ul', { class: 'changes' }, ...rows)),
  );
}
