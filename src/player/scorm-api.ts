import type { HostData } from '../launch/host-data.js';
import { checkElement } from '../scorm/check-element.js';
import type { ApiEdition, ApiFunction } from './api-edition.js';
import { type CallLog, createCallLog } from './call-log.js';
import { commitService } from './commit-service.js';

/**
 * Puts the API of one SCORM version on this window, preloaded with what the LMS holds. Each call is logged with its
 * answer, its error, and what a strict LMS would hold against it: scorm-again is more lenient than the standards.
 */
export function mountScormApi(edition: ApiEdition, data: HostData): void {
  const log = createCallLog('calls');
  const service = commitService({ address: 'commit', kept: data.cmi, log, notKept: edition.notKept });
  const api = edition.create(
    {
      autocommit: false,
      lmsCommitUrl: 'commit',
      dataCommitFormat: 'flattened',
      selfReportSessionTime: false,
      logLevel: 'NONE',
    },
    service,
  );
  api.load(Object.fromEntries(Object.entries(data.cmi).filter(([, value]) => value !== '')));
  const kinds = new Map<string, string>();
  const functions: Record<string, ApiFunction> = { ...api.errors };
  for (const [name, run] of Object.entries(api.functions)) {
    functions[name] = (...given) => {
      const values = given.map(String);
      const answer = run(...values);
      const code = api.lastError();
      log.add({
        at: Date.now(),
        call: `${name}(${values.map(quoted).join(', ')})`,
        answer: code === notYetSet ? `${quoted(answer)}, not set yet (${code})` : quoted(answer),
        error:
          errorOf(code, api.errorText(code)) ??
          (name === edition.setValue ? strictFault(edition, values, kinds) : null),
      });
      if (name === edition.terminate) log.flush();
      return answer;
    };
  }
  Object.defineProperty(window, edition.windowName, { value: Object.freeze(functions), enumerable: true });
  tellWhenLeft(log);
}

/** Tells the server when this page goes, with the calls that are still waiting. */
export function tellWhenLeft(log: CallLog | null): void {
  addEventListener('pagehide', () => {
    log?.flush();
    navigator.sendBeacon('left');
  });
}

function errorOf(code: string, text: string): string | null {
  return ['0', '', notYetSet].includes(code) ? null : `Error ${code}: ${text}`;
}

/** SCORM 2004's code for an element that has no value yet: how a course learns that it is new, and no fault. */
const notYetSet = '403';

function strictFault(
  edition: ApiEdition,
  [element = '', value = '']: readonly string[],
  kinds: Map<string, string>,
): string | null {
  const interaction = /^cmi\.interactions\.\d+/.exec(element)?.[0] ?? '';
  if (element === `${interaction}.type`) kinds.set(interaction, value);
  const breach = checkElement(edition.strictness, element, value, kinds.get(interaction) ?? '');
  return breach && `Accepted here, but a strict LMS may not: ${breach.fault} (${breach.section})`;
}

/** A value as it stands in the log: without the credential of launch data; long ones are cut, the panel shows them whole. */
function quoted(value: string): string {
  const told = value.replace(/\bauth=[^&]+/, 'auth=…');
  return told.length > shown
    ? `${JSON.stringify(told.slice(0, shown))}… (${value.length} characters)`
    : JSON.stringify(told);
}

const shown = 120;
