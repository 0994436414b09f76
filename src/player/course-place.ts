import type { HostCommand, ShownHost } from '../launch/host-data.js';
import { element } from './element.js';
import { keepOpen } from './keep-open.js';

/**
 * Puts the course on the host page, in a frame or in a window of its own, and does to it what the play page asks.
 * @param begunAgain makes the next session ready; false when there is none
 */
export function placeCourse(data: ShownHost, begunAgain: () => Promise<boolean>): void {
  const place = data.ownWindow ? offerWindow(data) : showFrame(data, begunAgain);
  addEventListener('message', ({ origin, data: asked }: MessageEvent<unknown>) => {
    if (origin !== data.commandsFrom || typeof asked !== 'object' || asked === null) return;
    const wanted: unknown = Reflect.get(asked, 'command');
    const command = commands.find((one) => one === wanted);
    if (command) place(command);
  });
}

const commands = ['reload', 'remove-frame', 'close-window', 'renew'] as const satisfies readonly HostCommand[];

function showFrame({ content, title }: ShownHost, begunAgain: () => Promise<boolean>): (command: HostCommand) => void {
  const show = (): HTMLIFrameElement => {
    const made = element('iframe', { title, allow: 'fullscreen; autoplay', src: content });
    if (location.hash === '#keep') keepOpen(made);
    document.body.append(made);
    return made;
  };
  let frame = show();
  let isRenewing = false;
  let isAsked = false;
  const renew = async (): Promise<void> => {
    isAsked = true;
    if (isRenewing) return;
    isRenewing = true;
    while (isAsked) {
      isAsked = false;
      // The course goes first, so that its session can say its last words before the new one begins.
      frame.remove();
      if (!(await begunAgain())) return location.replace('returned');
      frame = show();
    }
    isRenewing = false;
  };
  return (command) => {
    // A reload is what a learner's F5 does in an LMS's player: the page with the API goes, and comes anew.
    if (command === 'reload') location.reload();
    else if (command === 'renew') void renew();
    else frame.remove();
  };
}

/** A window opens by the learner's own click only, so the page asks for it. */
function offerWindow({ content, title }: ShownHost): (command: HostCommand) => void {
  let opened: Window | null = null;
  const text = element('p', { role: 'status' }, `${title} asks for a window of its own.`);
  const button = element('button', { type: 'button', class: 'btn' }, 'Open the course');
  button.addEventListener('click', () => {
    opened = open(content, '_blank', 'popup,width=1000,height=700');
    text.textContent = opened
      ? `${title} is open in its own window.`
      : 'The browser blocked the window. Allow pop-ups for this page, then try again.';
  });
  document.body.append(element('main', { class: 'notice flow' }, text, button));
  // A window that is left open would go on with a session that its LMS has lost.
  addEventListener('pagehide', () => opened?.close());
  return (command) => {
    if (command === 'reload') opened?.location.reload();
    else opened?.close();
  };
}
