import { createHash } from 'node:crypto';
import type { ContentNode } from '../../content.js';
import { readHtml } from '../markup/read-html.js';
import type { ImportNote } from '../note.js';

/** A Word document as a tree of HTML, with the pictures that it shows. */
export interface ConvertedDocument {
  readonly content: readonly ContentNode[];
  /** By the name that `src` of their images holds. */
  readonly pictures: ReadonlyMap<string, Uint8Array>;
  readonly notes: readonly ImportNote[];
}

/**
 * A Word document by mammoth, which goes by styles ("Heading 1"), not by looks. Nothing outside of the file is opened.
 * @param usedNames of files that lie in `media/` already
 */
export async function convertDocx(
  bytes: Uint8Array,
  file: string,
  stem: string,
  usedNames: ReadonlySet<string>,
): Promise<ConvertedDocument> {
  const { default: mammoth } = await import('mammoth');
  const pictures = new Map<string, Uint8Array>();
  const named = new Map<string, string>();
  const refused: ImportNote[] = [];
  const result = await mammoth.convertToHtml(
    { buffer: Buffer.from(bytes) },
    {
      styleMap,
      externalFileAccess: false,
      convertImage: mammoth.images.imgElement(async (image) => {
        const ending = endings[image.contentType];
        if (ending === undefined) {
          refused.push(strangePicture(file, image.contentType));
          return { src: '' };
        }
        const content = await image.readAsBuffer();
        const hash = createHash('sha256').update(content).digest('hex');
        const name = named.get(hash) ?? newName(stem, ending, new Set([...usedNames, ...pictures.keys()]));
        named.set(hash, name);
        pictures.set(name, content);
        return { src: `media/${name}` };
      }),
    },
  );
  const notes = result.messages.flatMap(({ message }) => noteOf(file, message));
  return { content: readHtml(result.value), pictures, notes: [...refused, ...notes] };
}

/** Beside mammoth's own: what Word calls a title, a quotation, a caption and a table of contents. */
const styleMap = [
  "p[style-name='Title'] => h1.title:fresh",
  "p[style-name='Subtitle'] => p:fresh",
  "p[style-name='Quote'] => blockquote > p:fresh",
  "p[style-name='Intense Quote'] => blockquote > p:fresh",
  "p[style-name='caption'] => p:fresh",
  "p[style-name='Caption'] => p:fresh",
  "p[style-name='TOC Heading'] => p.contents:fresh",
  ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((level) => `p[style-name='toc ${level}'] => p.contents:fresh`),
];

/** Pictures that the module language takes. */
const endings: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/jpg': 'jpg',
  'image/webp': 'webp',
  'image/svg+xml': 'svg',
};

function newName(stem: string, ending: string, used: ReadonlySet<string>): string {
  for (let number = 1; ; number++) {
    const name = `${stem}-${number}.${ending}`;
    if (!used.has(name)) return name;
  }
}

function strangePicture(file: string, type: string): ImportNote {
  return {
    severity: 'error',
    code: 'import/not-taken',
    place: file,
    message: `A picture of the kind ${type} is not brought in: browsers do not show it, or pages do not take it.`,
    hint: 'save it as PNG or SVG and put it into the folder media; its place is marked in the lesson.',
  };
}

/** Mammoth's own words, where they tell something that an author can act on. */
function noteOf(file: string, message: string): ImportNote[] {
  // Of a style that the document only names, mammoth complains twice.
  if (message.startsWith("Unrecognised paragraph style: 'null'")) return [];
  const style = /^(?:Unrecognised paragraph style: '([^']*)'|Paragraph style with ID (.*) was referenced but)/.exec(
    message,
  );
  if (style !== null)
    return [
      {
        severity: 'warning',
        code: 'import/changed',
        place: file,
        message: `Paragraphs in the style "${style[1] ?? style[2] ?? ''}" are plain paragraphs now.`,
        hint: 'where it meant a heading, use Word\'s own "Heading 1" to "Heading 4" and bring it again.',
      },
    ];
  if (message.startsWith('Unrecognised run style')) return [];
  const element = /^An unrecognised element was ignored: (\S+)/.exec(message)?.[1];
  // Equations and drawings are told with their places already.
  if (element !== undefined && /math|oMath|txbx|graphic|drawing/i.test(element)) return [];
  if (element !== undefined)
    return [
      {
        severity: 'warning',
        code: 'import/changed',
        place: file,
        message: `Something that Word calls ${element.replace(/^\{.*\}/, '').replace(/\.$/, '')} is left out.`,
        hint: 'compare the lessons with the document.',
      },
    ];
  if (/unlikely to display|Image of type/i.test(message)) return [];
  return [
    {
      severity: 'warning',
      code: 'import/changed',
      place: file,
      message: `The document could not be read in full: ${message}.`,
      hint: 'compare the lessons with the document.',
    },
  ];
}
