import { veil } from '../questions/pure-veil.js';

/**
 * `veil`, which knows what it veiled before: the feedback of a module is most of what a render counts out, and a save
 * leaves all but one text of it as it was.
 */
export function keptVeil(): typeof veil {
  const kept = new Map<string, string>();
  return (name, text) => {
    const key = `${name}\n${text}`;
    const veiled = kept.get(key) ?? veil(name, text);
    // Texts that were written over are forgotten with all others: a render later everything is there again.
    if (kept.size >= most) kept.clear();
    kept.set(key, veiled);
    return veiled;
  };
}

const most = 5000;
