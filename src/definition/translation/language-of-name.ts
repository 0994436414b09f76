/** A file's name taken apart: `01-one-model.es.md` is the Spanish of `01-one-model.md`. */
export interface NameInLanguage {
  /** Name of the file in the module's own language. */
  readonly source: string;
  /** BCP 47. */
  readonly language: string;
}

/** The language that a name carries before its ending; null when it carries none. */
export function languageOfName(name: string): NameInLanguage | null {
  const [, stem, language, ending] = /^(.+)\.([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\.([a-z0-9]+)$/.exec(name) ?? [];
  return stem && language && ending ? { source: `${stem}.${ending}`, language } : null;
}

/** The inverse: the name of a file in another language. */
export function nameInLanguage(source: string, language: string): string {
  return source.replace(/\.[^.]+$/, (ending) => `.${language}${ending}`);
}
