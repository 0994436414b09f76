import { packagePath } from '../../verify/package-path.js';
import type { ImportNote } from '../note.js';
import type { ZipFiles } from '../open-zip.js';
import { below, childrenOf, readXmlTree, type XmlTree } from '../read-xml-tree.js';
import { RefusedSource } from '../refused-source.js';
import { asQti2, qtiEdition } from './qti-tree.js';
import { readQtiItem } from './read-qti-item.js';
import type { ReadQuestion, ReadSource } from './read-question.js';

/** A QTI package: the items of its test in their order, else of its manifest. @throws RefusedSource */
export async function readQtiPackage(files: ZipFiles, file: string): Promise<ReadSource> {
  const manifestFile = files.get('imsmanifest.xml');
  if (manifestFile === undefined)
    throw new RefusedSource(
      `${file} is a zip without imsmanifest.xml, so it is no QTI package.`,
      'export it as QTI 2.1 or QTI 3, and do not pack it again: imsmanifest.xml lies at the top of the zip.',
    );
  const manifest = await readXmlTree(manifestFile, `${file}/imsmanifest.xml`);
  const resources = below(manifest).filter(({ name }) => name === 'resource');
  const types = resources.map(({ attributes }) => attributes.type ?? '');
  refuseOldDialects(types, files, file);
  const notes: ImportNote[] = [];
  const found: Found = { edition: null, questions: [], seen: new Set() };
  const tests = resources.filter(({ attributes }) => /test/i.test(attributes.type ?? ''));
  for (const href of hrefsOf(tests)) await readPart(files, file, href, found, notes);
  const items = resources.filter(({ attributes }) => /item|stimulus/i.test(attributes.type ?? ''));
  for (const href of hrefsOf(items)) await readPart(files, file, href, found, notes);
  if (found.edition === null)
    throw new RefusedSource(
      `${file} holds no item of QTI 2.1 or QTI 3.`,
      'export it again as QTI 2.1 or QTI 3; docs/import.md tells which formats are taken.',
    );
  return { format: found.edition, questions: found.questions, notes };
}

interface Found {
  edition: string | null;
  readonly questions: ReadQuestion[];
  readonly seen: Set<string>;
}

/** @throws RefusedSource with what can be done instead */
function refuseOldDialects(types: readonly string[], files: ZipFiles, file: string): void {
  if (types.some((type) => /x-bb-/.test(type)))
    throw new RefusedSource(
      `${file} is Blackboard's own export of a test or pool, not QTI 2.1.`,
      'in Blackboard, export the pool or test as a "QTI 2.1 package".',
    );
  const isOld = types.some((type) => /imsqti_xmlv1p|assignment_xmlv|imscc_xmlv/.test(type)) && !types.some(isNew);
  if (isOld || [...files.keys()].some((name) => /assessment_meta\.xml$/.test(name)))
    throw new RefusedSource(
      `${file} is QTI 1.2 (Canvas Classic Quizzes, Common Cartridge), which is not taken: its questions have no order that all programs keep.`,
      'bring it into Moodle, or into Canvas as a New Quiz, and export Moodle XML or QTI 2.1 from there.',
    );
}

function isNew(type: string): boolean {
  return /imsqti_(?:item|test)_xmlv[23]/.test(type);
}

function hrefsOf(resources: readonly XmlTree[]): string[] {
  return resources.map((one) => one.attributes.href ?? childrenOf(one, 'file')[0]?.attributes.href ?? '');
}

/** A test, or an item, at its path in the zip. */
async function readPart(
  files: ZipFiles,
  file: string,
  href: string,
  found: Found,
  notes: ImportNote[],
  weight = 1,
): Promise<void> {
  const path = packagePath(href);
  const content = path === null ? undefined : files.get(path);
  if (path === null || content === undefined) return void notes.push(missing(file, href));
  if (found.seen.has(path)) return;
  found.seen.add(path);
  const place = `${file}/${path}`;
  const tree = await readXmlTree(content, place);
  const edition = qtiEdition(tree);
  if (edition === null) return void notes.push(noItem(place, tree.name));
  found.edition ??= edition;
  const plain = asQti2(tree);
  if (plain.name === 'assessmentItem') return void found.questions.push(readQtiItem(plain, place, weight));
  notes.push(...testNotes(plain, place));
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  for (const ref of below(plain).filter(({ name }) => name === 'assessmentItemRef')) {
    const points = Number(childrenOf(ref, 'weight')[0]?.attributes.value ?? '1');
    const at = packagePath(ref.attributes.href ?? '', folder);
    await readPart(files, file, at ?? ref.attributes.href ?? '', found, notes, points);
  }
}

/** What a test says of its questions together. */
function testNotes(test: XmlTree, place: string): ImportNote[] {
  const told: Readonly<Record<string, string>> = {
    selection: 'that only some of its questions are drawn',
    ordering: 'that its questions are shuffled',
    timeLimits: 'its time limit',
    preCondition: 'that some questions depend on others',
    branchRule: 'that some questions depend on others',
    outcomeProcessing: 'its own rules for the total score',
    testFeedback: 'its feedback on the whole',
    rubricBlock: 'its instructions',
  };
  const lost = new Set(below(test).flatMap(({ name }) => told[name] ?? []));
  return [...lost].map((what) => ({
    severity: 'warning',
    code: 'import/test',
    place,
    message: `The test "${test.attributes.title ?? ''}" is brought in without ${what}.`,
    hint: 'say it in `assessment:` of module.yaml, where it can be said.',
  }));
}

function missing(file: string, href: string): ImportNote {
  return {
    severity: 'error',
    code: 'import/missing-file',
    place: `${file}/imsmanifest.xml`,
    message: `The package names the file "${href}", which is not in it.`,
    hint: 'export it again; the question in that file is not brought in.',
  };
}

function noItem(place: string, name: string): ImportNote {
  return {
    severity: 'warning',
    code: 'import/no-question',
    place,
    message: `A file that is no question (<${name}>) is not brought in.`,
    hint: 'put a text that several questions share onto a page of a lesson.',
  };
}
