import type { HostCommand } from '../../launch/host-data.js';
import { byId, element } from '../element.js';
import { courseFrame } from '../panel/course-frame.js';
import { ask } from '../panel/server-talk.js';
import { type Follower, fetchPart } from './news.js';

/** The module in its frame, its faults above it; each new build is launched in the place of the one before. */
export function liveStage(main: HTMLElement): Follower {
  const stage = byId('stage', HTMLDivElement);
  const said = byId('said', HTMLParagraphElement);
  const faults = byId('faults', HTMLDivElement);
  const width = byId('width', HTMLSelectElement);
  const { play = '', title = '', faults: faultsAt = '' } = main.dataset;
  // As the page was made: something may have come since.
  let { look } = main.dataset;
  let build: string | null | undefined;
  let number = 0;
  /** The launch that is shown whole: another build of it can take its place. */
  let present: { readonly launch: string; readonly frame: HTMLIFrameElement; readonly origin: string } | null = null;

  width.addEventListener('change', () => {
    stage.dataset.w = width.value;
  });
  byId('afresh', HTMLButtonElement).addEventListener('click', () => void launch(true));

  async function launch(afresh: boolean): Promise<void> {
    if (build === null) return;
    const mine = ++number;
    present = null;
    // The frame goes first, so that the old session can say its last words before the new one begins.
    stage.style.setProperty('min-height', `${stage.offsetHeight}px`);
    stage.replaceChildren();
    const answer = await ask('POST', `${play}/launches`, { afresh });
    if (mine !== number) return;
    if (answer.ok) {
      // Written by our own server.
      const { launch: id, frame: address } = answer.body as { readonly launch: string; readonly frame: string };
      // `keep`: reveals that are open stay open, and the page stands where it stood.
      const frame = courseFrame(`${address}#${afresh ? '' : 'keep'}`, title);
      frame.addEventListener('load', () => {
        if (mine === number && !afresh) present = { launch: id, frame, origin: new URL(address).origin };
      });
      stage.replaceChildren(frame);
    } else stage.replaceChildren(notice(answer.reason));
    stage.style.removeProperty('min-height');
  }

  /** The course alone begins anew, where nothing has changed in what the LMS was told of it; else all around it does. */
  async function renew(): Promise<void> {
    if (present === null) return launch(false);
    const { launch: id, frame, origin } = present;
    const mine = ++number;
    const answer = await ask('POST', `${play}/launches/${id}/renew`);
    if (mine !== number) return;
    // Written by our own server.
    if (!answer.ok || !(answer.body as { readonly renewed: boolean }).renewed) return launch(false);
    frame.contentWindow?.postMessage({ command: 'renew' satisfies HostCommand }, origin);
  }

  async function showFaults(): Promise<void> {
    const mine = look;
    const fresh = await fetchPart(faultsAt);
    if (!fresh || mine !== look) return;
    const wasIn = faults.contains(document.activeElement);
    const wasOpen = faults.querySelector('details')?.open ?? false;
    faults.replaceChildren(...fresh.body.childNodes);
    const details = faults.querySelector('details');
    if (details) details.open = wasOpen;
    // Whoever stood on a fault that is gone would be nowhere.
    if (wasIn) (document.getElementById('faults-head') ?? main).focus();
  }

  return {
    news(news) {
      said.textContent = news.said ?? '';
      const isOther = news.build !== build;
      build = news.build;
      if (isOther && build === null)
        stage.replaceChildren(notice('The module is shown here as soon as it can be built.'));
      // The course goes first: it is what its author waits for.
      const begun = isOther && build !== null ? renew() : Promise.resolve();
      if (news.look === look) return;
      look = news.look;
      void begun.then(showFaults);
    },
    lost() {
      said.textContent = 'cpm dev has ended, or can’t be reached. This page goes on by itself when it is back.';
    },
  };
}

function notice(text: string): HTMLElement {
  return element('p', { class: 'notice' }, text);
}
