/**
 * What was made before, by names: it is made anew only when something that it was made from is another. Whoever looks again
 * after each save makes what depends on the file that was saved, and nothing else.
 */
export class Kept {
  readonly #last = new Map<string, { readonly grounds: readonly unknown[]; readonly made: unknown }>();

  /**
   * @param name says what it is, and so its type
   * @param grounds all that it is made from, compared one by one as the very same (`Object.is`): texts and numbers by
   * value, all else by identity
   */
  of<Made>(name: string, grounds: readonly unknown[], make: () => Made): Made {
    const last = this.#last.get(name);
    // Made by the same name, and so of its type.
    if (last && isSame(last.grounds, grounds)) return last.made as Made;
    const made = make();
    this.#last.set(name, { grounds, made });
    return made;
  }
}

function isSame(before: readonly unknown[], now: readonly unknown[]): boolean {
  return before.length === now.length && before.every((one, at) => Object.is(one, now[at]));
}
