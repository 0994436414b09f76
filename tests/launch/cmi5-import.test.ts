import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BuiltModule } from '../../src/server/catalogue.js';
import { launch } from '../server/support/au.js';
import { runningServer } from '../server/support/running-server.js';
import { type TinyPackage, tinyModule } from '../server/support/tiny-packages.js';
import { scratchFolder } from '../support/browser.js';
import { coursePackage, ids } from './support/course-package.js';

/** A package that breaks one of cmi5's rules for courses, in one way. */
interface Slip {
  readonly rule: string;
  readonly what: string;
  readonly spoil: (files: Readonly<Record<string, string>>) => Readonly<Record<string, string>>;
}

/** Replaces a piece of the course structure; the piece must be there. */
const replaced = (from: string, to: string): Slip['spoil'] => {
  return (files) => {
    const before = files['cmi5.xml'] ?? '';
    if (!before.includes(from)) throw new Error(`The course structure holds no ${from}`);
    return { ...files, 'cmi5.xml': before.replace(from, to) };
  };
};

const slips: readonly Slip[] = [
  { rule: 'P1', what: 'has no cmi5.xml', spoil: ({ 'cmi5.xml': _gone, ...rest }) => rest },
  {
    rule: 'P1',
    what: 'has cmi5.xml in a folder',
    spoil: ({ 'cmi5.xml': xml = '', ...rest }) => ({ ...rest, 'course/cmi5.xml': xml }),
  },
  {
    rule: 'P2',
    what: 'has a course whose id is no IRI',
    spoil: replaced(`course id="${ids.course}"`, 'course id="big"'),
  },
  { rule: 'P2', what: 'has a unit whose id is relative', spoil: replaced(`au id="${ids.talk}"`, 'au id="/talk"') },
  { rule: 'P3', what: 'has two units of one id', spoil: replaced(`au id="${ids.talk}"`, `au id="${ids.read}"`) },
  {
    rule: 'P3',
    what: 'has two blocks of one id',
    spoil: replaced(`block id="${ids.shelf}"`, `block id="${ids.part}"`),
  },
  {
    rule: 'P3',
    what: 'refers to an objective that is not there',
    spoil: replaced('<url>talk/', '<objectives><objective idref="https://example.org/o"/></objectives><url>talk/'),
  },
  { rule: 'P4', what: 'has an address that is none', spoil: replaced('<url>talk/', '<url>talk%zz/') },
  { rule: 'P4', what: 'names a file that is not in it', spoil: replaced('<url>talk/', '<url>walk/') },
  { rule: 'P5', what: 'takes a parameter of the launch for itself', spoil: replaced('?part=talk', '?fetch=talk') },
  {
    rule: 'P6',
    what: 'defines an entity',
    spoil: replaced('<courseStructure', '<!DOCTYPE x [<!ENTITY e "x">]><courseStructure'),
  },
  { rule: 'P7', what: 'is not well-formed', spoil: replaced('</courseStructure>', '') },
  { rule: 'P7', what: 'misspells moveOn', spoil: replaced('moveOn="Completed"', 'moveOn="WhenDone"') },
  { rule: 'P7', what: 'has a mastery score in percent', spoil: replaced('masteryScore="0.8"', 'masteryScore="80"') },
  {
    rule: 'P7',
    what: 'has no title of the course',
    spoil: replaced('<title><langstring lang="en">Big</langstring></title>', ''),
  },
];

let servers: Awaited<ReturnType<typeof runningServer>>;
let done: () => Promise<void>;
beforeAll(async () => {
  const scratch = await scratchFolder('cmi5-import');
  const good = coursePackage();
  const packaged = (name: string, files: TinyPackage['files']): Promise<BuiltModule> =>
    tinyModule(`${scratch.folder}/${name}`, name, [{ ...good, files }]);
  const modules = await Promise.all([
    packaged('good', good.files),
    packaged('torn', good.files),
    ...slips.map(({ spoil }, index) => packaged(`slip-${index}`, spoil(good.files))),
  ]);
  await writeFile(modules[1]?.packages[0]?.path ?? '', 'PK\u0003\u0004 and then nothing of a zip');
  servers = await runningServer(scratch.folder, modules, { launchGrace: 20 });
  done = async () => {
    await servers.close();
    await scratch.done();
    expect(servers.errors).toEqual([]);
  };
});
afterAll(() => done());

/** What the answer to a launch says: the rules it names and the whole of it. */
async function refusal(
  module: string,
): Promise<{ readonly status: number; readonly rules: readonly string[]; readonly says: string }> {
  const response = await fetch(`${servers.origin}/play/${module}/cmi5/launches`, {
    method: 'POST',
    headers: { Origin: servers.origin, 'Content-Type': 'application/json' },
    body: '{}',
  });
  const says = await response.text();
  return { status: response.status, rules: [...new Set(says.match(/\b[AP]\d+(?=: )/g))], says };
}

describe('a course package', () => {
  it('is launched when it keeps all rules', async () => {
    expect((await launch(servers, 'good/cmi5')).launch).not.toBe('');
  });

  it.each(slips.map((slip, index) => [slip.rule, slip.what, index] as const))(
    'is refused by %s alone when it %s',
    async (rule, _what, index) => {
      const { status, rules, says } = await refusal(`slip-${index}`);
      expect(status, says).toBe(422);
      expect(rules, says).toEqual([rule]);
      expect(says).toMatch(/\(cmi5 1?[348]\.\d/);
    },
  );

  it('is refused by P1 when it is no zip that can be read', async () => {
    expect(await refusal('torn')).toMatchObject({ status: 422, rules: ['P1'] });
  });

  it('is told to a person on the page itself', async () => {
    const response = await fetch(`${servers.origin}/play/slip-12/cmi5`, { headers: { Accept: 'text/html' } });
    expect(response.status).toBe(422);
    expect(await response.text()).toContain('P7: ');
  });

  it('has a slip for each of the seven rules', () => {
    expect([...new Set(slips.map(({ rule }) => rule))]).toEqual(['P1', 'P2', 'P3', 'P4', 'P5', 'P6', 'P7']);
  });
});
