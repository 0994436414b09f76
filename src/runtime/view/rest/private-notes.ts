import { all, slot } from '../dom.js';
import type { Stage } from '../stage.js';

/** A block that keeps what a learner puts into it for nobody else. */
interface Note {
  readonly root: HTMLElement;
  /** What is in it, a text a field; '' for what is empty. */
  read(): string[];
  write(texts: readonly string[]): void;
}

/**
 * Keeps a block's fields in this browser's own storage, under the module and the block's id. Nothing of it ever becomes
 * an action of the attempt, so no state, statement or interaction can hold it. It outlives attempts, as a note on paper
 * does, until the learner deletes it or the browser forgets it.
 */
export function keepPrivate({ course, words, announce }: Stage, { root, read, write }: Note): void {
  const key = `cpm note ${course.module.iri} ${root.dataset.note}`;
  const button = slot<HTMLButtonElement>(root, 'delete');
  const deleteWords = button.textContent;
  /** What was just deleted, while it can be put back. */
  let deleted: string[] | null = null;

  const say = (text: string, aloud: boolean): void => {
    const kept = slot(root, 'kept');
    if (aloud && kept.textContent !== text) announce(text);
    kept.textContent = text;
  };
  const show = (): void => {
    const texts = read();
    const isEmpty = texts.every((text) => text === '');
    button.hidden = isEmpty && deleted === null;
    slot(root, 'acts').hidden = button.hidden && !root.querySelector('[data-slot=print]');
    button.textContent = deleted ? words.say('putBack') : deleteWords;
    for (const [n, paper] of all(root, '.written').entries()) paper.textContent = texts[n] ?? '';
  };
  const keep = (): void => {
    const texts = read();
    const isEmpty = texts.every((text) => text === '');
    const done = stored(() =>
      isEmpty ? localStorage.removeItem(key) : localStorage.setItem(key, JSON.stringify(texts)),
    );
    say(words.say(done ? (deleted ? 'noteDeleted' : 'noteKept') : 'noteLost'), true);
    show();
  };

  root.addEventListener('input', () => {
    deleted = null;
    keep();
  });
  button.addEventListener('click', () => {
    const before = deleted;
    deleted = before ? null : read();
    write(before ?? []);
    keep();
  });

  // What was typed before this script was there stays.
  if (read().some((text) => text !== '')) keep();
  else {
    const can = stored(() => write(kept(localStorage.getItem(key))));
    say(words.say(can ? 'noteKept' : 'noteLost'), false);
    show();
  }
}

/** The words of an earlier visit; whatever else stands in the storage under this name is none of them. */
function kept(text: string | null): string[] {
  try {
    const found: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(found) ? found.map((part) => (typeof part === 'string' ? part : '')) : [];
  } catch {
    return [];
  }
}

/** Runs what needs the storage; false when the browser gives none (a policy, a frame of another site, no room). */
function stored(act: () => void): boolean {
  try {
    act();
    return true;
  } catch {
    return false;
  }
}
