import { packagePath } from '../../verify/package-path.js';
import { openZip } from '../open-zip.js';
import { below, readXmlTree, type XmlTree } from '../read-xml-tree.js';
import { RefusedSource } from '../refused-source.js';

/** The parts of a Word file that are looked at. */
export interface DocxParts {
  /** `word/document.xml`. */
  readonly document: XmlTree;
  /** Names of all files in it. */
  readonly names: readonly string[];
}

/**
 * Looks through a Word file before anything is made of it. Refused are zips that harm (bombs, names that lead out), XML
 * with a document type, parts that lie outside of the file, and content that would be fetched from elsewhere.
 * @throws RefusedSource
 */
export async function openDocx(bytes: Uint8Array, file: string): Promise<DocxParts> {
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) throw new RefusedSource(`${file} is no Word file.`, hintFor(bytes));
  const files = await openZip(bytes, file);
  const main = files.get('word/document.xml');
  if (main === undefined)
    throw new RefusedSource(
      `${file} is a zip without word/document.xml, so it is no Word file.`,
      'open it in Word and save it as .docx.',
    );
  for (const [name, content] of files) {
    // Every XML, for mammoth reads more of them than the document alone.
    if (!/\.(?:xml|rels)$/i.test(name) || name === 'word/document.xml') continue;
    const tree = await readXmlTree(content, `${file}/${name}`);
    if (name.endsWith('.rels')) refuseForeign(tree, name, file);
  }
  return { document: await readXmlTree(main, `${file}/word/document.xml`), names: [...files.keys()] };
}

function hintFor(bytes: Uint8Array): string {
  return bytes[0] === 0xd0
    ? 'it is of an old Word (.doc) or protected by a password: open it in Word and save it as .docx without one.'
    : 'open it in Word (or another writer) and save it as .docx.';
}

/** Relationships that lead out of the file (ECMA-376 part 2, 9.3): links are text, all else would be loaded. */
function refuseForeign(rels: XmlTree, name: string, file: string): void {
  const folder = name.replace(/_rels\/[^/]*$/, '');
  for (const { name: element, attributes } of below(rels)) {
    if (element !== 'Relationship') continue;
    const { Target: target = '', Type: type = '', TargetMode: mode = 'Internal' } = attributes;
    const kind = type.replace(/^.*\//, '');
    const isLocalTemplate = kind === 'attachedTemplate' && !/^(?:https?|ftp|\\\\|\/\/)/i.test(target);
    if (mode === 'External' && kind !== 'hyperlink' && !isLocalTemplate)
      throw new RefusedSource(
        `${file} loads something from outside: ${kind} from ${target.slice(0, 120)}.`,
        'in Word, break the link (File > Info > Edit Links to Files) or put the picture itself into the text.',
      );
    const inside = target.startsWith('/') ? target.slice(1) : target;
    const base = target.startsWith('/') ? '' : folder;
    if (mode === 'Internal' && packagePath(inside, base) === null)
      throw new RefusedSource(
        `${file} names a part outside of itself: ${target.slice(0, 120)}.`,
        'open it in Word and save it again.',
      );
  }
}
