import { profileTerms } from '../xapi/vocabulary.js';
import type { Catalogue } from './catalogue.js';
import type { ReportMatter } from './report-routes.js';

/** What a catalogue alone tells reports: titles and versions of modules, and that nothing is asked of anybody. */
export function bareMatter({ modules }: Catalogue, iriBase: string): ReportMatter {
  const known = modules.flatMap(({ id, title, version }) => (version === null ? [] : [{ id, title, version }]));
  return {
    curriculum: {
      iriBase,
      provider: '',
      modules: known.map((one) => ({ ...one, iri: profileTerms(iriBase).modules + one.id, hours: 0 })),
      ...{ requirements: [], roles: [], counties: [], academies: [], others: [], leftOut: [], classes: [] },
    },
    content: {
      modules: new Map(
        known.map((one) => [one.id, { ...one, passing: null, pages: [], objectives: [], questions: [] }]),
      ),
      practiceModel: new Map(),
    },
  };
}
