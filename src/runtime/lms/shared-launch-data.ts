import type { StatementDoor } from './session.js';

/**
 * The statement door of a SCORM package: `cmi.launch_data` as a query string
 * `endpoint=...&auth=...&home=...&name=...&registration=...[&activity=...]`, percent-encoded; `auth` is the Basic token.
 * Null, and no statement leaves, when the LMS hands over anything else.
 * @param moduleIri the activity that stands for the module when none is named
 */
export function launchDataDoor(text: string, moduleIri: string): StatementDoor | null {
  const given = new URLSearchParams(text.trim());
  const part = (name: string) => given.get(name)?.trim() ?? '';
  const endpoint = part('endpoint');
  const registration = part('registration');
  const complete = part('auth') !== '' && part('name') !== '' && isAddress(part('home'), /^[a-z][a-z0-9+.-]*:/i);
  if (!complete || !isAddress(endpoint, /^https?:/i) || !/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(registration))
    return null;
  return {
    endpoint: endpoint.endsWith('/') ? endpoint : `${endpoint}/`,
    authorization: `Basic ${part('auth')}`,
    actor: { objectType: 'Agent', account: { homePage: part('home'), name: part('name') } },
    registration,
    activityId: part('activity') || moduleIri,
    version: '1.0.3',
    answersCarrySuccess: true,
    isRecord: false,
    dress: (statement) => statement,
  };
}

function isAddress(text: string, scheme: RegExp): boolean {
  return scheme.test(text) && URL.canParse(text);
}
