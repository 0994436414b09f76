import { expect } from 'vitest';
import { module } from '../packager/parts.js';
import type { RawEntry } from './raw-zip.js';

/** A way to spoil a good package in one thing. */
export interface Slip {
  readonly target: string;
  readonly spoil: (entries: readonly RawEntry[]) => readonly RawEntry[];
  readonly before?: Uint8Array;
  /** The manifest alone, without a zip. */
  readonly isBare?: boolean;
}

type Change = readonly [from: string | RegExp, to: string];

/** Replaces pieces of the manifest; each must be there. */
export function manifest(target: string, ...changes: readonly Change[]): Slip {
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

function added(name: string, content: string | Uint8Array = 'x', target = 'cmi5'): Slip {
  return { target, spoil: (entries) => [...entries, { name, content: Buffer.from(content) }] };
}

function without(name: string, target: string): Slip {
  return { target, spoil: (entries) => entries.filter((e) => e.name !== name) };
}

const { iri } = module;
const objective = module.objectives[0]?.iri ?? '';
const secondItem = (attributes: string, inside = '') =>
  `<item ${attributes}><title>x</title>${inside}</item></organization>`;
const chapter = (inside: string): Change => [
  /(<item [\s\S]*<\/item>)/,
  `<item identifier="chapter"><title>x</title>$1${inside}</item>`,
];
const sequencing = (inside: string): Change => ['<imsss:sequencing>', `<imsss:sequencing>${inside}`];

/** For each rule, slips that it must find, and no other rule. */
export const slips: Readonly<Record<string, readonly Slip[]>> = {
  'zip-descriptor': [entry('course.css', { method: 0, flags: 8 })],
  'zip-start': [{ target: 'cmi5', spoil: (e) => e, before: Buffer.from('MZ') }],
  'zip-manifest-first': [{ target: 'cmi5', spoil: (e) => [...e].reverse() }],
  'zip-header': [entry('course.css', { flags: 2, localFlags: 0 })],
  'zip-utf8': [added('media/né.txt')],
  'zip-folder': [added('media/', '')],
  'file-name': [
    added('media/a b.txt'),
    added('media/a&b.txt'),
    { target: 'cmi5', spoil: (e) => [...e, { name: 'né.txt', flags: 0x800 }] },
  ],
  'file-case': [added('Course.css')],
  'one-manifest': [added('imsmanifest.xml', '<manifest/>'), added('course.CST')],
  'no-unit': [manifest('xapi', [/<launch.*<\/launch>/, ''])],
  'launch-file': [
    without('index.html', 'cmi5'),
    without('index.html', 'scorm12'),
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
  'file-secret': [
    added('key.pem', `-----BEGIN PRIVATE KEY-----\n${'MIIB'.repeat(20)}`),
    added('a.js', `send('Basic ${Buffer.from('lrs-key:lrs-secret').toString('base64')}')`),
    added('a.json', '{"token": "Bearer 7f3e9a1c5b8d2046af31"}'),
    added('a.js', `const at = "https://someone:s3cretword@lrs.example.org/xapi/"`),
    added('config.js', `var config = { password: "hunter2hunter22" };`),
  ],
  'file-unload': [
    added('a.html', '<body onunload="save()"></body>'),
    added('a.js', 'window.addEventListener("unload", function () { save(); });'),
    added('a.js', '$(window).on("unload", function () { save(); });'),
  ],
  'script-outside': [
    added('a.js', 'fetch("https://stats.example.org/hit");'),
    added('a.js', 'new Image().src = "//stats.example.org/hit.gif";'),
  ],
  'file-large': [
    added('long.js', '//'.padEnd(3_200_000, 'x')),
    {
      target: 'cmi5',
      spoil: (e) => [...e, { name: 'film.mp4', method: 0, content: Buffer.alloc(50_100_000, 'film') }],
    },
  ],
  'scorm-metadata': [
    manifest('scorm12', ['<schema>ADL SCORM<', '<schema>ADL<']),
    manifest('scorm2004-4', ['>ADL SCORM<', '>ADL<']),
    manifest('scorm2004-4', ['>2004 4th Edition<', '>2004 5th Edition<']),
    manifest('scorm12', [/<metadata>[\s\S]*<\/metadata>/, '']),
  ],
  'scorm-structure': [
    manifest('scorm12', [
      '</manifest>',
      '<manifest identifier="M2"><organizations/><resources/></manifest></manifest>',
    ]),
    manifest('scorm2004-4', ['</manifest>', '<resources/></manifest>']),
  ],
  'scorm-organization': [
    manifest('scorm12', [/default="[^"]*"/, 'default="other"']),
    manifest('scorm2004-4', [/default="[^"]*"/, 'default="other"']),
    manifest('scorm12', [/<title>.*<\/title>/, '']),
    manifest('scorm2004-4', [
      '</organizations>',
      '<organization identifier="second"><title>x</title></organization></organizations>',
    ]),
  ],
  'scorm-item': [
    manifest('scorm12', ['</organization>', secondItem('identifier="second" identifierref="gone"')]),
    manifest('scorm2004-4', [/(<\/item>)/, '$1<item identifier="second"><title>x</title></item>']),
    manifest('scorm12', [/(<item[^>]*>\s*)<title>.*<\/title>/, '$1<title/>']),
  ],
  'scorm-identifier': [
    manifest('scorm12', [/identifier="item[^"]*"/, 'identifier="1 item"']),
    manifest('scorm2004-4', [/identifier="item[^"]*"/, 'identifier="organization.clear-words"']),
  ],
  'scorm-element': [
    manifest('scorm12', [/datafromlms/g, 'dataFromLMS']),
    manifest('scorm2004-4', [/dataFromLMS/g, 'datafromlms']),
  ],
  'scorm-attribute': [
    // Valid by the schemas, and no SCO for an LMS.
    manifest('scorm12', [/adlcp:scormtype="sco"/, 'adlcp:scormType="sco"']),
    manifest('scorm2004-4', [/adlcp:scormType="sco"/, 'adlcp:scormTyp="sco"']),
    manifest('scorm2004-4', [/(adlcp:scormType="sco")/, '$1 adlcp:persistState="true"']),
  ],
  'scorm-item-data': [
    manifest('scorm12', chapter('<adlcp:masteryscore>80</adlcp:masteryscore>')),
    manifest('scorm2004-4', [
      /(<item [\s\S]*<\/item>)/,
      '<item identifier="chapter" parameters="?a=b"><title>x</title>$1</item>',
    ]),
  ],
  'scorm-mastery': [
    manifest('scorm12', ['>80<', '>0.8<']),
    manifest('scorm12', ['>80<', '>101<']),
    manifest('scorm12', ['>80<', '>80%<']),
  ],
  'scorm-prerequisites': [
    manifest('scorm12', [
      '<adlcp:masteryscore>',
      '<adlcp:prerequisites type="aicc_script">gone</adlcp:prerequisites><adlcp:masteryscore>',
    ]),
  ],
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
  'scorm-objective-writes': [
    manifest(
      'scorm2004-4',
      [
        '<imsss:deliveryControls',
        '<adlseq:objectives><adlseq:objective objectiveID="primary"><adlseq:mapInfo targetObjectiveID="g" writeRawScore="true"/><adlseq:mapInfo targetObjectiveID="g" writeRawScore="true"/></adlseq:objective></adlseq:objectives><imsss:deliveryControls',
      ],
      [/(<adlseq:objectives>.*<\/adlseq:objectives>)(<imsss:deliveryControls[^>]*>)/, '$2$1'],
    ),
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
    manifest(
      'scorm2004-4',
      sequencing(
        '<imsss:sequencingRules><imsss:preConditionRule><imsss:ruleAction action="skip"/></imsss:preConditionRule></imsss:sequencingRules>',
      ),
    ),
  ],
  'scorm-resource': [
    manifest('scorm12', [' adlcp:scormtype="sco"', '']),
    manifest('scorm2004-4', [' type="webcontent"', '']),
    manifest('scorm12', ['<file href="index.html"/>', '']),
    manifest('scorm12', [' adlcp:scormtype="sco"', ' adlcp:scormtype="page"']),
  ],
  'scorm-href': [
    manifest('scorm12', ['<file href="course.js"/>', '<file href="course.js#top"/>']),
    manifest('scorm2004-4', [' href="index.html">', ' href="index.html#top">']),
    manifest(
      'scorm2004-4',
      [/(<dependency identifierref="[^"]*"\/>)/, '$1<dependency identifierref="more"/>'],
      [
        '</resources>',
        '<resource identifier="more" type="webcontent" adlcp:scormType="asset" xml:base="more"/></resources>',
      ],
    ),
  ],
  'scorm-file-missing': [
    without('media/dot.png', 'scorm12'),
    manifest('scorm2004-4', ['<file href="course.js"/>', '<file href="course.js"/><file href="gone.js"/>']),
    manifest('scorm12', ['<file href="course.js"/>', '<file href="course.js"/><file href="course.js"/>']),
  ],
  'scorm-file-unlisted': [
    added('media/more.txt', 'x', 'scorm12'),
    manifest('scorm2004-4', ['<file href="course.js"/>', '']),
  ],
  'scorm-resource-unused': [manifest('scorm12', [/<dependency[^>]*>/, ''])],
  'scorm-dependency': [
    manifest('scorm2004-4', [/(<dependency identifierref="[^"]*"\/>)/, '$1<dependency identifierref="gone"/>']),
  ],
  'scorm-schema-files': [
    manifest('scorm2004-4', [/xsi:schemaLocation="[^"]*"/, '']),
    manifest('scorm12', [/xsi:schemaLocation="/, 'xsi:schemaLocation="urn:more more.xsd ']),
  ],
  'cmi5-iri': [
    manifest('cmi5', [`<au id="${iri}"`, '<au id="clear-words"']),
    manifest('cmi5', [`<course id="${iri}/course"`, '<course id=""']),
  ],
  'cmi5-unique': [
    manifest('cmi5', [
      `</objectives>`,
      `<objective id="${objective}"><title><langstring lang="en">x</langstring></title><description><langstring lang="en">x</langstring></description></objective></objectives>`,
    ]),
  ],
  'cmi5-objective-ref': [manifest('cmi5', [`idref="${objective}"`, 'idref="urn:gone"'])],
  'cmi5-url': [
    manifest('cmi5', ['<url>index.html', '<url>https://']),
    manifest('cmi5', ['<url>index.html', '<url>index.html?a=b c']),
  ],
  'cmi5-query': [manifest('cmi5', ['<url>index.html', '<url>index.html?a=1&amp;Fetch=x'])],
  'cmi5-structure': [
    manifest('cmi5', ['masteryScore="0.8"', 'masteryScore="80"']),
    manifest('cmi5', ['moveOn=', 'moveon=']),
    manifest('cmi5', ['lang="en"', 'lang="en_US"']),
    manifest('cmi5', [/<launchParameters>/, '<entitlementKey>k</entitlementKey><launchParameters>']),
  ],
  'cmi5-move-on': [manifest('cmi5', [' masteryScore="0.8"', ''])],
  'cmi5-bare': [{ target: 'cmi5', spoil: (entries) => entries.slice(0, 1), isBare: true }],
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
