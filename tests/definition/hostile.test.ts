import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLesson } from '../../src/definition/markdown/read-lesson.js';
import { readModuleFile } from '../../src/definition/read-module-file.js';
import { readQuestions } from '../../src/definition/read-questions.js';
import { sourceText } from '../../src/definition/source-text.js';
import type { Diagnostic } from '../../src/diagnostics.js';
import { irisOf } from '../../src/iris.js';
import { compileQuestion } from '../../src/model/compile-question.js';
import { fixtures } from './support/check.js';

const read = (file: string): string => readFileSync(`${fixtures}/clear-words/${file}`, 'utf8');

/** Every fault of a text; throws when one of them lies outside it. */
function faults(
  text: string,
  check: (source: ReturnType<typeof sourceText>, report: (d: Diagnostic) => void) => void,
): Diagnostic[] {
  const found: Diagnostic[] = [];
  check(sourceText('file', text), (d) => found.push(d));
  const lines = text.split('\n');
  for (const d of found) {
    const line = lines[d.line - 1];
    expect(line, `${d.code} in line ${d.line} of ${lines.length}`).toBeDefined();
    expect(d.column).toBeGreaterThanOrEqual(1);
    expect(d.column).toBeLessThanOrEqual((line ?? '').length + 1);
    // Quoted values may say anything.
    expect(d.message.replace(/"[^"]*"/g, '')).not.toMatch(/undefined|NaN|\[object|Invalid input|expected .* received/);
    expect(d.hint).not.toBe('');
  }
  return found;
}

const lesson = (text: string) =>
  faults(text, (source, report) => readLesson('x', source, new Set(['table.svg', 'levels.svg']), report));
const moduleFile = (text: string) => faults(text, (source, report) => readModuleFile(source, report));
const questions = (text: string) =>
  faults(text, (source, report) => {
    for (const question of readQuestions(source, report).questions) {
      for (const d of compileQuestion(
        question,
        irisOf('https://example.org/', 'x'),
        new Set(['levels.svg']),
        (content) => content,
      ).diagnostics)
        report(d);
    }
  });

const snippets = [
  '{%',
  '%}',
  '{% /callout %}',
  '{% x',
  '"',
  "'",
  ':',
  ': ',
  '- ',
  '\n',
  '\n\n',
  '#',
  '## ',
  '![',
  '](',
  '<b>',
  '<!--',
  '`',
  '```\n',
  '|',
  '*',
  '&a',
  '[',
  ']',
  '{',
  '}',
  '\t',
  '!!str ',
  '0',
  'null',
  '> ',
  '\\',
  '\u{1F600}',
  '\u0301',
  '__proto__: x\n',
];

/** A text with a few pieces cut out, doubled or put in. */
function spoiled(text: string): fc.Arbitrary<string> {
  const place = fc.nat({ max: text.length });
  const edit = fc.tuple(place, fc.nat({ max: 12 }), fc.constantFrom('', ...snippets));
  return fc
    .array(edit, { minLength: 1, maxLength: 4 })
    .map((edits) => edits.reduce((now, [at, cut, put]) => now.slice(0, at) + put + now.slice(at + cut), text));
}

describe('a spoiled text never breaks the compiler, and its faults lie inside it', () => {
  const run = { seed: 1, numRuns: 250 };
  it('lessons', () => {
    fc.assert(
      fc.property(
        fc.oneof(spoiled(read('lessons/01-plain-words.md')), spoiled(read('lessons/02-ask-first.md'))),
        (text) => void lesson(text),
      ),
      run,
    );
  });
  it('module.yaml', () => {
    fc.assert(
      fc.property(spoiled(read('module.yaml')), (text) => void moduleFile(text)),
      run,
    );
  });
  it('questions', () => {
    fc.assert(
      fc.property(
        fc.oneof(spoiled(read('questions/checks.yaml')), spoiled(read('questions/assessment.yaml'))),
        (text) => void questions(text),
      ),
      run,
    );
  });
  it('any value in any field', () => {
    const value = fc.jsonValue({ maxDepth: 2 });
    const fields = [
      'title',
      'version',
      'minutes',
      'audience',
      'objectives',
      'assessment',
      'completion',
      'sources',
      'practice-model',
    ];
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...fields), value),
        (data) => void moduleFile(JSON.stringify(data, null, 1)),
      ),
      run,
    );
    const inQuestion = ['id', 'type', 'text', 'feedback', 'options', 'answers', 'pairs', 'steps', 'weight'];
    const question = fc
      .dictionary(fc.constantFrom(...inQuestion), value)
      .chain((data) =>
        fc.constantFrom('single-choice', 'matching', 'fill-in', 'sequencing').map((type) => ({ type, ...data })),
      );
    fc.assert(
      fc.property(
        fc.array(question, { maxLength: 3 }),
        (list) => void questions(JSON.stringify({ use: 'check', questions: list }, null, 1)),
      ),
      run,
    );
  });
});

describe('texts made to exhaust a reader', () => {
  it.each([
    ['brackets', 'a: ', '['],
    ['blocks', 'a: ', '{a: '],
  ])('deep %s in YAML', (_, lead, piece) => {
    expect(moduleFile(lead + piece.repeat(20_000))).not.toEqual([]);
  });
  it.each([['> '], ['- '], ['*'], ['['], ['!['], ['{% callout %}\n'], ['<b>']])('many "%s" in a lesson', (piece) => {
    lesson(`# A\n\n## B\n\n${piece.repeat(2_000)}\n`);
  });
});
