import type { XapiVersion } from '../../xapi/validate/check.js';
import type { OpenCall } from './call.js';
import { HttpRefusal } from './refusal.js';

/** The edition that a request names (xAPI 1.0.3 Communication 3.3). */
export function versionOf(call: OpenCall): XapiVersion {
  const named = call.header('x-experience-api-version');
  if (named === undefined)
    throw new HttpRefusal(400, 'The header X-Experience-API-Version is missing; send 1.0.3 or 2.0.0.');
  const spoken = spokenVersion(named);
  if (spoken) return spoken;
  throw new HttpRefusal(
    400,
    `The version ${JSON.stringify(named.slice(0, 20))} is not spoken here; send 1.0.3 or 2.0.0.`,
  );
}

/** The edition that a version means; undefined for one that is not spoken here. */
export function spokenVersion(named: string | undefined): XapiVersion | undefined {
  if (named === undefined) return undefined;
  if (/^1\.0(?:\.\d+)?$/.test(named)) return '1.0.3';
  return /^2\.0(?:\.\d+)?$/.test(named) ? '2.0.0' : undefined;
}
