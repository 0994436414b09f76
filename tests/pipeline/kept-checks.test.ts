import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FoundFaults, findFaults } from '../../src/pipeline/find-faults.js';
import type { Faults } from '../../src/pipeline/kept/check-kept.js';
import { moduleIds, type Workshop } from '../../src/pipeline.js';

const ours = path.resolve('modules');
let scratch: string;
let workshop: Workshop;

beforeEach(() => {
  scratch = mkdtempSync(path.join(tmpdir(), 'cpm-kept-'));
  const modulesFolder = path.join(scratch, 'modules');
  cpSync(ours, modulesFolder, { recursive: true });
  workshop = { root: scratch, modulesFolder, cwd: scratch };
});

afterEach(() => rmSync(scratch, { recursive: true, force: true }));

describe('faults kept from an earlier check', () => {
  it('are the faults that a fresh check finds, after any edits', async () => {
    const seed = Date.now() & 0x7fffffff;
    await fc.assert(
      fc.asyncProperty(fc.array(anEdit, { minLength: 1, maxLength: 3 }), async (edits) => {
        for (const one of edits) apply(one);
        const ids = await moduleIds(workshop);
        const right = await fresh(ids);
        expect(await kept(ids)).toEqual(right);
        // Once more, now with everything kept.
        expect(await kept(ids)).toEqual(right);
      }),
      { seed, numRuns: 40, endOnFailure: true },
    );
  }, 120_000);

  it('are looked up, not looked for: a fault that is written into the file that keeps them is told', async () => {
    const ids = await moduleIds(workshop);
    await kept(ids);
    change((text) => text.replaceAll('"diagnostics":[]', `"diagnostics":[${JSON.stringify(planted)}]`));
    const { modules, curriculum } = await findFaults(workshop, ids, { isAll: true, isFresh: false });
    expect(modules.flatMap(({ diagnostics }) => diagnostics)).toContainEqual(planted);
    expect(curriculum?.programmes.diagnostics).toEqual([planted]);
    expect(curriculum?.requirements.diagnostics).toEqual([planted]);
  });

  it('of a module do not stand in for those of programmes and requirements when what it says of itself changes', async () => {
    const ids = await moduleIds(workshop);
    await kept(ids);
    change((text) => text.replaceAll('"diagnostics":[]', `"diagnostics":[${JSON.stringify(planted)}]`));
    edit('cpm-foundations/module.yaml', (text) => text.replace(/^title: .*$/m, 'title: "Another name"'));
    const { curriculum } = await findFaults(workshop, ids, { isAll: true, isFresh: false });
    expect(curriculum?.programmes.diagnostics).toEqual([]);
    expect(curriculum?.requirements.diagnostics).toEqual([]);
  });

  it('of programmes follow when a module is gone', async () => {
    await kept(await moduleIds(workshop));
    rmSync(path.join(workshop.modulesFolder, 'cpm-behaviors'), { recursive: true });
    const ids = await moduleIds(workshop);
    const right = await fresh(ids);
    expect(right.programmes?.faults.map(({ code }) => code)).toContain('programme/unknown-module');
    expect(await kept(ids)).toEqual(right);
    expect(await kept(ids)).toEqual(right);
  });

  it('of a picture are those of its bytes: told again when only a text beside it changes, and not when it does', async () => {
    const [picture = ''] = readdirSync(path.join(workshop.modulesFolder, 'cpm-behaviors/media'));
    const shown = `modules/cpm-behaviors/media/${picture}`;
    const inPicture = { ...planted, file: shown };
    const ids = await moduleIds(workshop);
    await kept(ids);
    const verdict = new RegExp(`("${shown}":\\{"sha256":"\\w+","found":)\\[\\]`);
    change((text) => text.replace(verdict, `$1[${JSON.stringify(inPicture)}]`));
    const found = async () =>
      (await findFaults(workshop, ids, { isAll: true, isFresh: false })).modules
        .flatMap(({ diagnostics }) => diagnostics)
        .filter(({ file }) => file === shown);
    edit('cpm-behaviors/module.yaml', (text) => `${text}# A note.\n`);
    expect(await found()).toEqual([inPicture]);
    edit(`cpm-behaviors/media/${picture}`, (text) => `${text}\n`);
    expect(await found()).toEqual([]);
  });

  it('of a large picture are those of its bytes too, whatever its date says', async () => {
    const file = path.join(workshop.modulesFolder, 'cpm-behaviors/media/large.svg');
    const date = new Date(2026, 0, 1);
    const write = (end: string) => {
      writeFileSync(file, `<svg xmlns="http://www.w3.org/2000/svg"><!--${' '.repeat(4_100_000)}--></svg${end}`);
      utimesSync(file, date, date);
    };
    const ids = await moduleIds(workshop);
    write('>');
    expect(await kept(ids)).toEqual(await fresh(ids));
    write(' ');
    const right = await fresh(ids);
    expect(JSON.stringify(right)).toContain('media/damaged');
    expect(await kept(ids)).toEqual(right);
  });

  it('of one module stay when another is checked alone', async () => {
    const ids = await moduleIds(workshop);
    await kept(ids);
    change((text) => text.replaceAll('"diagnostics":[]', `"diagnostics":[${JSON.stringify(planted)}]`));
    const [first = '', second = ''] = ids;
    writeFileSync(path.join(workshop.modulesFolder, first, 'module.yaml'), 'title: 1\n');
    const wish = { isAll: false, isFresh: false };
    await findFaults(workshop, [first], wish);
    const found = await findFaults(workshop, [second], wish);
    expect(found.modules[0]?.diagnostics).toContainEqual(planted);
    expect(found.curriculum).toBeNull();
  });

  it.each([
    ['cut off', (text: string) => text.slice(0, text.length / 2)],
    ['empty', () => ''],
    ['of another build of the program', (text: string) => text.replace(/"program":"\w{4}/, '"program":"0000')],
    ['of another form', (text: string) => text.replaceAll('"severity"', '"gravity"')],
    ['a list', () => '[]'],
  ])('do not count when their file is %s', async (_what, spoil) => {
    writeFileSync(path.join(workshop.modulesFolder, 'cpm-foundations', 'module.yaml'), 'titel: Foundations\n');
    const ids = await moduleIds(workshop);
    const right = await fresh(ids);
    expect(await kept(ids)).toEqual(right);
    // What is kept would be told, for it is not what a fresh check says any more.
    change((text) => spoil(text.replaceAll(/"message":"[^"]*"/g, '"message":"Kept."')));
    expect(await kept(ids)).toEqual(right);
  });

  it('do not get mixed up by many checks at once', async () => {
    const ids = await moduleIds(workshop);
    const right = await fresh(ids);
    const all = await Promise.all(Array.from({ length: 8 }, () => kept(ids)));
    for (const one of all) expect(one).toEqual(right);
    expect(readdirSync(path.join(scratch, '.cache/checks'))).toHaveLength(1);
  });

  it('are done without where nothing can be written', async () => {
    writeFileSync(path.join(scratch, '.cache'), 'a file, where the folder would be');
    const ids = await moduleIds(workshop);
    expect(await kept(ids)).toEqual(await fresh(ids));
  });
});

const planted = {
  ...{ code: 'test/planted', severity: 'warning', message: 'Planted.', hint: 'none' },
  ...{ file: 'modules/cpm-foundations/module.yaml', line: 1, column: 1 },
} as const;

const fresh = async (ids: readonly string[]) => shown(await findFaults(workshop, ids, { isAll: true, isFresh: true }));
const kept = async (ids: readonly string[]) => shown(await findFaults(workshop, ids, { isAll: true, isFresh: false }));

/** What a caller prints: the faults, and the text that they stand in. */
function shown({ modules, curriculum }: FoundFaults) {
  const withText = ({ diagnostics, sources }: Faults) => ({
    faults: diagnostics.map((one) => ({ ...one, text: sources.get(one.file) })),
  });
  return {
    modules: modules.map((one) => ({ id: one.id, ...withText(one) })),
    programmes: curriculum && { right: curriculum.programmes.right, ...withText(curriculum.programmes) },
    requirements: curriculum && withText(curriculum.requirements),
  };
}

function edit(file: string, by: (text: string) => string): void {
  const place = path.join(workshop.modulesFolder, file);
  writeFileSync(place, by(readFileSync(place, 'utf8')));
}

function change(edit: (text: string) => string): void {
  const folder = path.join(scratch, '.cache/checks');
  for (const name of readdirSync(folder)) {
    const file = path.join(folder, name);
    writeFileSync(file, edit(readFileSync(file, 'utf8')));
  }
}

/** An edit by positions, so that it fits whatever the edits before it have left. */
interface Edit {
  readonly kind: 'cut' | 'insert' | 'delete' | 'rename' | 'copy' | 'touch-shared';
  readonly file: number;
  readonly at: number;
  readonly text: string;
}

const anEdit: fc.Arbitrary<Edit> = fc.record({
  kind: fc.constantFrom('cut', 'insert', 'insert', 'delete', 'rename', 'copy', 'touch-shared'),
  file: fc.nat(10_000),
  at: fc.nat(10_000),
  text: fc.oneof(
    fc.constantFrom(
      '{% callou %}',
      '{% /callout %}',
      '# allow quality/term: so it is\n',
      '  - ',
      ': ',
      '\t',
      '\r\n',
      '## Page\n',
    ),
    fc.string({ unit: 'grapheme', maxLength: 12 }),
  ),
});

function apply({ kind, file, at, text }: Edit): void {
  const all = readdirSync(workshop.modulesFolder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
  const shared = all.filter((one) => /\/(_[^/]*|curriculum\.yaml)(\/|$)/.test(path.relative(scratch, one).slice(7)));
  const pool = kind === 'touch-shared' ? shared : all;
  const one = pool[file % pool.length];
  if (one === undefined) return;
  const before = readFileSync(one, 'utf8');
  const point = at % (before.length + 1);
  const edits = {
    cut: () => writeFileSync(one, before.slice(0, point) + before.slice(point + 20)),
    insert: () => writeFileSync(one, before.slice(0, point) + text + before.slice(point)),
    'touch-shared': () => writeFileSync(one, before.slice(0, point) + text + before.slice(point)),
    delete: () => rmSync(one),
    rename: () => renameSync(one, path.join(path.dirname(one), `x${at % 7}-${path.basename(one)}`)),
    copy: () => {
      const folder = path.join(workshop.modulesFolder, `copy-${at % 3}`);
      mkdirSync(folder, { recursive: true });
      writeFileSync(path.join(folder, path.basename(one)), before);
    },
  };
  edits[kind]();
}
