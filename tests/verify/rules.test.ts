import { describe, expect, it } from 'vitest';
import { assemble } from '../../src/packager/assemble.js';
import { allRules as rules } from '../../src/verify/all-rules.js';
import { checkPackage } from '../../src/verify/check-package.js';
import { readPackage } from '../../src/verify/read-package.js';
import { module, opened, partsFor, targetNamed } from '../packager/parts.js';
import { type RawEntry, rawZip } from './raw-zip.js';

/** A way to spoil a good package. */
interface Slip {
  readonly target: string;
  readonly spoil: (entries: readonly RawEntry[]) => readonly RawEntry[];
  readonly before?: Uint8Array;
}

function entriesFor(target: string): readonly RawEntry[] {
  return [...assemble(partsFor(targetNamed(target), { launchData: target === 'xapi' ? '' : 'x=1' }))].map(
    ([name, content]) => ({ name, content }),
  );
}

/** Replaces a piece of the manifest; the piece must be there. */
function manifest(target: string, ...changes: readonly (readonly [from: string | RegExp, to: string])[]): Slip {
  return {
    target,
    spoil: ([first, ...rest]) => {
      let text = Buffer.from(first?.content ?? []).toString('utf8');
      for (const [from, to] of changes) {
        const changed = text.replace(from, to);
        expect(changed, `the manifest holds no ${from}`).not.toBe(text);
        text = changed;
      }
      return [{ name: first?.name ?? '', content: Buffer.from(text) }, ...rest];
    },
  };
}

function entry(name: string, change: Partial<RawEntry>): Slip {
  return { target: 'cmi5', spoil: (entries) => entries.map((e) => (e.name === name ? { ...e, ...change } : e)) };
}

function added(name: string, content = 'x', target = 'cmi5'): Slip {
  return { target, spoil: (entries) => [...entries, { name, content: Buffer.from(content) }] };
}

function without(name: string, target: string): Slip {
  return { target, spoil: (entries) => entries.filter((e) => e.name !== name) };
}

const { iri } = module;
const objective = module.objectives[0]?.iri ?? '';

/** For each rule, slips that it must find. */
const slips: Readonly<Record<string, readonly Slip[]>> = {
  'zip-descriptor': [entry('course.css', { method: 0, flags: 8 })],
  'zip-start': [{ target: 'cmi5', spoil: (e) => e, before: Buffer.from('MZ') }],
  'zip-manifest-first': [{ target: 'cmi5', spoil: (e) => [...e].reverse() }],
  'zip-header': [entry('course.css', { flags: 2, localFlags: 0 })],
  'zip-utf8': [added('media/né.txt')],
  'zip-folder': [added('media/', '')],
  'file-name': [added('media/a b.txt'), added('media/né.txt'), added('media/a&b.txt')],
  'file-case': [added('Course.css')],
  'one-manifest': [added('imsmanifest.xml', '<manifest/>'), added('course.CST')],
  'no-unit': [manifest('xapi', [/<launch.*<\/launch>/, '']), manifest('scorm12', [' href="index.html"', ''])],
  'launch-file': [
    without('index.html', 'cmi5'),
    manifest('cmi5', ['<url>index.html', '<url>Index.html']),
    manifest('xapi', ['>index.html<', '>../index.html<']),
  ],
  'launch-outside': [manifest('cmi5', ['<url>index.html', '<url>https://example.org/index.html'])],
  'no-secret': [
    manifest('scorm2004-4', ['x=1', '{"endpoint":"https://a:b@lrs.example.org/"}']),
    manifest('cmi5', ['x=1', 'Bearer abcdefghijkl']),
  ],
  'load-outside': [
    added('a.html', '<img src="https://example.org/a.png">'),
    added('a.html', '<link rel=stylesheet href=//example.org/a.css>'),
    added('a.html', '<p style="background: url(/a.png)">'),
    added('a.html', '<style>@import "http://example.org/a.css";</style>'),
    added('a.html', '<img srcset="course.css 1x, https://example.org/b.png 2x">'),
    added('a.svg', '<svg><image xlink:href="file:///tmp/a.png"/></svg>'),
    added('a/b.css', 'p { background: url(../../out.png) }'),
  ],
  'load-missing': [added('a.html', '<script src="gone.js"></script>'), added('a/b.html', '<img src="course.css">')],
  'scorm-metadata': [
    manifest('scorm12', ['>1.2<', '>1.3<']),
    manifest('scorm2004-4', ['>ADL SCORM<', '>ADL<']),
    manifest('scorm2004-4', [/<metadata>[\s\S]*<\/metadata>/, '']),
  ],
  'scorm-structure': [
    manifest('scorm12', ['</manifest>', '<manifest identifier="M2"/></manifest>']),
    manifest('scorm2004-4', ['</manifest>', '<resources/></manifest>']),
  ],
  'scorm-organization': [
    manifest('scorm12', [/default="[^"]*"/, 'default="other"']),
    manifest('scorm12', [/<title>.*<\/title>/, '']),
    manifest('scorm2004-4', [/<item[\s\S]*<\/item>/, '']),
  ],
  'scorm-item': [
    manifest('scorm12', [/identifierref="course[^"]*"/, 'identifierref="gone"']),
    manifest('scorm2004-4', [/ identifierref="course[^"]*"/, '']),
    manifest('scorm12', [/(<item[^>]*>\s*)<title>.*<\/title>/, '$1']),
  ],
  'scorm-identifier': [
    manifest('scorm12', [/identifier="item[^"]*"/, 'identifier="1 item"']),
    manifest('scorm2004-4', [/identifier="item[^"]*"/, 'identifier="organization.clear-words"']),
  ],
  'scorm-item-data': [manifest('scorm12', [/ identifierref="course[^"]*"/, ''])],
  'scorm-element': [
    manifest('scorm12', [/datafromlms/g, 'dataFromLMS']),
    manifest('scorm2004-4', [/dataFromLMS/g, 'datafromlms']),
  ],
  'scorm-mastery': [manifest('scorm12', ['>80<', '>0.8<']), manifest('scorm12', ['>80<', '>101<'])],
  'scorm-threshold': [
    manifest('scorm2004-4', [
      '<imsss:sequencing>',
      '<adlcp:completionThreshold>0.5</adlcp:completionThreshold><imsss:sequencing>',
    ]),
  ],
  'scorm-map-info': [
    manifest('scorm2004-4', [
      '</imsss:minNormalizedMeasure>',
      '</imsss:minNormalizedMeasure><imsss:mapInfo targetObjectiveID="g"/>',
    ]),
  ],
  'scorm-sequencing-once': [
    manifest('scorm2004-4', [
      '<imsss:controlMode choice="true" flow="true"/>',
      '<imsss:controlMode flow="true"/><imsss:controlMode choice="true"/>',
    ]),
  ],
  'scorm-objectives': [
    manifest('scorm2004-4', ['</imsss:objectives>', '<imsss:objective objectiveID="primary"/></imsss:objectives>']),
    manifest('scorm2004-4', ['</imsss:objectives>', '<imsss:objective/></imsss:objectives>']),
    manifest('scorm2004-4', [/<imsss:primaryObjective[\s\S]*<\/imsss:primaryObjective>/, '']),
  ],
  'scorm-measure': [
    manifest('scorm2004-4', ['>0.8<', '>80<']),
    manifest('scorm2004-4', [' satisfiedByMeasure="true"', '']),
  ],
  'scorm-sequencing-ref': [
    manifest('scorm2004-4', ['<imsss:sequencing>', '<imsss:sequencing IDRef="gone">']),
    manifest('scorm2004-4', ['<imsss:sequencing>', '<imsss:sequencing ID="own">']),
  ],
  'scorm-sequencing-rule': [
    manifest('scorm2004-4', [
      '<imsss:sequencing>',
      '<imsss:sequencing><imsss:sequencingRules><imsss:preConditionRule><imsss:ruleAction action="skip"/></imsss:preConditionRule></imsss:sequencingRules>',
    ]),
  ],
  'scorm-resource': [
    manifest('scorm12', [' adlcp:scormtype="sco"', '']),
    manifest('scorm2004-4', [' type="webcontent"', '']),
    manifest('scorm12', ['<file href="index.html"/>', '']),
  ],
  'scorm-href': [
    manifest('scorm12', ['<file href="course.js"/>', '<file href="/course.js"/>']),
    manifest('scorm2004-4', [' href="index.html">', ' href="index.html#top">']),
    manifest('scorm2004-4', ['<resources>', '<resources xml:base="content">']),
    manifest('scorm12', ['media/dot.png', 'media\\dot.png']),
  ],
  'scorm-file-missing': [
    without('media/dot.png', 'scorm12'),
    manifest('scorm2004-4', ['href="course.js"', 'href="Course.js"']),
    manifest('scorm12', ['<file href="course.js"/>', '<file href="course.js"/><file href="course.js"/>']),
  ],
  'scorm-file-unlisted': [
    added('media/more.txt', 'x', 'scorm12'),
    manifest('scorm2004-4', ['<file href="course.js"/>', '']),
  ],
  'scorm-resource-unused': [manifest('scorm12', [/<dependency[^>]*>/, ''])],
  'scorm-dependency': [
    manifest('scorm2004-4', [/<dependency identifierref="[^"]*"/, '<dependency identifierref="gone"']),
  ],
  'scorm-schema-files': [
    without('imsss_v1p0.xsd', 'scorm2004-4'),
    manifest('scorm2004-4', [/xsi:schemaLocation="[^"]*"/, '']),
    without('adlcp_rootv1p2.xsd', 'scorm12'),
  ],
  'cmi5-iri': [
    manifest('cmi5', [`<au id="${iri}"`, '<au id="clear-words"']),
    manifest('cmi5', [`<course id="${iri}/course"`, '<course id=""']),
  ],
  'cmi5-unique': [
    manifest('cmi5', [`<objective id="${objective.replace('hear', 'say')}"`, `<objective id="${objective}"`]),
  ],
  'cmi5-objective-ref': [manifest('cmi5', [`idref="${objective}"`, 'idref="urn:gone"'])],
  'cmi5-url': [
    manifest('cmi5', ['<url>index.html', '<url>https://']),
    manifest('cmi5', ['<url>index.html', '<url>in dex.html']),
  ],
  'cmi5-query': [manifest('cmi5', ['<url>index.html', '<url>index.html?a=1&amp;Fetch=x'])],
  'cmi5-structure': [
    manifest('cmi5', [/<url>.*<\/url>/, '']),
    manifest('cmi5', ['masteryScore="0.8"', 'masteryScore="80"']),
    manifest('cmi5', ['lang="en"', 'lang="en_US"']),
    manifest('cmi5', [' lang="en"', '']),
  ],
  'cmi5-move-on': [manifest('cmi5', [' masteryScore="0.8"', ''])],
  'xapi-iri': [
    manifest('xapi', [`<activity id="${iri}"`, '<activity id="clear-words"']),
    manifest('xapi', [/type="[^"]*"/, 'type="module"']),
  ],
  'xapi-activity': [manifest('xapi', [/<name.*<\/name>/, ''])],
  'xapi-launch': [
    manifest('xapi', [/<launch lang="en"/, '<launch']),
    manifest('xapi', [
      '</activities>',
      '<activity id="urn:b" type="urn:t"><name>b</name><description>b</description><launch lang="en">index.html</launch></activity></activities>',
    ]),
  ],
};

async function codesOf(target: string, bytes: Uint8Array): Promise<readonly string[]> {
  const read = await readPackage(bytes);
  if (read.value === undefined) throw new Error(JSON.stringify(read.diagnostics));
  return (await checkPackage(read.value, targetNamed(target).schemas ?? undefined)).map((d) => d.code);
}

describe('the rules for packages', () => {
  it.each(opened.map((o) => o.target.id))('find nothing in a good package for %s', async (target) => {
    expect(await codesOf(target, rawZip(entriesFor(target)))).toEqual([]);
  });

  it('are each there once, and each has a slip to find', () => {
    expect(new Set(rules.map((r) => r.id)).size).toBe(rules.length);
    expect(Object.keys(slips).sort()).toEqual(rules.map((r) => r.id).sort());
  });

  describe.each(rules.map((r) => [r.id, r] as const))('%s', (id, rule) => {
    it.each((slips[id] ?? []).map((slip, i) => [i + 1, slip] as const))(
      `finds slip %i: ${rule.says}`,
      async (_, slip) => {
        const bytes = rawZip(slip.spoil(entriesFor(slip.target)), slip.before);
        expect(await codesOf(slip.target, bytes)).toContain(`package/${id}`);
      },
    );
  });
});

describe('the schemas of SCORM', () => {
  it.each([
    ['scorm12', /adlcp:datafromlms/g, 'adlcp:dataFromLMS'],
    ['scorm12', 'identifierref="course', 'identifierRef="course'],
    ['scorm2004-4', 'satisfiedByMeasure="true"', 'satisfiedByMeasure="yes"'],
    ['scorm2004-4', '<imsss:deliveryControls', '<imsss:deliverycontrols'],
  ] as const)('find a slip in a manifest for %s: %s', async (target, from, to) => {
    const slip = manifest(target, [from, to]);
    expect(await codesOf(target, rawZip(slip.spoil(entriesFor(target))))).toContain('package/schema');
  });
});
