import type { ImportNote } from '../note.js';
import { below, childOf, elements, textOf, type XmlTree } from '../read-xml-tree.js';

/**
 * What stands in a Word document that lessons cannot hold, each with its place: mammoth passes over most of it without a
 * word. Looks at the document's own XML (ECMA-376 part 1, 17 and 20 to 22).
 * @param names of all files in the docx
 */
export function scanDocument(document: XmlTree, names: readonly string[], file: string): readonly ImportNote[] {
  const notes: ImportNote[] = [];
  const counted = new Map<string, { place: string; count: number }>();
  let heading = '';
  let number = 0;
  for (const paragraph of below(document).filter(({ name }) => name === 'p')) {
    const text = wordsOf(paragraph);
    number += 1;
    if (isHeading(paragraph) && text !== '') heading = text;
    const place = placeOf(file, heading, number, text);
    for (const one of inside(paragraph)) {
      const found = told[one.name]?.(one);
      if (found !== undefined && found !== null) notes.push({ ...found, place });
      const style = styled(one);
      if (style === null) continue;
      const before = counted.get(style);
      counted.set(style, { place: before?.place ?? place, count: (before?.count ?? 0) + 1 });
    }
  }
  for (const [what, { place, count }] of counted) notes.push({ ...styleNote(what, count), place });
  return [...notes, ...partNotes(names, file)];
}

/** Below a paragraph, but not below the paragraphs of a text box in it: those have their own turn. */
function inside(tree: XmlTree): readonly XmlTree[] {
  return elements(tree).flatMap((one) => {
    if (one.name === 'p') return [];
    // Word writes a drawing twice, once for programs that do not know the new form.
    if (one.name === 'Fallback') return [];
    return [one, ...inside(one)];
  });
}

function wordsOf(paragraph: XmlTree): string {
  return below(paragraph)
    .filter(({ name }) => name === 't')
    .map(textOf)
    .join('')
    .trim();
}

function isHeading(paragraph: XmlTree): boolean {
  const style = childOf(childOf(paragraph, 'pPr'), 'pStyle')?.attributes.val ?? '';
  return /^(?:heading|title|berschrift|titre|t[ií]tulo)\s*\d?$/i.test(style.replace(/^Ü/, ''));
}

/** `guide.docx, under "Safety", paragraph 14 ("The worker …")`. */
function placeOf(file: string, heading: string, number: number, text: string): string {
  const words = text.length > 40 ? `${text.slice(0, 40).replace(/\s+\S*$/, '')} …` : text;
  return `${file}${heading === '' ? '' : `, under "${heading}"`}, paragraph ${number}${words === '' ? '' : ` ("${words}")`}`;
}

type Found = Omit<ImportNote, 'place'>;

function left(what: string, hint: string): Found {
  return { severity: 'error', code: 'import/not-taken', message: `${what} is not brought in.`, hint };
}

function changed(message: string, hint: string): Found {
  return { severity: 'warning', code: 'import/changed', message, hint };
}

const told: Readonly<Record<string, (one: XmlTree) => Found | null>> = {
  ins: () =>
    changed(
      'A tracked insertion is taken as if it were accepted.',
      'accept or reject all changes in Word, and bring it again.',
    ),
  moveTo: () =>
    changed(
      'A tracked move is taken as if it were accepted.',
      'accept or reject all changes in Word, and bring it again.',
    ),
  del: (one) =>
    changed(
      `A tracked deletion is left out: "${textOf(one).trim().slice(0, 60)}".`,
      'accept or reject all changes in Word, and bring it again.',
    ),
  commentReference: () =>
    changed('A comment is left out.', 'settle it in Word, or write it into the lesson as `<!-- ... -->`.'),
  txbxContent: () =>
    changed(
      'A text box: its text stands among the paragraphs now.',
      'see that it stands where it should; a block `callout` may be what it was.',
    ),
  oMath: (one) =>
    left(
      `An equation (${textOf(one).trim().slice(0, 60)})`,
      'write it in words, or bring it as an image with alt text.',
    ),
  graphicData: (one) => graphics.find(([uri]) => uri.test(one.attributes.uri ?? ''))?.[1] ?? null,
  object: () => left('An embedded file', 'bring it as an image with alt text, or as text.'),
  altChunk: () => left('An embedded document', 'copy its text into this document.'),
};

const graphics: readonly (readonly [RegExp, Found])[] = [
  [
    /\/diagram$/,
    left('SmartArt', 'save it as a picture in Word, give it alt text, and bring it again; or write it as a list.'),
  ],
  [/\/chart$/, left('A chart', 'save it as a picture with alt text, or write its figures as a table.')],
  [/wordprocessing(?:Canvas|Group)$/, left('A group of shapes', 'save it as a picture in Word, and give it alt text.')],
  [/\/lockedCanvas$/, left('A drawing', 'save it as a picture in Word, and give it alt text.')],
];

/** Run properties that carry meaning for some authors; `auto` and black are the usual text. */
function styled({ name, attributes }: XmlTree): string | null {
  if (name === 'u' && attributes.val !== 'none') return 'underlined text';
  if (name === 'highlight' && attributes.val !== 'none') return 'highlighted text';
  if (name === 'color' && attributes.val !== undefined && !/^(?:auto|0{6})$/i.test(attributes.val))
    return 'colored text';
  return null;
}

function styleNote(what: string, count: number): Found {
  return changed(
    `${count === 1 ? 'A piece' : `${count} pieces`} of ${what} ${count === 1 ? 'is' : 'are'} plain text now.`,
    'where it meant something, say it in words or as *emphasis*.',
  );
}

function partNotes(names: readonly string[], file: string): ImportNote[] {
  const has = (pattern: RegExp) => names.some((name) => pattern.test(name));
  return [
    ...(has(/^word\/(?:header|footer)\d*\.xml$/)
      ? [
          {
            place: file,
            ...changed('Headers and footers are left out.', 'a package has its own; nothing is to be done, as a rule.'),
          },
        ]
      : []),
    ...(has(/vbaProject\.bin$/i)
      ? [{ place: file, ...changed('Macros are left out.', 'nothing is to be done.') }]
      : []),
  ];
}
