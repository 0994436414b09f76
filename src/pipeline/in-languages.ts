import type { Module } from '../model/module.js';
import type { CheckedModule } from '../pipeline.js';

/** Modules in some of their languages, and what is said of those that do not have them. */
export interface InLanguages {
  readonly modules: ReadonlyMap<CheckedModule, CheckedModule>;
  /** One sentence a module. */
  readonly lacking: readonly string[];
}

/** The same modules in these languages alone: the first is shown first, the others are for the switch. */
export function inLanguages(modules: readonly CheckedModule[], languages: readonly string[]): InLanguages {
  const lacking = modules.flatMap(({ module }) => {
    const known = module ? [module, ...module.translations].map(({ language }) => language) : languages;
    const lacks = languages.filter((language) => !known.includes(language));
    return module && lacks.length > 0
      ? [`${module.id} is published in ${known.join(', ')}, not in ${lacks.join(', ')}.`]
      : [];
  });
  return {
    modules: new Map(modules.map((one) => [one, one.module ? { ...one, module: chosen(one.module, languages) } : one])),
    lacking,
  };
}

function chosen(module: Module, languages: readonly string[]): Module {
  const all = [module, ...module.translations];
  const [first, ...others] = languages.flatMap((language) => all.find((one) => one.language === language) ?? []);
  return first ? { ...first, translations: others.map((one) => ({ ...one, translations: [] })) } : module;
}
