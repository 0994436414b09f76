import { type IHttpService, Scorm12API, Scorm2004API, type Settings } from 'scorm-again';
import type { Edition } from '../scorm/edition.js';
import type { ApiCall } from '../scorm/strict/letter.js';

/** A function of the API as a course calls it, with whatever it gives. */
export type ApiFunction = (...given: unknown[]) => string;

/** What one SCORM version adds to the host page: where a course finds the API, and what it is made of. */
export interface ApiEdition {
  /** Name of the API on the window (SCORM 1.2 RTE 3.3, SCORM 2004 RTE 3.3.1). */
  readonly windowName: 'API' | 'API_1484_11';
  /** Whose letter the strict check goes by where the package does not say. */
  readonly strictness: Edition;
  /** Error code of a commit that was not kept: general exception, general commit failure. */
  readonly notKept: number;
  /** The functions of a session by their names, and those about errors: last error, its text, its diagnostic. */
  readonly calls: Readonly<Record<string, ApiCall>>;
  readonly errorNames: readonly [lastError: string, errorText: string, diagnostic: string];
  create(settings: Settings, service: IHttpService): CreatedApi;
}

export interface CreatedApi {
  /** Puts data in before the course's Initialize. */
  load(cmi: Readonly<Record<string, string>>): void;
  readonly functions: Readonly<Record<string, (...given: string[]) => string>>;
  lastError(): string;
  errorText(code: string): string;
  diagnostic(code: string): string;
}

export const scorm12Edition: ApiEdition = {
  windowName: 'API',
  strictness: 'scorm12',
  notKept: 101,
  calls: {
    LMSInitialize: 'initialize',
    LMSFinish: 'terminate',
    LMSGetValue: 'get',
    LMSSetValue: 'set',
    LMSCommit: 'commit',
  },
  errorNames: ['LMSGetLastError', 'LMSGetErrorString', 'LMSGetDiagnostic'],
  create(settings, service) {
    // As real LMSs do at LMSFinish: a mastery score and a raw score decide the status (M9).
    const api = new Scorm12API({ ...settings, mastery_override: true }, service);
    return {
      load: (cmi) => api.loadFromFlattenedJSON({ ...cmi }, ''),
      functions: {
        LMSInitialize: (given = '') => api.LMSInitialize(given),
        LMSFinish: (given = '') => api.LMSFinish(given),
        LMSGetValue: (element = '') => api.LMSGetValue(element),
        LMSSetValue: (element = '', value = '') => api.LMSSetValue(element, value),
        LMSCommit: (given = '') => api.LMSCommit(given),
      },
      lastError: () => api.LMSGetLastError(),
      errorText: (code) => api.LMSGetErrorString(code),
      diagnostic: (code) => api.LMSGetDiagnostic(code),
    };
  },
};

export const scorm2004Edition: ApiEdition = {
  windowName: 'API_1484_11',
  strictness: 'scorm2004-4',
  notKept: 391,
  calls: { Initialize: 'initialize', Terminate: 'terminate', GetValue: 'get', SetValue: 'set', Commit: 'commit' },
  errorNames: ['GetLastError', 'GetErrorString', 'GetDiagnostic'],
  create(settings, service) {
    const api = new Scorm2004API(settings, service);
    return {
      load: (cmi) => api.loadFromFlattenedJSON({ ...cmi }, ''),
      functions: {
        Initialize: (given = '') => api.Initialize(given),
        Terminate: (given = '') => api.Terminate(given),
        GetValue: (element = '') => api.GetValue(element),
        SetValue: (element = '', value = '') => api.SetValue(element, value),
        Commit: (given = '') => api.Commit(given),
      },
      lastError: () => api.GetLastError(),
      errorText: (code) => api.GetErrorString(code),
      diagnostic: (code) => api.GetDiagnostic(code),
    };
  },
};
