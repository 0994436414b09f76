import type { SavedSign } from '../view.js';
import { find, setIcon } from './dom.js';
import type { Stage } from './stage.js';

const icons = {
  saved: 'check',
  saving: 'clock',
  failing: 'warn',
  untracked: 'warn',
  elsewhere: 'warn',
  review: 'info',
} as const;

/** The sign at the top and the line at the foot. It speaks only when good turns bad, or back. */
export function createSavedSign(stage: Stage): (sign: SavedSign) => void {
  const { document } = stage;
  const line = find(document, '#saved');
  const leave = find(document, '#leave');
  /** What was last said aloud: 'saved' at first, for nobody need hear that all is well. */
  let heard = 'saved';
  return (sign) => {
    const text = signText(stage, sign);
    line.dataset.state = sign.state;
    setIcon(line, icons[sign.state]);
    find(line, 'span').textContent = text;
    leave.textContent = stage.words.say(sign.state === 'failing' ? `leave-${sign.cause}` : `leave-${sign.state}`);
    const kind = sign.state === 'failing' ? sign.cause : sign.state;
    if (kind === 'saving' || kind === 'review' || kind === heard) return;
    heard = kind;
    stage.announce(text);
  };
}

function signText({ words }: Stage, sign: SavedSign): string {
  switch (sign.state) {
    case 'saved':
      return words.say(sign.inBrowser ? 'saved-in-browser' : 'saved', { time: words.time(sign.at) });
    case 'saving':
      return words.say('saving');
    case 'failing':
      return words.say(sign.retrying && sign.cause !== 'full' ? 'failing' : `failed-${sign.cause}`, {
        time: words.time(sign.since),
      });
    case 'untracked':
      return words.say(`untracked-${sign.reason}`);
    case 'elsewhere':
      return words.say(sign.canTake ? 'elsewhere' : 'elsewhere-taken');
    case 'review':
      return words.say('reviewMode');
  }
}
