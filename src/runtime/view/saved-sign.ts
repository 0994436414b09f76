import type { SavedSign } from '../view.js';
import { find, setIcon } from './dom.js';
import type { Stage } from './stage.js';

const icons = { saved: 'check', saving: 'clock', failing: 'warn', untracked: 'warn', review: 'info' } as const;

/** The sign at the top and the line at the foot. It speaks only when good turns bad, or back. */
export function createSavedSign(stage: Stage): (sign: SavedSign) => void {
  const { document } = stage;
  const line = find(document, '#saved');
  const leave = find(document, '#leave');
  let failing = false;
  return (sign) => {
    const text = signText(stage, sign);
    line.dataset.state = sign.state;
    setIcon(line, icons[sign.state]);
    find(line, 'span').textContent = text;
    leave.textContent = stage.words.say(`leave-${sign.state}`);
    const good = sign.state === 'saved';
    if (sign.state === 'failing' ? !failing : good && failing) stage.announce(text);
    if (good || sign.state === 'failing') failing = !good;
  };
}

function signText({ words }: Stage, sign: SavedSign): string {
  switch (sign.state) {
    case 'saved':
      return words.say(sign.inBrowser ? 'saved-in-browser' : 'saved', { time: words.time(sign.at) });
    case 'saving':
      return words.say('saving');
    case 'failing':
      return words.say(sign.retrying ? 'failing' : 'failed', { time: words.time(sign.since) });
    case 'untracked':
      return words.say(`untracked-${sign.reason}`);
    case 'review':
      return words.say('reviewMode');
  }
}
