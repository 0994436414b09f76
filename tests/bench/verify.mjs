// `npm run bench -- verify`: what `cpm verify` costs, in whole processes: CPU seconds for a package of 1 MB,
// peak memory for one of 500 MB (of video, which no packing makes smaller), both without --run.
import { execFileSync } from 'node:child_process';
import { randomFillSync } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { crc32, deflateRawSync } from 'node:zlib';

const root = fileURLToPath(new URL('../..', import.meta.url));
const bin = path.join(root, 'dist/bin/cpm.js');
const rounds = 5;
const scratch = mkdtempSync(path.join(tmpdir(), 'cpm-bench-verify-'));

/** Writes entries one by one: a package of 500 MB is in memory nowhere. */
function writeZip(file, entries) {
  const out = openSync(file, 'w');
  const central = [];
  let offset = 0;
  const put = (bytes) => {
    writeSync(out, bytes);
    offset += bytes.length;
  };
  for (const { name, content, method } of entries) {
    const data = method === 8 ? deflateRawSync(content) : content;
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(method, 4);
    fields.writeUInt16LE(0x21, 8);
    fields.writeUInt32LE(crc32(content), 10);
    fields.writeUInt32LE(data.length, 14);
    fields.writeUInt32LE(content.length, 18);
    fields.writeUInt16LE(name.length, 22);
    const record = Buffer.alloc(46);
    record.writeUInt32LE(0x02014b50, 0);
    fields.copy(record, 6);
    record.writeUInt32LE(offset, 42);
    central.push(record, Buffer.from(name));
    put(Buffer.concat([Buffer.from('PK\u0003\u0004'), fields, Buffer.from(name)]));
    put(data);
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(central.length / 2, 8);
  end.writeUInt16LE(central.length / 2, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  put(directory);
  put(end);
  closeSync(out);
}

const page = (n) =>
  Buffer.from(
    `<!doctype html><html lang="en"><head><title>${n}</title></head><body>${`<p class="a" data-n="${n}">Words of page ${n}, and more of them.</p>\n`.repeat(300)}</body></html>`,
  );
const script = Buffer.from(
  Array.from(
    { length: 6000 },
    (_, i) => `function f${i}(a, b) { return a.src === b ? a + ${i} : g(b, "x${i}"); }\n`,
  ).join(''),
);

/** A SCORM 1.2 package: half a megabyte of pages and scripts, and so many megabytes of film. */
function* course(megabytes) {
  const texts = [
    ...Array.from({ length: 20 }, (_, n) => ({ name: `page${n}.html`, content: page(n), method: 8 })),
    { name: 'course.js', content: script, method: 8 },
  ];
  const films = Array.from({ length: Math.ceil(megabytes / 25) }, (_, n) => `film${n}.mp4`);
  const files = [...texts.map(({ name }) => name), ...films].map((name) => `<file href="${name}"/>`).join('\n');
  const manifest = `<?xml version="1.0"?><manifest identifier="m" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
<organizations default="o"><organization identifier="o"><title>t</title><item identifier="i" identifierref="r"><title>t</title></item></organization></organizations>
<resources><resource identifier="r" type="webcontent" adlcp:scormtype="sco" href="page0.html">${files}</resource></resources></manifest>`;
  yield { name: 'imsmanifest.xml', content: Buffer.from(manifest), method: 8 };
  yield* texts;
  const film = Buffer.alloc(Math.min(25, megabytes) * 1_000_000);
  for (const name of films) {
    randomFillSync(film);
    yield { name, content: film, method: 0 };
  }
}

function measure(args) {
  const runs = Array.from({ length: rounds }, () => {
    const report = path.join(scratch, 'rusage.json');
    execFileSync(process.execPath, ['--require', path.join(root, 'tests/bench/rusage.cjs'), ...args], {
      cwd: root,
      env: { ...process.env, CPM_RUSAGE: report },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    return JSON.parse(readFileSync(report, 'utf8'));
  });
  const median = (key) => runs.map((r) => r[key]).sort((a, b) => a - b)[Math.floor(rounds / 2)];
  return { cpu: median('cpu'), megabytes: median('megabytes') };
}

const small = path.join(scratch, 'one.zip');
const large = path.join(scratch, 'five-hundred.zip');
writeZip(small, [...course(0.8)]);
writeZip(large, course(500));
const rows = [
  { what: 'node -e 0', zip: 0, ...measure(['-e', '0']) },
  { what: 'verify, 1 MB', zip: statSync(small).size / 1e6, ...measure([bin, 'verify', small]) },
  { what: 'verify, 500 MB', zip: statSync(large).size / 1e6, ...measure([bin, 'verify', large]) },
];
rmSync(scratch, { recursive: true, force: true });

const limits = [
  ['a package of 1 MB, CPU s', rows[1].cpu, 0.6],
  ['a package of 500 MB, peak MB', rows[2].megabytes, 150],
].map(([what, value, limit]) => ({ what, value: Number(value.toFixed(3)), limit, holds: value <= limit }));
console.table(
  rows.map((r) => ({
    what: r.what,
    'zip MB': r.zip.toFixed(1),
    'CPU s': r.cpu.toFixed(2),
    'peak MB': r.megabytes.toFixed(0),
  })),
);
console.table(limits);
console.log(JSON.stringify({ rows, limits }));
if (limits.some((l) => !l.holds)) process.exitCode = 1;
