import type { Call, FeedEvent, Holdings, SessionState, StatementLine } from '../../launch/feed.js';
import { byId, element } from '../element.js';
import { breachesList } from './breaches-list.js';
import { dataView } from './data-view.js';
import { timeOf } from './time-of.js';

/** The cards beside the course. */
export interface PanelView {
  /** Empties the cards for a new launch. */
  clear(): void;
  show(event: FeedEvent): void;
  session(state: ShownState, detail?: string): void;
}

type ShownState = SessionState | 'starting' | 'closed' | 'failed' | 'unreachable' | 'forgotten';

const sessionWords: Readonly<Record<ShownState, string>> = {
  starting: 'Starting the course…',
  open: 'The course is open.',
  ended: 'The course has ended its session.',
  replaced: 'This session is over: the course was launched again.',
  closed: 'The course is closed.',
  failed: 'The course could not be started.',
  unreachable: 'The server cannot be reached. Below is what it said last.',
  forgotten: 'The server was started again since. Launch the course again to go on.',
};

export function panelView(): PanelView {
  const rows = byId('holds', HTMLDListElement);
  const suspended = byId('suspended', HTMLDivElement);
  const interactions = byId('interactions', HTMLDivElement);
  const statements = byId('statements', HTMLOListElement);
  const noStatements = byId('no-statements', HTMLParagraphElement);
  const log = byId('log', HTMLOListElement);
  const onlyErrors = byId('only-errors', HTMLInputElement);
  const status = byId('session', HTMLParagraphElement);
  const filter = () => {
    for (const line of log.children)
      if (line instanceof HTMLElement) line.hidden = onlyErrors.checked && !line.dataset.error;
  };
  onlyErrors.addEventListener('change', filter);
  const verdict = byId('verdict', HTMLDListElement);
  const breaches = breachesList(byId('breaches', HTMLOListElement), byId('no-breaches', HTMLParagraphElement));
  const data = dataView(
    byId('data', HTMLDivElement),
    byId('commits', HTMLOListElement),
    byId('no-data', HTMLParagraphElement),
  );
  const session = (state: ShownState, detail = '') => {
    const words = [sessionWords[state], detail].filter((part) => part !== '').join(' ');
    if (status.textContent !== words) status.textContent = words;
    status.dataset.state = state;
  };
  const holdings = (held: Holdings) => {
    showVerdict(verdict, held.verdict);
    rows.replaceChildren(
      ...held.rows.flatMap(({ label, value }) => [element('dt', {}, label), element('dd', {}, value)]),
    );
    showSuspended(suspended, held.suspended);
    showInteractions(interactions, held.interactions);
  };
  const showStatements = (lines: readonly StatementLine[]) => {
    for (const line of lines) insertByTime(statements, statementItem(line), line.at);
    noStatements.hidden = statements.children.length > 0;
  };
  const showCalls = (calls: readonly Call[]) => {
    const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 40;
    for (const call of calls) insertByTime(log, callItem(call), call.at);
    filter();
    // Who scrolled back to read is not pulled away.
    if (atEnd) log.scrollTop = log.scrollHeight;
    breaches.add(calls);
  };
  return {
    clear() {
      for (const part of [verdict, rows, suspended, interactions, statements, log]) part.replaceChildren();
      noStatements.hidden = false;
      breaches.clear();
      data.clear();
    },
    show(event) {
      switch (event.type) {
        case 'call':
          return showCalls(event.calls);
        case 'statement':
          return showStatements(event.statements);
        case 'holdings':
          return holdings(event.holdings);
        case 'data':
          return data.data(event);
        case 'commit':
          return data.commit(event);
        case 'session':
          return session(event.session);
      }
    },
    session,
  };
}

/** The gradebook's line, in an LMS's words. */
function showVerdict(place: HTMLElement, { status, score, time, interactions }: Holdings['verdict']): void {
  const parts = [
    ['In the gradebook', status],
    ['Score', score || 'none yet'],
    ['Time', time || 'none yet'],
    ['Answers', String(interactions)],
  ];
  place.replaceChildren(
    ...parts.map(([label = '', value = '']) => element('div', {}, element('dt', {}, label), element('dd', {}, value))),
  );
}

function showSuspended(place: HTMLElement, suspended: Holdings['suspended']): void {
  place.hidden = suspended === null;
  if (!suspended) return;
  const count = (n: number) => n.toLocaleString('en-US');
  const { label, text, characters, bytes, limit } = suspended;
  const size =
    limit === null ? `${count(characters)} characters` : `${count(characters)} of ${count(limit)} characters`;
  const sentence = element('p', { class: 'small', id: 'suspended-size' }, `${label}: ${size}, ${count(bytes)} bytes`);
  const parts: Node[] = [sentence];
  if (limit !== null) {
    parts.push(
      element('meter', {
        'aria-labelledby': 'suspended-size',
        min: '0',
        max: String(limit),
        high: String(Math.round(limit * 0.88)),
        value: String(Math.min(characters, limit)),
      }),
    );
  }
  // Whoever has it open keeps it open while it changes.
  const wasOpen = place.querySelector('details')?.open ?? false;
  if (text !== '') {
    const shown = element('pre', { tabindex: '0', role: 'region', 'aria-label': label }, text);
    const details = element('details', {}, element('summary', {}, 'Show its text'), shown);
    details.open = wasOpen;
    parts.push(details);
  }
  const focused = place.contains(document.activeElement);
  place.replaceChildren(...parts);
  if (focused) place.querySelector('summary')?.focus();
}

function showInteractions(place: HTMLElement, held: Holdings['interactions']): void {
  place.hidden = held.length === 0;
  if (held.length === 0) return;
  const list = place.querySelector('ol') ?? element('ol', { class: 'facts small' });
  list.replaceChildren(
    ...held.map(({ id, type, response, result }) =>
      element(
        'li',
        {},
        element('span', {}, element('strong', {}, id), ` ${type}: ${response || 'no answer'}`),
        element('span', { class: 'soft' }, result),
      ),
    ),
  );
  const summary = place.querySelector('summary') ?? element('summary', {});
  summary.textContent = held.length === 1 ? 'Show the interaction' : `Show the ${held.length} interactions`;
  if (!place.querySelector('details')) place.replaceChildren(element('details', {}, summary, list));
}

function statementItem({ verb, object, outcome, at }: StatementLine): HTMLLIElement {
  const words = element('span', {}, element('strong', {}, verb), ` ${object}${outcome === '' ? '' : `, ${outcome}`}`);
  return element('li', {}, words, timeOf(at, 'soft'));
}

function callItem({ call, answer, error, breach, at }: Call): HTMLLIElement {
  const words = element('span', {});
  if (error !== null) words.append(element('strong', { class: 'fault' }, error), ' ');
  if (breach) {
    const told = `${breach.element === '' ? 'The call' : breach.element} ${breach.fault} (${breach.section})`;
    words.append(
      element('span', { class: 'fault' }, error === null ? `Accepted here, but a strict LMS may not: ${told}` : told),
      ' ',
    );
  }
  words.append(answer === '' ? call : `${call} → ${answer}`);
  const item = element('li', {}, timeOf(at, ''), words);
  if (error !== null || breach) item.dataset.error = 'yes';
  return item;
}

/** News may arrive out of order: a closing page's last calls travel apart from its last commit. */
function insertByTime(list: HTMLElement, item: HTMLElement, at: number): void {
  item.dataset.at = String(at);
  let before: Element | null = list.lastElementChild;
  while (before instanceof HTMLElement && Number(before.dataset.at) > at) before = before.previousElementSibling;
  if (before) before.after(item);
  else list.prepend(item);
}
