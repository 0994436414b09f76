import { profileTerms } from '../../xapi/vocabulary.js';
import type { Attempt } from '../attempts.js';
import { doorText } from '../door.js';
import type { HeldInteraction, Holdings } from '../feed.js';
import { actorOf } from '../learner.js';
import type { LaunchContext, LaunchProtocol, OpenLaunch } from '../open-launch.js';
import type { SessionBounds } from '../session-guard.js';
import type { Credential } from '../store-access.js';

export type Cmi = Readonly<Record<string, string>>;

/** How the two SCORM versions differ for an LMS. */
export interface ScormBook {
  readonly api: 'scorm12' | 'scorm2004';
  /** Whether the next launch goes on with what is kept. */
  continues(kept: Cmi): boolean;
  /** Everything the API holds before the course asks: the kept data, and what the LMS sets anew at each launch. */
  preload(context: LaunchContext, kept: Cmi, launchData: string): Cmi;
  /** Panel rows: label, element, and what the standard means by an element not yet set. */
  readonly rows: readonly (readonly [label: string, element: string, unset: string])[];
  /** Last part of an interaction's answer element. */
  readonly response: string;
  /** Characters that suspend data may have. */
  readonly suspendLimit: number;
}

/** SCORM's side of the LMS: keeps what the API commits, and makes no statement out of it. */
export function scormProtocol(book: ScormBook): LaunchProtocol {
  return {
    hasDoor: true,
    continues: (attempt) => book.continues(attempt.cmi),
    begin: (context) => beginScorm(book, context),
  };
}

async function beginScorm(book: ScormBook, context: LaunchContext): Promise<OpenLaunch> {
  const { attempt, unit, feed } = context;
  const credential = context.door ? await openDoor(context) : null;
  const launchData = credential === null ? '' : doorText({ ...doorOf(context), auth: credential.basic });
  const preloaded = book.preload(context, attempt.cmi, launchData);
  let kept: Attempt = attempt;
  let open = true;
  feed.holdings(holdingsOf(book, preloaded));
  return {
    host: { api: book.api, title: unit.title, content: `content/${unit.href}`, ownWindow: false, cmi: preloaded },
    credentials: credential ? [credential.basic] : [],
    async commit({ changed, terminate }) {
      if (!open)
        return { kept: false, reason: 'This session is over: it was ended, or the course was launched again.' };
      kept = { ...kept, cmi: { ...kept.cmi, ...withoutSecrets(changed) } };
      await context.save(kept);
      feed.holdings(holdingsOf(book, { ...preloaded, ...kept.cmi }));
      if (terminate) {
        open = false;
        feed.session('ended');
      }
      return { kept: true, reason: '' };
    },
    async end() {
      open = false;
      await credential?.revoke();
    },
  };
}

/** A key that may do one thing: write statements of this learner in this registration about this module. */
function openDoor({ store, learner, attempt, iriBase, feed }: LaunchContext): Promise<Credential> {
  const { module, registration } = attempt;
  const activityId = profileTerms(iriBase).modules + module;
  const bounds: SessionBounds = { actor: actorOf(learner), registration, activityId, iriBase, documents: false };
  return store.issue({
    scopes: ['statements/write'],
    registration,
    rule: { kind: 'within-activity', data: bounds },
    closing: null,
    heard: (statements) => feed.statements(statements),
  });
}

function doorOf(context: LaunchContext): {
  endpoint: string;
  account: LaunchContext['learner']['account'];
  registration: string;
} {
  return {
    endpoint: context.store.endpoint,
    account: context.learner.account,
    registration: context.attempt.registration,
  };
}

/** The door holds a secret of one session: it is handed out anew each time and never kept on disk. */
function withoutSecrets(changed: Cmi): Cmi {
  return Object.fromEntries(Object.entries(changed).filter(([element]) => element !== 'cmi.launch_data'));
}

function holdingsOf(book: ScormBook, cmi: Cmi): Holdings {
  const text = cmi['cmi.suspend_data'] ?? '';
  const interactions = interactionsOf(book, cmi);
  return {
    rows: [
      ...book.rows.map(([label, element, unset]) => ({ label, value: cmi[element] || unset })),
      { label: 'Interactions', value: String(interactions.length) },
    ],
    interactions,
    suspended: {
      label: 'Suspend data',
      text,
      characters: text.length,
      bytes: new TextEncoder().encode(text).length,
      limit: book.suspendLimit,
    },
  };
}

function interactionsOf(book: ScormBook, cmi: Cmi): HeldInteraction[] {
  const found: HeldInteraction[] = [];
  for (let n = 0; cmi[`cmi.interactions.${n}.id`] !== undefined; n++) {
    const at = (name: string) => cmi[`cmi.interactions.${n}.${name}`] ?? '';
    found.push({ id: at('id'), type: at('type'), response: at(book.response), result: at('result') });
  }
  return found;
}
