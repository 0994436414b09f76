import { profileTerms } from '../../xapi/vocabulary.js';
import { doorText } from '../door.js';
import type { HostData } from '../host-data.js';
import { actorOf } from '../learner.js';
import type { LaunchContext, LaunchProtocol, OpenLaunch } from '../open-launch.js';
import type { SessionBounds } from '../session-guard.js';
import type { Credential } from '../store-access.js';
import type { Cmi, ScormBook } from './scorm-book.js';
import { scormHoldings } from './scorm-holdings.js';

/** SCORM's side of the LMS: keeps what the API commits, and makes no statement out of it. */
export function scormProtocol(book: ScormBook): LaunchProtocol {
  return {
    hasDoor: true,
    continues: (attempt) => book.continues(attempt.cmi),
    begin: (context) => beginScorm(book, context),
  };
}

async function beginScorm(book: ScormBook, context: LaunchContext): Promise<OpenLaunch> {
  const { attempt, feed, wish } = context;
  const credential = context.door && wish.launchData === null ? await openDoor(context) : null;
  const launchData = credential === null ? wish.launchData : doorText({ ...doorOf(context), auth: credential.basic });
  let kept: Cmi = attempt.cmi;
  let isOpen = true;
  let isOver = false;
  let session = 1;
  let preloaded = book.preload(context, kept, launchData ?? context.unit.launchData ?? '');
  const show = () => {
    const held = { ...preloaded, ...kept };
    feed.holdings(scormHoldings(book, held));
    feed.data(withoutSecrets(held), context.now());
  };
  show();
  return {
    host: hostData(book, context, preloaded, session),
    credentials: credential ? [credential.basic] : [],
    async commit({ changed, terminate, session: from = session }) {
      if (!isOpen || from !== session) return { kept: false, reason: sessionOver };
      kept = { ...kept, ...withoutSecrets(changed) };
      if (!(await context.keep(kept))) return { kept: false, reason: 'This attempt was reset.' };
      show();
      if (terminate) {
        isOpen = false;
        feed.session('ended');
      }
      return { kept: true, reason: '' };
    },
    reopen() {
      if (isOver || !book.continues(kept)) return null;
      session += 1;
      isOpen = true;
      preloaded = book.preload(context, kept, launchData ?? context.unit.launchData ?? '');
      feed.session('open');
      return hostData(book, context, preloaded, session);
    },
    async end() {
      isOpen = false;
      isOver = true;
      await credential?.revoke();
    },
  };
}

const sessionOver = 'This session is over: it was ended, or the course was launched again.';

function hostData(book: ScormBook, context: LaunchContext, cmi: Cmi, session: number): HostData {
  const { unit, wish } = context;
  const edition = book.edition(context.package.manifest.edition);
  return {
    api: book.api,
    rules: { edition, strict: wish.strict, session },
    title: unit.title,
    content: `content/${unit.href}`,
    ownWindow: false,
    cmi,
  };
}

/** A key that may do one thing: write statements of this learner in this registration about this module. */
function openDoor({ store, learner, attempt, about, iriBase, feed }: LaunchContext): Promise<Credential> {
  const { registration } = attempt;
  const activityId = profileTerms(iriBase).modules + about;
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

/** The door holds a secret of one session: it is handed out anew each time, never kept on disk and never shown. */
function withoutSecrets(changed: Cmi): Cmi {
  return Object.fromEntries(Object.entries(changed).filter(([element]) => element !== 'cmi.launch_data'));
}
