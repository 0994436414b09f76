import { describe, expect, it } from 'vitest';
import type { Module, Question } from '../../src/model/module.js';
import { assemble } from '../../src/packager/assemble.js';
import { buildPackage } from '../../src/packager/build-package.js';
import { checkSizes } from '../../src/packager/check-sizes.js';
import { closingLimits, packageSizes } from '../../src/packager/package-sizes.js';
import { suspendedForm } from '../../src/suspended-form.js';
import { sealedData } from '../questions/sealed-data.js';
import { module, opened, partsFor, targetNamed } from './parts.js';

function question(n: number, type: 'fill-in' | 'single-choice', words = 'What fits?'): Question {
  const data = {
    'fill-in': sealedData.words(['trust']),
    'single-choice': sealedData.one(['a', 'b', 'c'], 'a'),
  };
  return {
    id: `question-${n}`,
    iri: `${module.iri}/questions/question-${n}`,
    type,
    title: `Question ${n}`,
    text: [words],
    objective: 'hear',
    item: null,
    review: null,
    weight: 1,
    hints: [],
    timeLimit: null,
    feedback: { right: [], wrong: [], partly: null, again: [] },
    optionFeedback: [],
    data: data[type],
    solution: '',
    view: {},
    components: { interactionType: type === 'fill-in' ? 'fill-in' : 'choice' },
  };
}

function moduleOf(
  count: number,
  type: 'fill-in' | 'single-choice',
  change: { words?: string; tries?: null } = {},
): Module {
  const questions = Array.from({ length: count }, (_, n) => question(n, type, change.words));
  const { assessment } = module;
  if (!assessment) throw new Error('no assessment');
  return { ...module, assessment: { ...assessment, questions, ...('tries' in change ? { tries: null } : {}) } };
}

const codes = async (id: string, built: Module): Promise<readonly string[]> =>
  (await buildPackage(partsFor(targetNamed(id), { module: built }))).diagnostics.map((d) => d.code);

describe('a module whose record could outgrow its LMS', () => {
  it('does not build for SCORM 1.2 when its suspended state can, and the message says what to shorten by how much (S1)', async () => {
    const long = moduleOf(8, 'fill-in');
    const { diagnostics, value } = await buildPackage(partsFor(targetNamed('scorm12'), { module: long }));
    expect(value).toBeUndefined();
    const [fault] = diagnostics;
    expect(fault).toMatchObject({
      code: 'package/state-too-long',
      severity: 'error',
      file: 'clear-words-1.2.0-scorm12.zip/imsmanifest.xml',
      line: 1,
    });
    const { state } = packageSizes(long, targetNamed('scorm12').target);
    expect(fault?.message).toContain(`${state.toLocaleString('en')} characters; SCORM 1.2 is sure to keep 4,096.`);
    expect(fault?.hint).toContain(`make it ${(state - 4096).toLocaleString('en')} characters shorter`);
    expect(fault?.hint).toMatch(/"question-\d" \(\d+ characters\)/);
    for (const id of ['scorm2004-4', 'cmi5', 'xapi']) expect(await codes(id, long), id).toEqual([]);
    expect(await codes('scorm12', moduleOf(8, 'single-choice'))).toEqual([]);
  });

  it('builds up to the last character of the limit, and not one further (S1)', () => {
    const { target } = targetNamed('scorm12');
    const { state } = packageSizes(module, target);
    const limited = (suspendData: number) => ({ ...target, limits: { ...target.limits, suspendData } });
    expect(checkSizes(module, limited(state))).toEqual([]);
    expect(checkSizes(module, limited(state - 1)).map((d) => d.code)).toEqual(['package/state-too-long']);
  });

  it('does not build for SCORM when one try alone could fill the closing request (S5), though it may where answers go one by one', async () => {
    const long = moduleOf(84, 'single-choice', { words: 'é'.repeat(250) });
    expect(await codes('scorm2004-4', long)).toEqual(['package/closing-too-long']);
    const { diagnostics } = await buildPackage(partsFor(targetNamed('scorm2004-4'), { module: long }));
    expect(diagnostics[0]?.hint).toMatch(
      /make it [\d,]+ bytes shorter\. Most is taken by "question-\d+" \([\d,]+ bytes\)/,
    );
    // SCORM 1.2 has no place for a question's text.
    expect(await codes('scorm12', long)).toEqual([]);
    for (const id of ['cmi5', 'xapi']) expect(await codes(id, long), id).toEqual([]);
  });

  it('does not build when a session could bring more values than PHP takes (M21)', async () => {
    expect(await codes('scorm12', moduleOf(120, 'single-choice'))).toContain('package/closing-too-many');
    expect(await codes('scorm12', moduleOf(100, 'single-choice'))).toEqual([]);
  });
});

describe('the tries that an LMS is told side by side', () => {
  it('are all of them while there is room, and at most as many as the suspended state can place', () => {
    const { target } = targetNamed('scorm12');
    expect(packageSizes(moduleOf(3, 'single-choice'), target).keptTries).toBe(3);
    expect(packageSizes(moduleOf(3, 'single-choice', { tries: null }), target).keptTries).toBe(
      suspendedForm.keptBlocks,
    );
  });

  it.each(['scorm12', 'scorm2004-4'])(
    'are as many as the closing request has room for, and not one more (S5, %s)',
    (id) => {
      for (const count of [10, 25, 40, 60, 90]) {
        const { keptTries, closing, values } = packageSizes(
          moduleOf(count, 'single-choice', { tries: null }),
          targetNamed(id).target,
        );
        const one = packageSizes(moduleOf(0, 'single-choice'), targetNamed(id).target);
        expect(closing).toBeLessThanOrEqual(closingLimits.bytes);
        expect(values).toBeLessThanOrEqual(closingLimits.values);
        const more = {
          bytes: closing + (closing - one.closing) / keptTries,
          values: values + (values - one.values) / keptTries,
        };
        if (keptTries < suspendedForm.keptBlocks)
          expect(more.bytes > closingLimits.bytes - 3000 || more.values > closingLimits.values, String(count)).toBe(
            true,
          );
      }
    },
  );

  it('stand in the package, for its page to know', () => {
    for (const open of opened) {
      const script = Buffer.from(assemble(partsFor(open)).get('course.js') ?? []).toString();
      expect(script).toMatch(new RegExp(`"target":"${open.target.id}",.*"tries":3`));
    }
  });
});
