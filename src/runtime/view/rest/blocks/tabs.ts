import { all, find } from '../../dom.js';
import type { DressBlock } from '../dress-block.js';

/**
 * Panels as tabs, by the pattern of the ARIA Authoring Practices: one tab in the order of the keyboard, arrows, Home and
 * End go from tab to tab and show at once what is behind, Tab goes on into the panel.
 */
export const dress: DressBlock = ({ document }) => {
  for (const root of all(document, '.tabs')) {
    const panels = all(root, '.panel').filter((panel) => panel.parentElement === root);
    const list = document.createElement('div');
    list.className = 'tablist';
    list.setAttribute('role', 'tablist');
    if (root.dataset.label) list.setAttribute('aria-label', root.dataset.label);
    const tabs = panels.map((panel) => {
      const title = find(panel, 'h2');
      const tab = document.createElement('button');
      tab.type = 'button';
      tab.id = `tab-${panel.id}`;
      tab.textContent = title.textContent;
      tab.setAttribute('role', 'tab');
      tab.setAttribute('aria-controls', panel.id);
      panel.setAttribute('role', 'tabpanel');
      panel.setAttribute('aria-labelledby', tab.id);
      panel.tabIndex = 0;
      // The tab says it; paper shows it again.
      title.classList.add('print-only');
      return tab;
    });
    const show = (chosen: number): void => {
      for (const [n, tab] of tabs.entries()) {
        tab.setAttribute('aria-selected', String(n === chosen));
        tab.tabIndex = n === chosen ? 0 : -1;
      }
      for (const [n, panel] of panels.entries()) panel.hidden = n !== chosen;
    };
    for (const [n, tab] of tabs.entries()) tab.addEventListener('click', () => show(n));
    list.addEventListener('keydown', (event) => {
      const at = tabs.findIndex((tab) => tab.tabIndex === 0);
      const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      const next = (to + tabs.length) % tabs.length;
      show(next);
      tabs[next]?.focus();
    });
    list.append(...tabs);
    root.prepend(list);
    show(0);
  }
};
