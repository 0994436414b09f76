import { describe, expect, it } from 'vitest';
import { allRules as rules } from '../../src/verify/all-rules.js';
import { checkPackage } from '../../src/verify/check-package.js';
import { readPackage } from '../../src/verify/read-package.js';
import { targetNamed } from '../packager/parts.js';
import { goodPackage, goodTargets } from './good-packages.js';
import { judged } from './judged.js';
import { rawZip } from './raw-zip.js';
import { manifest, slips } from './slips.js';

/** What our own build says, which holds ours to every rule. */
async function codesOf(target: string, bytes: Uint8Array): Promise<readonly string[]> {
  const read = await readPackage(bytes);
  if (read.value === undefined) throw new Error(JSON.stringify(read.diagnostics));
  return (await checkPackage(read.value, targetNamed(target).schemas ?? undefined)).map((d) => d.code);
}

/** Ids of the rules that find something, each once. */
async function rulesOf(bytes: Uint8Array): Promise<readonly string[]> {
  return [...new Set((await judged(bytes)).findings.map((f) => f.rule))];
}

describe('the rules for packages', () => {
  it.each(goodTargets)('find nothing in a good package for %s, and name its edition (K6)', async (target) => {
    expect(await codesOf(target, rawZip(goodPackage(target)))).toEqual([]);
    const verdict = await judged(rawZip(goodPackage(target)));
    expect(verdict.findings).toEqual([]);
    expect(verdict.kind?.title).toBe(
      {
        scorm12: 'SCORM 1.2',
        'scorm2004-3': 'SCORM 2004, 3rd Edition',
        'scorm2004-4': 'SCORM 2004, 4th Edition',
        cmi5: 'cmi5',
        xapi: 'xAPI, by the Tin Can launch convention',
      }[target],
    );
  });

  it('are each there once, and each has a slip to find', () => {
    expect(new Set(rules.map((r) => r.id)).size).toBe(rules.length);
    const covered = Object.entries(slips).flatMap(([id, some]) => (some.length > 0 ? [id] : []));
    expect(covered.sort()).toEqual(rules.map((r) => r.id).sort());
  });

  describe.each(rules.map((r) => [r.id, r] as const))('%s', (id, rule) => {
    it.each((slips[id] ?? []).map((slip, i) => [i + 1, slip] as const))(
      `alone finds slip %i: ${rule.says}`,
      async (_, slip) => {
        const spoilt = slip.spoil(goodPackage(slip.target));
        const bytes = slip.isBare ? Buffer.from(spoilt[0]?.content ?? []) : rawZip(spoilt, slip.before);
        if (!slip.isBare) expect(await codesOf(slip.target, bytes)).toContain(`package/${id}`);
        expect(await rulesOf(bytes)).toEqual(rule.isHouseRule ? [] : [id]);
      },
    );
  });
});

describe('the schemas of SCORM', () => {
  it.each([
    ['scorm12', '<organizations ', '<organizations colour="red" '],
    ['scorm12', '</organization>', '</organization><surplus/>'],
    ['scorm2004-4', 'satisfiedByMeasure="true"', 'satisfiedByMeasure="yes"'],
    ['scorm2004-4', '<imsss:deliveryControls', '<imsss:deliverycontrols'],
  ] as const)('alone find a slip in a manifest for %s: %s', async (target, from, to) => {
    const bytes = rawZip(manifest(target, [from, to]).spoil(goodPackage(target)));
    expect(await codesOf(target, bytes)).toContain('package/schema');
    expect((await rulesOf(bytes)).filter((rule) => rule !== 'scorm-measure')).toEqual(['schema']);
  });

  it('pass over metadata of other standards', async () => {
    const lom = '<lom xmlns="http://ltsc.ieee.org/xsd/LOM"><general/></lom>';
    const bytes = rawZip(
      manifest('scorm2004-4', ['</metadata>', `${lom}</metadata>`]).spoil(goodPackage('scorm2004-4')),
    );
    expect(await rulesOf(bytes)).toEqual([]);
  });

  it('are not at hand for the 2nd edition, and it is said so', async () => {
    const bytes = rawZip(manifest('scorm2004-3', ['2004 3rd Edition', 'CAM 1.3']).spoil(goodPackage('scorm2004-3')));
    const verdict = await judged(bytes);
    expect(verdict.kind?.edition).toBe('2004 2nd Edition');
    expect(verdict.notChecked).toEqual([expect.stringContaining('judged by rules alone')]);
    expect(verdict.findings).toEqual([]);
  });
});
