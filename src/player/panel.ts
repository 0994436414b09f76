import type { FeedEvent } from '../launch/feed.js';
import { byId, element } from './element.js';
import { panelView } from './panel-view.js';

/** The play page: launches the course into its frame, closes it, and shows what arrives at the LMS meanwhile. */
const view = panelView();
const main = byId('main', HTMLElement);
const stage = byId('stage', HTMLDivElement);
const again = byId('again', HTMLButtonElement);
const close = byId('close', HTMLButtonElement);
const width = byId('width', HTMLSelectElement);
const afresh = byId('afresh', HTMLInputElement);
const mode = byId('mode', HTMLSelectElement);
const door = document.getElementById('door');
const mishaps = [...document.querySelectorAll<HTMLButtonElement>('[data-mishap]')];
const address = main.dataset.launches ?? '';
const title = main.dataset.title ?? '';

let events: EventSource | null = null;
let launchAddress = '';
let number = 0;

again.addEventListener('click', () => void launch());
close.addEventListener('click', closeCourse);
width.addEventListener('change', () => {
  stage.dataset.w = width.value;
});
for (const button of mishaps) {
  button.addEventListener('click', () => {
    button.setAttribute('aria-pressed', String(button.getAttribute('aria-pressed') !== 'true'));
    void tellMishaps();
  });
}
void launch();

async function launch(): Promise<void> {
  const mine = ++number;
  // The frame goes first, so that the old session can say its last words before the new one begins.
  stage.replaceChildren();
  view.session('starting');
  const answer = await post(address, {
    afresh: afresh.checked,
    mode: mode.value,
    door: !(door instanceof HTMLInputElement) || door.checked,
  });
  if (mine !== number) return;
  if (!answer.ok) {
    view.session('failed', answer.reason);
    stage.replaceChildren(notice(answer.reason));
    return;
  }
  afresh.checked = false;
  events?.close();
  view.clear();
  launchAddress = `${address}/${answer.launch}`;
  follow(`${launchAddress}/events`);
  if (mishaps.some((button) => button.getAttribute('aria-pressed') === 'true')) await tellMishaps();
  stage.replaceChildren(courseFrame(answer.frame));
  close.removeAttribute('aria-disabled');
}

function closeCourse(): void {
  if (close.getAttribute('aria-disabled') === 'true') return;
  stage.replaceChildren(
    notice('The course is closed. What the LMS holds stays on this page; “Launch again” resumes the course.'),
  );
  close.setAttribute('aria-disabled', 'true');
  view.session('closed');
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
    show(JSON.parse(message.data) as FeedEvent);
  });
}

function show(event: FeedEvent): void {
  switch (event.type) {
    case 'call':
      view.calls(event.calls);
      break;
    case 'statement':
      view.statements(event.statements);
      break;
    case 'holdings':
      view.holdings(event.holdings);
      break;
    case 'session':
      view.session(event.session);
      break;
  }
}

/** Scripts, forms and links of its own, but no way to move this page (it runs on its own origin anyway). */
function courseFrame(source: string): HTMLIFrameElement {
  return element('iframe', {
    src: source,
    title: `The course: ${title}`,
    sandbox:
      'allow-scripts allow-same-origin allow-forms allow-modals allow-popups allow-popups-to-escape-sandbox allow-downloads',
    allow: 'fullscreen; autoplay',
  });
}

function notice(text: string): HTMLElement {
  return element('p', { class: 'notice' }, text);
}

async function tellMishaps(): Promise<void> {
  const on = mishaps.filter((button) => button.getAttribute('aria-pressed') === 'true');
  const said = document.getElementById('mishap-said');
  if (said)
    said.textContent =
      on.length === 0
        ? 'Nothing is wrong now.'
        : `On now: ${on.map((button) => button.textContent?.trim()).join(', ')}`;
  if (launchAddress !== '') await post(`${launchAddress}/mishaps`, { on: on.map((button) => button.dataset.mishap) });
}

type Answer =
  | { readonly ok: true; readonly launch: string; readonly frame: string }
  | { readonly ok: false; readonly reason: string };

async function post(to: string, body: object): Promise<Answer> {
  try {
    const response = await fetch(to, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    const answer: { launch?: string; frame?: string; error?: { message?: string } } = await response.json();
    if (response.ok) return { ok: true, launch: answer.launch ?? '', frame: answer.frame ?? '' };
    return { ok: false, reason: answer.error?.message ?? `The server answered ${response.status}.` };
  } catch {
    return { ok: false, reason: 'The server cannot be reached. Is it still running?' };
  }
}
