import type { FeedEvent } from '../launch/feed.js';
import type { HostCommand } from '../launch/host-data.js';
import { byId, element } from './element.js';
import { attemptsList, type ListedAttempt } from './panel/attempts-list.js';
import { courseFrame } from './panel/course-frame.js';
import { launchForm } from './panel/launch-form.js';
import { mishapButtons } from './panel/mishap-buttons.js';
import { panelView } from './panel/panel-view.js';
import { ask } from './panel/server-talk.js';
import { unitsList } from './panel/units-list.js';

/** The play page: launches the course into its frame, closes it, and shows what arrives at the LMS meanwhile. */
const view = panelView();
const form = launchForm();
const main = byId('main', HTMLElement);
const stage = byId('stage', HTMLDivElement);
const again = byId('again', HTMLButtonElement);
const close = byId('close', HTMLButtonElement);
const width = byId('width', HTMLSelectElement);
const said = byId('attempts-said', HTMLParagraphElement);
const address = main.dataset.play ?? '';
const title = main.dataset.title ?? '';
const showAttempts = attemptsList({
  list: byId('attempts', HTMLOListElement),
  resume: (attempt) => void resume(attempt),
  reset: (attempt) => void reset(attempt),
});
const units = document.getElementById('units');
const showUnits = units
  ? unitsList({
      list: units,
      rollup: byId('rollup', HTMLParagraphElement),
      attemptsOfCourse: units.dataset.attempts === 'course',
      launch: (unit) => {
        form.choose(form.learner(), unit);
        void launch();
      },
    })
  : null;
const mishaps = mishapButtons({
  said: byId('mishap-said', HTMLParagraphElement),
  tell: tellMishaps,
  command,
  isOwnWindow: () => launched?.ownWindow === true,
});

/** What the server says of a launch. */
interface Launched {
  readonly launch: string;
  readonly frame: string;
  readonly ownWindow: boolean;
  readonly learner: string;
  readonly registration: string;
}

let events: EventSource | null = null;
let launched: Launched | null = null;
let number = 0;
let listing: number | undefined;

again.addEventListener('click', () => void launch());
close.addEventListener('click', closeCourse);
width.addEventListener('change', () => {
  stage.dataset.w = width.value;
});
document.getElementById('learner')?.addEventListener('change', listAttempts);
void launch();

async function launch(attempt: string | null = null): Promise<void> {
  const mine = ++number;
  // The frame goes first, so that the old session can say its last words before the new one begins.
  stage.replaceChildren();
  view.session('starting');
  const answer = await ask('POST', `${address}/launches`, { ...form.wish(), attempt });
  if (mine !== number) return;
  if (!answer.ok) {
    view.session('failed', answer.reason);
    stage.replaceChildren(notice(answer.reason));
    return;
  }
  form.launched();
  events?.close();
  view.clear();
  // Written by our own server.
  launched = answer.body as Launched;
  follow(`${address}/launches/${launched.launch}/events`);
  if (mishaps.on().length > 0) await tellMishaps(mishaps.on());
  stage.replaceChildren(
    courseFrame(launched.frame, [title, form.unitTitle()].filter((part) => part !== '').join(', ')),
  );
  close.removeAttribute('aria-disabled');
  mishaps.refresh();
}

function closeCourse(): void {
  if (close.getAttribute('aria-disabled') === 'true') return;
  stage.replaceChildren(
    notice('The course is closed. What the LMS holds stays on this page; “Launch again” resumes the course.'),
  );
  close.setAttribute('aria-disabled', 'true');
  view.session('closed');
}

async function resume({ learner, unit, registration }: ListedAttempt): Promise<void> {
  form.choose(learner, unit);
  said.textContent = '';
  await launch(registration);
}

async function reset({ registration }: ListedAttempt): Promise<void> {
  const answer = await ask('DELETE', `${address}/attempts/${registration}`);
  said.textContent = answer.ok
    ? 'The attempt was reset. The next launch begins a new one; its statements stay in the record store.'
    : answer.reason;
  again.focus();
  listAttempts();
}

function listAttempts(): void {
  // News come in bursts; the list is read once they have settled.
  window.clearTimeout(listing);
  listing = window.setTimeout(async () => {
    const answer = await ask('GET', `${address}/attempts`);
    if (!answer.ok) return;
    // Written by our own server.
    const { attempts } = answer.body as { readonly attempts: readonly ListedAttempt[] };
    const shown = { attempts, present: launched?.registration ?? '', learner: form.learner() };
    showAttempts(shown);
    showUnits?.(shown);
  }, 300);
}

function command(wanted: HostCommand): boolean {
  const frame = stage.querySelector('iframe');
  if (!frame?.contentWindow || !launched) return false;
  frame.contentWindow.postMessage({ command: wanted }, new URL(launched.frame).origin);
  return true;
}

function follow(from: string): void {
  const stream = new EventSource(from);
  events = stream;
  let fresh = true;
  // The browser tries again by itself, and gives up when the server answers that it knows no such launch.
  stream.addEventListener('error', () => {
    if (events === stream) view.session(stream.readyState === EventSource.CLOSED ? 'forgotten' : 'unreachable');
  });
  stream.addEventListener('open', () => {
    // After a lost connection the server tells everything again.
    if (!fresh) view.clear();
    fresh = false;
  });
  stream.addEventListener('message', (message) => {
    // Written by our own server.
    const event = JSON.parse(message.data) as FeedEvent;
    view.show(event);
    if (event.type === 'holdings' || event.type === 'session') listAttempts();
  });
}

function notice(text: string): HTMLElement {
  return element('p', { class: 'notice' }, text);
}

async function tellMishaps(on: readonly string[]): Promise<void> {
  if (launched) await ask('POST', `${address}/launches/${launched.launch}/mishaps`, { on });
}
