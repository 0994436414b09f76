/**
 * Syllables of a Spanish word, by the rules of the Ortografía de la lengua española (RAE and ASALE, 2010, II.3.2.1): a
 * syllable has one peak, and neighboring vowels share it unless both are open (a, e, o), a closed one (i, u) carries the
 * accent beside an open one, or both are the same. An `h` between vowels parts nothing.
 * At least 1: an abbreviation is a word too.
 */
export function spanishSyllables(word: string): number {
  const spoken = word
    .toLowerCase()
    .normalize('NFC')
    // Not spoken: the u of que, qui, gue and gui; that of pingüino is, and is another letter here.
    .replace(/([gq])u(?=[eiéí])/g, '$1')
    .normalize('NFD')
    // Accents of other languages change no peak; the acute one may.
    .replace(/(?!\u0301)\p{M}/gu, '')
    .normalize('NFC')
    .replace(/h/g, '')
    .replace(/y(?![aeiouáéíóú])/g, 'i');
  const runs = spoken.match(/[aeiouáéíóú]+/g) ?? [];
  return Math.max(
    1,
    runs.reduce((sum, run) => sum + peaksIn([...run]), 0),
  );
}

function peaksIn(vowels: readonly string[]): number {
  return vowels.filter((vowel, at) => at === 0 || isParted(vowels[at - 1] ?? '', vowel)).length;
}

function isParted(a: string, b: string): boolean {
  const [open, accented] = [/[aeoáéó]/, /[íú]/];
  if (open.test(a) && open.test(b)) return true;
  if (open.test(a) || open.test(b)) return accented.test(a) || accented.test(b);
  return plain(a) === plain(b);
}

function plain(vowel: string): string {
  return vowel.replace('í', 'i').replace('ú', 'u');
}
