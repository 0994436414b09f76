import type { Diagnostic } from '../diagnostics.js';
import { fault } from './fault.js';
import type { Gap, ModuleDefinition } from './module-definition.js';
import { moduleSchema } from './schemas/module-schema.js';
import type { SourceText } from './source-text.js';
import { checkShape } from './yaml/check-shape.js';
import { placesAtTop, placesBelow } from './yaml/places-below.js';
import { type Path, readYaml, type YamlFile } from './yaml/read-yaml.js';
import { withoutTypographicQuotes } from './yaml/typographic-quotes.js';

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
  adviseOnQuotes(file, [], whole ?? parts, report);
  const gaps: Gap[] = whole === null ? ['module'] : [];
  if (parts.objectives === undefined) gaps.push('objectives');
  if (parts.sources === undefined) gaps.push('sources');
  if (parts.glossary === undefined) gaps.push('glossary');
  return { whole, parts, places: placesBelow(file, []), gaps };
}

/** Word writes “ and ” for straight quotes; YAML takes them for a part of the text, and learners would see them. */
function adviseOnQuotes(file: YamlFile, path: Path, value: unknown, report: (d: Diagnostic) => void): void {
  if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value))
      adviseOnQuotes(file, [...path, Array.isArray(value) ? Number(key) : key], inner, report);
    return;
  }
  if (typeof value !== 'string' || file.written(path) === undefined) return;
  const bare = withoutTypographicQuotes(value);
  if (bare === value || bare.includes('"') || !/\p{L}/u.test(bare)) return;
  const key = path.at(-1);
  const right = `${typeof key === 'string' ? `${key}: ` : ''}"${bare}"`;
  report(
    fault(
      'yaml/typographic-quotes',
      file.value(path),
      'Typographic quotes stand around this text. YAML knows only straight ones, so these are a part of it and shown.',
      `write \`${right}\`; to show them, put straight quotes around them`,
      'warning',
    ),
  );
}
