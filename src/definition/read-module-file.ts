import type { Diagnostic } from '../diagnostics.js';
import { fault } from './fault.js';
import type { Gap, ModuleDefinition } from './module-definition.js';
import { moduleSchema } from './schemas/module-schema.js';
import type { SourceText } from './source-text.js';
import { checkShape } from './yaml/check-shape.js';
import { placesAtTop, placesBelow } from './yaml/places-below.js';
import { readYaml } from './yaml/read-yaml.js';

export type ModuleFile = Pick<ModuleDefinition, 'whole' | 'parts' | 'places'> & { readonly gaps: readonly Gap[] };

/** module.yaml, as far as it can be read. */
export function readModuleFile(source: SourceText, report: (d: Diagnostic) => void): ModuleFile {
  const nothing: ModuleFile = {
    whole: null,
    parts: {},
    places: placesAtTop(source.file),
    gaps: ['module', 'objectives', 'sources', 'glossary'],
  };
  const file = readYaml(source, report);
  if (file === null) return nothing;
  if (file.data === null || typeof file.data !== 'object' || Array.isArray(file.data)) {
    const what = file.data === null ? 'This file is empty.' : 'This file holds no fields.';
    report(
      fault(
        'field/missing',
        source.at(0),
        what,
        'write `title: ...`, `version: "1.0.0"` and the other fields of a module',
      ),
    );
    return nothing;
  }
  const { whole, parts } = checkShape(moduleSchema, file, [], 'module.yaml', file.data, report);
  const gaps: Gap[] = whole === null ? ['module'] : [];
  if (parts.objectives === undefined) gaps.push('objectives');
  if (parts.sources === undefined) gaps.push('sources');
  if (parts.glossary === undefined) gaps.push('glossary');
  return { whole, parts, places: placesBelow(file, []), gaps };
}
