/**
 * The tag of a language that is called by its name, in English or as it calls itself: `en` for "English", `es` for
 * "español". Undefined for what is no name of a language.
 */
export function languageNamed(name: string): string | undefined {
  return tagsByName().get(name.trim().toLowerCase());
}

let known: ReadonlyMap<string, string> | undefined;

/** Made at the first slip: a clean build never pays for it. */
function tagsByName(): ReadonlyMap<string, string> {
  known ??= new Map(
    tags().flatMap((tag) =>
      ['en', tag].flatMap((speaker): [string, string][] => {
        const name = new Intl.DisplayNames([speaker], { type: 'language', fallback: 'none' }).of(tag);
        return name === undefined ? [] : [[name.toLowerCase(), tag]];
      }),
    ),
  );
  return known;
}

/** Every tag that two letters can make (ISO 639-1): Intl knows which of them are languages. */
function tags(): string[] {
  const letters = [...'abcdefghijklmnopqrstuvwxyz'];
  return letters.flatMap((first) => letters.map((second) => first + second));
}
