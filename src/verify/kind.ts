import type { Manifest, Protocol } from './package.js';

/** What a package is, for people and programs. */
export interface Kind {
  readonly standard: 'SCORM' | 'cmi5' | 'xAPI' | 'AICC' | 'IMS' | 'web';
  /** `1.2`, `2004 3rd Edition`; null where the standard has none, or the manifest does not say. */
  readonly edition: ScormEdition | null;
  /** For people: `SCORM 2004, 3rd Edition`. */
  readonly title: string;
}

export type ScormEdition = '1.2' | '2004 2nd Edition' | '2004 3rd Edition' | '2004 4th Edition';

/** The kind of a package by what its manifest says. */
export function kindOf({ protocol, edition }: Pick<Manifest, 'protocol' | 'edition'>): Kind {
  return kinds[protocol](edition);
}

const kinds: Readonly<Record<Protocol, (edition: string | null) => Kind>> = {
  scorm12: (edition) =>
    edition === '1.2'
      ? { standard: 'SCORM', edition: '1.2', title: 'SCORM 1.2' }
      : { standard: 'SCORM', edition: null, title: 'SCORM 1.2 by its namespace' },
  scorm2004: (written) => {
    const edition = editionsOf2004[written ?? ''] ?? null;
    const title = edition === null ? 'SCORM 2004, edition not said' : edition.replace('2004 ', 'SCORM 2004, ');
    return { standard: 'SCORM', edition, title };
  },
  cmi5: () => ({ standard: 'cmi5', edition: null, title: 'cmi5' }),
  xapi: () => ({ standard: 'xAPI', edition: null, title: 'xAPI, by the Tin Can launch convention' }),
};

/** `schemaversion` as each edition of SCORM 2004 spells it (CAM 3.4), and as it is found. */
const editionsOf2004: Readonly<Record<string, ScormEdition>> = {
  'CAM 1.3': '2004 2nd Edition',
  '2004 2nd Edition': '2004 2nd Edition',
  '2004 3rd Edition': '2004 3rd Edition',
  '2004 4th Edition': '2004 4th Edition',
};
