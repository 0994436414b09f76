import { fill, find, part, slot } from '../dom.js';
import type { Stage } from '../stage.js';

/** The learner hears of the end when this much is left, in seconds: WCAG 2.2.1 asks for 20 at least. */
const warning = 20;

export interface Countdown {
  /** What stands on the page: the time left, and two buttons. */
  readonly box: HTMLElement;
  /** Goes on counting, where anything is left. */
  run(): void;
  pause(): void;
}

interface CountdownParts {
  /** Seconds that are left now. */
  readonly left: number;
  /** Seconds that the learner gets with each click. */
  readonly step: number;
  /** Each second, and whenever more time was taken. */
  readonly changed?: (left: number) => void;
  readonly over: () => void;
  /** There is time again, or no limit any more. */
  readonly goOn: () => void;
  /** The learner wants no limit; the box is gone. */
  readonly off: () => void;
}

/**
 * A time limit that nobody has to keep (WCAG 2.2.1): the learner may take more time as often as wanted, also when it is
 * over, and may turn it off. It stands still while the page is not shown.
 */
export function createCountdown({ document, words, announce }: Stage, parts: CountdownParts): Countdown {
  const made = part(document, 'limit');
  const box = find(made, '.limit');
  let { left } = parts;
  let timer: ReturnType<typeof setInterval> | undefined;

  const draw = (): void => fill(box, 'text', leftText());
  function leftText(): string {
    if (left <= 0) return words.say('timeOver');
    // By the minute while there are several: a number that changes each second draws the eye off the question.
    return left > 120 ? words.say('limitLeft', { n: Math.ceil(left / 60) }) : words.say('secondsLeft', { n: left });
  }
  function pause(): void {
    clearInterval(timer);
    timer = undefined;
  }
  function tick(): void {
    if (document.visibilityState === 'hidden') return;
    left -= 1;
    draw();
    parts.changed?.(left);
    if (left === warning) announce(words.say('timeSoonOver', { n: left }));
    if (left > 0) return;
    pause();
    parts.over();
    announce(words.say('timeOver'));
  }
  function run(): void {
    draw();
    if (left > 0) timer ??= setInterval(tick, 1000);
    else parts.over();
  }

  slot(made, 'more').addEventListener('click', () => {
    left = Math.max(0, left) + parts.step;
    parts.changed?.(left);
    parts.goOn();
    run();
  });
  slot(made, 'off').addEventListener('click', () => {
    pause();
    box.remove();
    parts.goOn();
    parts.off();
    announce(words.say('limitIsOff'));
  });
  draw();
  return { box, run, pause };
}
