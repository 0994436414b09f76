import type { Finding } from '../finding.js';
import { listedFindings } from '../listed-findings.js';
import type { AxeFault } from './axe-faults.js';
import type { Followed } from './follow-events.js';
import type { RunReport } from './run-report.js';
import type { Seen } from './watch-page.js';

/** All that was found out while a package ran. */
export interface RunFacts {
  readonly file: string;
  /** True for what must talk to its LMS: a SCO, a unit of cmi5. */
  readonly mustTalk: boolean;
  readonly seen: Seen;
  readonly followed: Followed;
  readonly axe: readonly AxeFault[];
  /** Why the run ended early; null when it did not. */
  readonly cutShort: string | null;
}

/** What speaks against a unit that was launched, and how much of it, listed or not. */
export function runFindings(facts: RunFacts): Pick<RunReport, 'findings' | 'faults'> {
  const all = [...talk(facts), ...browser(facts), ...accessibility(facts)];
  const { findings } = listedFindings(all.map((f) => ({ file: facts.file, line: null, ...f })));
  const count = (wanted: string) => all.filter(({ rule }) => rule === wanted).length;
  const faults = {
    breaches: count('run-breach'),
    consoleErrors: count('run-script'),
    accessibility: count('run-axe'),
  };
  return { findings, faults };
}

type Found = Omit<Finding, 'file' | 'line'> & { readonly file?: string };

function talk({ followed, mustTalk, cutShort }: RunFacts): readonly Found[] {
  const spoke = followed.calls.some(({ call }) => !call.startsWith('The course'));
  const wrong = new Map(
    followed.calls.flatMap((c) => (c.error === null ? [] : [[`${c.call} ${c.error}`, c] as const])),
  );
  return [
    ...(cutShort === null
      ? []
      : [found('run-time', 'error', cutShort, 'see that its first page comes to rest.', 'our limit is a minute')]),
    ...(mustTalk && !spoke
      ? [
          found(
            'run-silent',
            'error',
            'The course never spoke to the LMS.',
            'make it look for the API in the windows above and in the opener, or read its launch parameters.',
            'SCORM 1.2 RTE 3.2; SCORM 2004 RTE 3.2; cmi5 8.2, 9.3.2',
          ),
        ]
      : []),
    ...[...wrong.values()].map(({ call, error }) => {
      const isLenient = (error ?? '').startsWith('Accepted here') || /GetValue\(|^GET /.test(call);
      return found(
        'run-breach',
        isLenient ? 'warning' : 'error',
        `${call}: ${error}`,
        'send what the standard allows, in its order.',
        'the data model of its standard, as the stand-in LMS applies it',
      );
    }),
    ...(spoke && followed.session === 'open'
      ? [
          found(
            'run-open',
            'warning',
            'The course did not end its session when its page was closed.',
            'end it on `pagehide`: a session left open is counted as broken off.',
            'SCORM 1.2 RTE 3.2.2; SCORM 2004 RTE 3.1.3; cmi5 9.3.6',
          ),
        ]
      : []),
  ];
}

function browser({ seen }: RunFacts): readonly Found[] {
  return [
    ...seen.missing.map((name) => ({
      ...found(
        'run-missing',
        'warning',
        'The course asked for this file, which is not in the package.',
        'add it, or correct the name with its case.',
        'seen in the browser',
      ),
      file: name,
    })),
    ...[...seen.outside].map(([host, address]) =>
      found(
        'run-outside',
        'warning',
        `The course asked ${host} for ${address}, and was kept from it.`,
        'put the file into the package, or make sure that learners may reach that host.',
        'seen in the browser, which reaches nothing outside',
      ),
    ),
    ...[...new Set(seen.errors)].map((text) =>
      found('run-script', 'warning', `The browser's console says: ${text}`, 'mend the script.', 'seen in the browser'),
    ),
  ];
}

function accessibility({ axe }: RunFacts): readonly Found[] {
  return axe.map(({ id, help, impact, count, first }) =>
    found(
      'run-axe',
      impact === 'minor' ? 'note' : 'warning',
      `${help} (${id}): ${count === 1 ? '' : `${count} elements, the first is `}${first}`,
      `see what axe says of ${id}.`,
      'WCAG 2.2 A and AA, by axe',
    ),
  );
}

function found(
  rule: string,
  severity: Finding['severity'],
  message: string,
  remedy: string,
  source: string,
): Omit<Finding, 'file' | 'line'> {
  return { rule, severity, message, remedy, source };
}
