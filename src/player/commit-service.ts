import type { IHttpService } from 'scorm-again';
import type { Commit, CommitAnswer } from '../launch/host-data.js';
import type { CallLog } from './call-log.js';

export interface CommitOptions {
  /** Where commits are posted. */
  readonly address: string;
  /** Which load of this page sends them. */
  readonly session: number;
  /** What the server holds already, by full element name. */
  readonly kept: Readonly<Record<string, string>>;
  readonly log: CallLog;
  /** SCORM's error code of a commit that was not kept. */
  readonly notKept: number;
}

/**
 * The way of scorm-again's commits to the server: only what changed since the last commit that was kept
 * (a closing page may send 64 KiB, which whole data exceed from some 400 interactions on),
 * and synchronous, because SCORM's answer must be true when it is given.
 */
export function commitService({ address, session, kept, log, notKept: code }: CommitOptions): IHttpService {
  let known = kept;
  return {
    processHttpRequest(_address, data, terminate) {
      const now = textValues(data);
      const changed = Object.fromEntries(
        Object.entries(now).filter(([element, value]) => (known[element] ?? '') !== value),
      );
      const answer = post(address, { session, changed, terminate }, log);
      if (answer.sure) known = { ...known, ...now };
      return { result: answer.kept ? 'true' : 'false', errorCode: answer.kept ? 0 : code, errorMessage: answer.reason };
    },
    updateSettings: () => undefined,
  };
}

/** `sure` once the server itself said that it keeps the commit. */
interface Sent extends CommitAnswer {
  readonly sure: boolean;
}

function notKept(reason: string): CommitAnswer {
  return { kept: false, reason };
}

function post(address: string, commit: Commit, log: CallLog): Sent {
  const calls = log.take();
  const putBack = () => {
    for (const call of calls) log.add(call);
  };
  try {
    const request = new XMLHttpRequest();
    request.open('POST', address, false);
    request.setRequestHeader('Content-Type', 'application/json');
    request.send(JSON.stringify({ ...commit, calls }));
    const answer =
      request.status === 200 ? answerOf(request.responseText) : notKept(`The LMS answered ${request.status}.`);
    return { ...answer, sure: answer.kept };
  } catch (error) {
    putBack();
    // Chromium refuses synchronous requests while a page is closing, and says so; there a beacon is the way out.
    // Any other failure is a lost network, and then a beacon would only pretend.
    const closing = error instanceof Error && /dismissal/i.test(error.message);
    if (!closing) return { ...notKept('The LMS cannot be reached.'), sure: false };
    const parcel = new Blob([JSON.stringify({ ...commit, calls: [] })], { type: 'application/json' });
    // Not sure: two beacons may overtake each other, so the last one must bring all that the one before brought.
    return { kept: navigator.sendBeacon(address, parcel), reason: '', sure: false };
  }
}

function answerOf(text: string): CommitAnswer {
  try {
    const answer: unknown = JSON.parse(text);
    if (typeof answer === 'object' && answer !== null && 'kept' in answer) {
      return { kept: answer.kept === true, reason: 'reason' in answer ? String(answer.reason) : '' };
    }
  } catch {
    // Falls through: a login page or the like is no answer of our LMS.
  }
  return notKept('The LMS gave an answer that is none.');
}

/** scorm-again's flattened data as texts; empty collections are no values. */
function textValues(data: object): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [element, value] of Object.entries(data)) {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      texts[element] = String(value);
  }
  return texts;
}
