import { open } from 'node:fs/promises';
import { allRules } from './all-rules.js';
import { type FileFacts, noFacts } from './facts/file-facts.js';
import { isScanned, scanFile, scannedBytes } from './facts/scan-file.js';
import type { Finding } from './finding.js';
import { type Kind, kindOf } from './kind.js';
import { listedFindings } from './listed-findings.js';
import { manifestFindings, type ReadManifest } from './manifest-findings.js';
import type { Judged, ZipEntry } from './package.js';
import { manifestBytes, manifestNames } from './read-manifest.js';
import { refusalFindings } from './refusal-findings.js';
import { schemaFindings } from './schema-findings.js';
import { schemasOf } from './schema-sets.js';
import type { Verdict } from './verdict.js';
import type { ZipLimits } from './zip/list-zip.js';
import { type FileTaker, readZip } from './zip/read-zip.js';
import { fileSource } from './zip/zip-source.js';

/** What may be unfolded where no more than a piece is in memory at a time. */
export const verifyLimits: ZipLimits = { entries: 20_000, bytes: 4_000_000_000 };

/**
 * Judges a package of anybody's, or a bare cmi5 course structure, without launching it.
 * @param file path on this machine
 * @param label its name in the verdict
 * @throws the system's error when the file cannot be read
 */
export async function verifyFile(file: string, label: string, limits = verifyLimits): Promise<Verdict> {
  const source = await fileSource(file);
  try {
    const start = await source.read(0, 512);
    if (isXml(start)) return await verifyBare(file, label, source.size);
    const manifests = new Map<string, Uint8Array>();
    let left = scannedInAll;
    const zip = await readZip(
      source,
      label,
      (record) => {
        if (isScanned(record.name)) left -= Math.min(record.size, scannedBytes);
        return scanning(record, manifests, left >= 0);
      },
      limits,
    );
    const empty = { file: label, bytes: source.size, ...nothingKnown };
    if (zip.value === undefined) return { ...empty, ...listedFindings(refusalFindings(zip.diagnostics)) };
    const { files, entries } = zip.value;
    const read = await manifestFindings(manifests, files, label);
    const skipped = left < 0 ? ['The package holds so much text that not all of it was looked into.'] : [];
    const before = { ...empty, fileCount: files.size, notChecked: skipped };
    return judged(before, read, { files, entries }, manifests);
  } finally {
    await source.close();
  }
}

/** Text that is looked into, bytes in all: some seconds of work. */
const scannedInAll = 200_000_000;

const nothingKnown: Omit<Verdict, 'file' | 'bytes'> = {
  kind: null,
  title: '',
  units: [],
  fileCount: 0,
  findings: [],
  omitted: {},
  notChecked: [],
  run: null,
  manifest: null,
};

/** Keeps the manifests, looks into what is text and not too long, and lets the rest go by. */
function scanning(
  { name, size }: ZipEntry,
  manifests: Map<string, Uint8Array>,
  isLookedInto: boolean,
): FileTaker<FileFacts> {
  const isManifest = manifestNames.includes(name);
  if (!isManifest && (!isLookedInto || !isScanned(name) || size > scannedBytes))
    return { take: () => undefined, done: () => ({ ...noFacts, size }) };
  const pieces: Buffer[] = [];
  let kept = 0;
  return {
    take(piece) {
      // Of a manifest that is too long, so much that it is seen to be.
      if (kept <= Math.max(manifestBytes, scannedBytes)) pieces.push(piece);
      kept += piece.length;
    },
    done() {
      const bytes = Buffer.concat(pieces);
      if (isManifest) manifests.set(name, bytes);
      return scanFile(name, bytes);
    },
  };
}

async function judged(
  before: Verdict,
  read: ReadManifest,
  pkg: Pick<Judged, 'files' | 'entries'>,
  manifests: ReadonlyMap<string, Uint8Array>,
): Promise<Verdict> {
  if (read.manifest === null) return { ...before, kind: read.kind, ...listedFindings(read.findings) };
  const { manifest } = read;
  const bytes = manifests.get(manifest.file) ?? Buffer.alloc(0);
  const kind = kindOf(manifest);
  const found = findingsOf({ ...pkg, manifest });
  // A note says less than a schema does.
  const heard = found.filter((f) => f.file === manifest.file && f.severity !== 'note');
  const told = new Set(heard.flatMap(({ line }) => (line === null ? [] : [line])));
  const bySchema = kind.edition === null ? [] : await schemaFindings(bytes, manifest.file, kind.edition, told);
  return {
    ...before,
    kind,
    title: manifest.title,
    units: manifest.units.map(({ id, title, href, isAsset = false }) => ({ id, title, href, isAsset })),
    ...listedFindings([...found, ...bySchema]),
    notChecked: [...before.notChecked, ...notChecked(kind)],
    manifest: { file: manifest.file, text: new TextDecoder().decode(bytes) },
  };
}

function findingsOf(pkg: Judged): readonly Finding[] {
  return allRules
    .filter((rule) => !rule.isHouseRule && rule.protocols.includes(pkg.manifest.protocol))
    .flatMap((rule) =>
      rule.breaches(pkg).map(({ file, line, message, hint, severity }) => ({
        rule: rule.id,
        severity: severity ?? rule.severity ?? 'error',
        file,
        line: line ?? null,
        message,
        remedy: hint,
        source: rule.source,
      })),
    );
}

function notChecked({ standard, edition }: Kind): readonly string[] {
  if (standard !== 'SCORM') return [];
  if (edition === null) return ['The manifest names no edition that is known, so it was not validated by schemas.'];
  return schemasOf(edition) === null
    ? [`The schemas of SCORM ${edition} are in no package at hand: the manifest was judged by rules alone.`]
    : [];
}

function isXml(start: Buffer): boolean {
  const text = start[1] === 0 || start[0] === 0xff ? start.toString('utf16le') : start.toString('latin1');
  return /^[\s\u00ef\u00bb\u00bf\ufeff\u00ff\u00fe]*<[?!A-Za-z]/.test(text);
}

/** A course structure without a zip (cmi5 14.2). */
async function verifyBare(file: string, label: string, size: number): Promise<Verdict> {
  const empty = { file: label, bytes: size, ...nothingKnown };
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(Math.min(size, manifestBytes + 1)));
    const bytes = buffer.subarray(0, bytesRead);
    const manifests = new Map([
      ['cmi5.xml', bytes],
      [label, bytes],
    ]);
    const read = await manifestFindings(manifests, new Map(), label, true);
    return judged(empty, read, { files: new Map(), entries: [] }, manifests);
  } finally {
    await handle.close();
  }
}
