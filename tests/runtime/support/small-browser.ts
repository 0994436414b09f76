import { answerRecords } from '../../../src/runtime/answer-records.js';
import type { Action, AttemptState, Outcome, Rules } from '../../../src/runtime/attempt.js';
import type { Settings } from '../../../src/runtime/course-element.js';
import type { Host, OpenSession } from '../../../src/runtime/lms/session.js';
import { loggedFetch } from '../../../src/runtime/logged-fetch.js';
import { createLastingFetch } from '../../../src/runtime/queue/lasting-fetch.js';
import { createRunLog } from '../../../src/runtime/run-log.js';
import { runTracked } from '../../../src/runtime/tracked.js';
import type { SavedSign } from '../../../src/runtime/view.js';
import { interactionElements } from '../../../src/scorm/interaction-elements.js';

/** What a browser is to the learner's script without its view: events, timers, an address, `fetch`. */
export interface SmallBrowser {
  readonly now: () => number;
  readonly setTimeout: (run: () => void, milliseconds: number) => number;
  readonly clearTimeout: (id: number) => void;
  /** Under which names the LMS put its API into the window around the course. */
  readonly lms: Readonly<Record<string, unknown>>;
  /** Query of the launch address. */
  readonly search?: string;
  readonly settings?: Partial<Settings>;
}

export interface Launched {
  act(action: Action): void;
  /** The attempt as the page shows it. */
  state(): AttemptState;
  outcome(): Outcome;
  sign(): SavedSign;
  hide(): void;
  /** As when the window closes or the LMS takes the frame away. */
  close(): void;
  log(): string;
  /** Resolves when no request is under way. */
  idle(): Promise<void>;
}

/**
 * The course from its launch on, as `main.ts` puts it together, driven by a test that needs thousands of sessions.
 * The real browser has its own tests; here time may be the test's.
 */
export async function launch(open: OpenSession, rules: Rules, browser: SmallBrowser): Promise<Launched> {
  const document = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  const parent: Record<string, unknown> = { ...browser.lms };
  parent.parent = parent;
  const underWay = new Set<Promise<void>>();
  const storage = new Map<string, string>();
  const window = Object.assign(new EventTarget(), {
    document,
    parent,
    opener: null,
    setTimeout: browser.setTimeout,
    clearTimeout: browser.clearTimeout,
    fetch(url: string, init: RequestInit) {
      const request = fetch(url, init);
      const over = request.then(
        () => void underWay.delete(over),
        () => void underWay.delete(over),
      );
      underWay.add(over);
      return request;
    },
    navigator: {},
    location: { search: browser.search ?? '', assign: () => undefined },
    sessionStorage: {
      getItem: (key: string) => storage.get(key) ?? null,
      setItem: (key: string, value: string) => void storage.set(key, value),
    },
  }) as unknown as Window;
  const log = createRunLog(browser.now, { module: rules.course.module.id });
  const host: Host = {
    window,
    now: browser.now,
    uuid: () => crypto.randomUUID(),
    courseIri: rules.course.module.iri,
    settings: { target: 'test', keptTries: 3, failing: 'incomplete', untested: 'completed', ...browser.settings },
    log,
    iriBase: 'https://example.org/cpm/',
    records: answerRecords,
    interactions: interactionElements,
    net: createLastingFetch(loggedFetch(window, log)),
  };
  const opened = await open(host);
  if (!opened.tracked) throw new Error(`untracked: ${opened.reason}`);
  let scene: { state: AttemptState; outcome: Outcome } | null = null;
  let sign: SavedSign = { state: 'saving' };
  const act = runTracked({
    host,
    opened,
    rules: { ...rules, passingScore: opened.passingScore ?? rules.passingScore },
    claim: null,
    view: {
      show: (next) => {
        scene = next;
      },
      saved: (next) => {
        sign = next;
      },
      offerTake: () => undefined,
      support: () => undefined,
      wayBack: () => undefined,
      arrived: () => undefined,
      late: () => undefined,
    },
  });
  const shown = () => {
    if (!scene) throw new Error('nothing is shown');
    return scene;
  };
  return {
    act,
    state: () => shown().state,
    outcome: () => shown().outcome,
    sign: () => sign,
    hide() {
      document.visibilityState = 'hidden';
      document.dispatchEvent(new Event('visibilitychange'));
      document.visibilityState = 'visible';
    },
    close: () => void window.dispatchEvent(new Event('pagehide')),
    log: log.text,
    async idle() {
      while (underWay.size > 0) {
        await Promise.all(underWay);
        await new Promise((resolve) => setTimeout(resolve));
      }
    },
  };
}
