import { createHash } from 'node:crypto';
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Kept } from '../../src/kept.js';
import { openChecks } from '../../src/pipeline/open-checks.js';
import type { Press } from '../../src/pipeline/open-press.js';
import { moduleTree, pressOf, Readings, targetsOf, type Workshop } from '../../src/pipeline.js';
import { projectRoot } from '../support/cpm.js';

// A module in two languages, with media, checks and an assessment.
const id = 'cpm-foundations';
let scratch: string;
let workshop: Workshop;
let folder: string;

beforeEach(() => {
  scratch = mkdtempSync(path.join(tmpdir(), 'cpm-writing-'));
  const modulesFolder = path.join(scratch, 'modules');
  cpSync(path.join(projectRoot, 'modules'), modulesFolder, { recursive: true });
  for (const name of ['templates', 'packaging', 'dist', 'package.json'])
    symlinkSync(path.join(projectRoot, name), path.join(scratch, name));
  workshop = { root: scratch, modulesFolder, cwd: scratch };
  folder = path.join(modulesFolder, id);
});

afterEach(() => rmSync(scratch, { recursive: true, force: true }));

describe('what is kept from save to save', () => {
  it('makes the same faults and the same package, byte for byte, as a fresh look, after any edits', async () => {
    const seed = Date.now() & 0x7fffffff;
    const checks = await openChecks(workshop, { isDraft: true });
    const [target] = targetsOf(workshop).filter(({ id: one }) => one === 'cmi5');
    if (!target) throw new Error('There is no such target');
    const [writing, fresh] = [pressOf(workshop, [target], new Kept()), pressOf(workshop, [target])];
    const readings = new Readings();
    const seen = { saves: 0, packages: 0, different: new Set<string>() };
    const of = async (press: Press, known: Readings) => {
      const { checked, advice } = await checks.faults(id, known);
      const made = checked.module ? await moduleTree(press, checked.module) : { diagnostics: [] };
      const files = [...(made.value?.tree ?? [])].map(([name, bytes]) => [
        name,
        createHash('sha256').update(bytes).digest('hex'),
      ]);
      return { diagnostics: [...checked.diagnostics, ...made.diagnostics, ...advice()], files };
    };
    await fc.assert(
      fc.asyncProperty(fc.array(anEdit, { minLength: 1, maxLength: 2 }), async (edits) => {
        for (const one of edits) apply(one);
        const right = await of(fresh, new Readings());
        expect(await of(writing, readings)).toEqual(right);
        seen.saves += 1;
        if (right.files.length > 0) seen.packages += 1;
        seen.different.add(JSON.stringify(right.files));
      }),
      { seed, numRuns: saves, endOnFailure: true },
    );
    console.log(
      `writing, seed ${seed}: ${seen.saves} saves, ${seen.packages} packages, ${seen.different.size} different`,
    );
    // Else it would hold what stands still against itself.
    expect(seen.different.size).toBeGreaterThan(saves / 6);
  }, 300_000);
});

const saves = 60;

interface Edit {
  readonly kind: keyof typeof kinds;
  readonly file: number;
  readonly at: number;
}

/** What authors do to a text; every third takes all back, so that most saves are of a whole module. */
const kinds = {
  word: (text: string, at: number) => withWord(text, at, ' Además, more words'),
  block: (text: string, at: number) =>
    withWord(text, at, '\n\n{% reveal summary="More" %}\nInside.\n{% /reveal %}\n\nAnd on'),
  slip: (text: string, at: number) => withWord(text, at, ' {% callou %}'),
  'cut a line': (text: string, at: number) => {
    const lines = text.split('\n');
    lines.splice(at % lines.length, 1);
    return lines.join('\n');
  },
} as const;

const anEdit: fc.Arbitrary<Edit | 'back' | 'rename'> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constantFrom<Edit['kind'][]>('word', 'word', 'word', 'word', 'block', 'block', 'slip', 'cut a line'),
      file: fc.nat(10_000),
      at: fc.nat(10_000),
    }),
  },
  { weight: 4, arbitrary: fc.constant<'back'>('back') },
  { weight: 1, arbitrary: fc.constant<'rename'>('rename') },
);

function apply(edit: Edit | 'back' | 'rename'): void {
  if (edit === 'back') {
    rmSync(folder, { recursive: true });
    cpSync(path.join(projectRoot, 'modules', id), folder, { recursive: true });
    return;
  }
  const all = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(md|yaml)$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
  if (edit === 'rename') {
    const lesson = all.find((one) => /05-[^.]+\.md$/.test(one));
    if (lesson) renameSync(lesson, lesson.replace('05-', '00-'));
    return;
  }
  const file = all[edit.file % all.length] ?? '';
  writeFileSync(file, kinds[edit.kind](readFileSync(file, 'utf8'), edit.at));
}

/** After the end of a sentence somewhere in the text. */
function withWord(text: string, at: number, words: string): string {
  const ends = [...text.matchAll(/[a-záéíóú]\.(?=\s)/g)].map(({ index }) => index + 2);
  const end = ends[at % ends.length];
  return end === undefined ? text : `${text.slice(0, end)}${words}.${text.slice(end)}`;
}
