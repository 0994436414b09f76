import { codeFrame, type Diagnostic, inReadingOrder } from '../diagnostics.js';
import type { CheckedModule } from '../pipeline.js';
import type { BuiltModule, BuiltPackage, ShownFault } from '../server/catalogue.js';

/** A module with its packages or faults, as the server's page shows it. */
export function builtModule(
  { id, module, diagnostics, sharedFaults, sources }: CheckedModule,
  packages: readonly BuiltPackage[],
): BuiltModule {
  // What all modules share is told once, with the first; here each says why it was not built.
  const all = new Set([...sharedFaults, ...diagnostics]);
  const errors = [...all].filter((d) => d.severity === 'error');
  return {
    id,
    title: module?.title ?? id,
    version: module?.version ?? null,
    languages: module ? [module.language, ...module.translations.map(({ language }) => language)] : [],
    minutes: module?.minutes ?? null,
    summary: module?.summary ?? '',
    lessons: module?.lessons.length ?? 0,
    questions: (module?.checks.length ?? 0) + (module?.assessment?.questions.length ?? 0),
    objectives: module?.objectives.map((o) => o.text) ?? [],
    packages,
    faults: shownFaults(errors, sources),
  };
}

/** Diagnostics as pages show them, in reading order. */
export function shownFaults(diagnostics: readonly Diagnostic[], sources: CheckedModule['sources']): ShownFault[] {
  return inReadingOrder(diagnostics).map((d) => {
    const source = sources.get(d.file);
    return {
      place: `${d.file}:${d.line}:${d.column}`,
      message: d.message,
      hint: d.hint,
      frame: source === undefined ? '' : codeFrame(d, source).join('\n'),
    };
  });
}
