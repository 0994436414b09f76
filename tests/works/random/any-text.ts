import fc from 'fast-check';

/** Words as people write them, with what is odd to YAML, Markdown, HTML, XML and JavaScript. */
const words = [
  ...[
    'plan',
    'family',
    'visit',
    'it’s',
    "worker's",
    '"quoted"',
    'A & B',
    '50 %',
    'note: this',
    '#3',
    '¿cómo?',
    'niñez',
  ],
  ...[
    '日本',
    '*now*',
    '**always**',
    '`code`',
    'e-mail',
    '(so)',
    '–',
    '…',
    'don\\’t',
    '𝒳',
    'null',
    'yes',
    '- dash',
    '[x]',
  ],
  ...[
    '~',
    '@home',
    '1.5',
    '=',
    '| so |',
    'a_b_c',
    '\\<b>',
    ']]\\>',
    '$1',
    '{name}',
    '</script',
    'C:\\folder',
    'עברית',
    '👩‍👧',
  ],
];

/** A few words in a row. */
export const phrase: fc.Arbitrary<string> = fc
  .array(fc.constantFrom(...words), { minLength: 1, maxLength: 6 })
  .map((chosen) => chosen.join(' '));

const ordinals = ['One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten'];

/** The nth of several texts, unlike all others: no two may read the same. */
export const numbered = (text: string, n: number): string => `${ordinals[n] ?? n} ${text}`;

/** So many texts, no two alike. */
export const texts = (min: number, max: number): fc.Arbitrary<string[]> =>
  fc.array(phrase, { minLength: min, maxLength: max }).map((all) => all.map(numbered));

/** A field that may be left out, to be spread. */
export const maybe = <T>(key: string, value: fc.Arbitrary<T>): fc.Arbitrary<Readonly<Record<string, T>>> =>
  fc.option(value, { nil: undefined }).map((one): Record<string, T> => (one === undefined ? {} : { [key]: one }));
