import type { HostData } from '../launch/host-data.js';
import type { ApiEdition } from './api-edition.js';
import { type CallLog, createCallLog } from './call-log.js';
import { commitService } from './commit-service.js';
import { strictProxy } from './strict-proxy.js';

/**
 * Puts the API of one SCORM version on this window, preloaded with what the LMS holds, behind a proxy that goes
 * by the letter: scorm-again is more lenient than the standards. One that was there before is replaced.
 */
export function mountScormApi(edition: ApiEdition, data: HostData): CallLog {
  const rules = data.rules ?? { edition: edition.strictness, strict: true, session: 1 };
  const log = createCallLog('calls');
  const service = commitService({
    address: 'commit',
    session: rules.session,
    kept: data.cmi,
    log,
    notKept: edition.notKept,
  });
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
  const held = Object.fromEntries(Object.entries(data.cmi).filter(([, value]) => value !== ''));
  api.load(held);
  const functions = strictProxy({ edition, api, rules, held, log, now: Date.now });
  Object.defineProperty(window, edition.windowName, {
    value: Object.freeze(functions),
    enumerable: true,
    configurable: true,
  });
  return log;
}
