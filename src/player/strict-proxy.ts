import type { ScormRules } from '../launch/host-data.js';
import { type CallBreach, createStrictSession } from '../scorm/strict/strict-session.js';
import type { ApiEdition, ApiFunction, CreatedApi } from './api-edition.js';
import type { CallLog } from './call-log.js';

export interface ProxyParts {
  readonly edition: ApiEdition;
  readonly api: CreatedApi;
  readonly rules: ScormRules;
  /** What the LMS holds when the session begins, by full element name. */
  readonly held: Readonly<Record<string, string>>;
  readonly log: CallLog;
  readonly now: () => number;
}

/**
 * The API as a course sees it: each call is judged by the letter of its edition before scorm-again hears of it.
 * In a strict launch a breach is answered with the standard's error and goes no further; otherwise it is only listed.
 * Every call is logged with its answer, its error and its breach.
 */
export function strictProxy(parts: ProxyParts): Readonly<Record<string, ApiFunction>> {
  const { edition, api, rules, log, now } = parts;
  const session = createStrictSession(rules.edition, parts.held);
  /** The breach that the last call was refused for; null when the API itself answered. */
  let refused: CallBreach | null = null;
  const [lastError, errorText, diagnostic] = edition.errorNames;
  const functions: Record<string, ApiFunction> = {
    [lastError]: () => refused?.code ?? api.lastError(),
    [errorText]: (code = '') => api.errorText(String(code)),
    [diagnostic]: (code = '') =>
      refused && ['', refused.code].includes(String(code)) ? words(refused) : api.diagnostic(String(code)),
  };
  for (const [name, call] of Object.entries(edition.calls)) {
    functions[name] = (...given) => {
      const breach = session.judge(call, given);
      const isRefused = rules.strict && breach !== null && breach.code !== '0';
      refused = isRefused ? breach : null;
      const values = given.map(String);
      const answer = isRefused ? (call === 'get' ? '' : 'false') : String(api.functions[name]?.(...values) ?? '');
      if (!isRefused) session.heard(call, values, answer);
      log.add({ at: now(), call: spelled(name, values), breach, ...told(api, answer, refused) });
      if (call === 'terminate') log.flush();
      return answer;
    };
  }
  return functions;
}

function words({ element, fault, section }: CallBreach): string {
  return `${element === '' ? 'The call' : element} ${fault} (${section})`;
}

function told(api: CreatedApi, answer: string, refused: CallBreach | null): { answer: string; error: string | null } {
  const code = refused?.code ?? api.lastError();
  if (code === notYetSet) return { answer: `${quoted(answer)}, not set yet (${code})`, error: null };
  return { answer: quoted(answer), error: ['0', ''].includes(code) ? null : `Error ${code}: ${api.errorText(code)}` };
}

/** SCORM 2004's code for an element that has no value yet: how a course learns that it is new, and no fault. */
const notYetSet = '403';

function spelled(name: string, values: readonly string[]): string {
  return `${name}(${values.map(quoted).join(', ')})`;
}

/** A value as it stands in the log: without the credential of launch data; long ones are cut, the panel shows them whole. */
function quoted(value: string): string {
  const hidden = value.replace(/\b(auth|key)=[^&]+/g, '$1=…');
  return hidden.length > shown
    ? `${JSON.stringify(hidden.slice(0, shown))}… (${value.length} characters)`
    : JSON.stringify(hidden);
}

const shown = 120;
