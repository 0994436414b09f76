import type { Diagnostic } from '../../diagnostics.js';
import { fault } from '../fault.js';

/** Why a zip is refused before any rule is asked, each with where it is written or what it would do. */
export const zipRefusals = {
  'zip-unreadable': 'PKWARE APPNOTE 4.3',
  'zip-too-large': 'an importer would run out of memory or disk',
  'zip-bomb': 'an importer would run out of memory or disk',
  'zip-unsafe-name': 'PKWARE APPNOTE 4.4.17; an importer would write outside its folder',
  'zip-backslash': 'PKWARE APPNOTE 4.4.17: all slashes must be forward slashes',
  'zip-long-name': 'most file systems take 255 bytes a name',
  'zip-duplicate': 'importers differ in which of the two they keep',
  'zip-link': 'an importer would read files of its own server',
  'zip-method': 'PKWARE APPNOTE 4.4.5; importers know 0 (stored) and 8 (deflated)',
  'zip-encrypted': 'PKWARE APPNOTE 4.4.4; an importer knows no password',
  'zip-overlap': 'PKWARE APPNOTE 4.3.6; a way to make a bomb of few bytes',
} as const;

export type ZipRefusal = keyof typeof zipRefusals;

/** A refusal of the whole zip as a diagnostic. @param label the zip's name */
export function zipRefusal(id: ZipRefusal, label: string, message: string, hint: string): Diagnostic {
  return fault(id, { file: label }, message, hint);
}
