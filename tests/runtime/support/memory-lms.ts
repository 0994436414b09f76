import { Scorm12API, Scorm2004API } from 'scorm-again';
import type { Version } from './scorm-lms.js';

/** What an LMS holds of an attempt, by full element name. */
export type Held = Readonly<Record<string, string>>;

/**
 * scorm-again as an LMS that keeps what is committed in memory: `session()` hands out a fresh API that has what was
 * kept, as for a new launch; `crash()` of a window keeps nothing more than that.
 */
export function memoryLms(version: Version, before: Held = {}) {
  let held: Held = before;
  const settings = { autocommit: false, logLevel: 5, selfReportSessionTime: false } as const;
  const flat = (api: Scorm12API | Scorm2004API): Held =>
    Object.fromEntries(
      Object.entries(api.getFlattenedCMI()).flatMap(([name, value]) =>
        typeof value === 'object' ? [] : [[name, String(value ?? '')]],
      ),
    );
  return {
    held: () => held,
    session(): Readonly<Record<string, unknown>> {
      if (version === 'scorm12') {
        const api = new Scorm12API(settings);
        if (Object.keys(held).length > 0) api.loadFromFlattenedJSON(held, '');
        for (const event of ['LMSCommit', 'LMSFinish']) api.on(event, () => (held = flat(api)));
        return { API: api };
      }
      const api = new Scorm2004API(settings);
      if (Object.keys(held).length > 0) api.loadFromFlattenedJSON(held, '');
      for (const event of ['Commit', 'Terminate']) api.on(event, () => (held = flat(api)));
      return { API_1484_11: api };
    },
  };
}
