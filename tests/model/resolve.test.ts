import { describe, expect, it } from 'vitest';
import { plainText } from '../../src/content.js';
import { minutesOf } from '../../src/model/check-rules.js';
import { checkModule, fixtures, spoil } from '../definition/support/check.js';

const moduleFile = 'clear-words/module.yaml';
const first = 'clear-words/lessons/01-plain-words.md';
const second = 'clear-words/lessons/02-ask-first.md';
const assessment = 'clear-words/questions/assessment.yaml';
const checks = 'clear-words/questions/checks.yaml';
const edition = '_practice-model/2016.yaml';

describe('the meaning of a good module', () => {
  it('identifies every part by ids alone', async () => {
    const { module } = await checkModule(fixtures);
    const base = 'https://w3id.org/cpm-courseware/modules/clear-words';
    expect(module?.iri).toBe(base);
    expect(module?.lessons.map((one) => one.iri)).toEqual([`${base}/lessons/plain-words`, `${base}/lessons/ask-first`]);
    expect(module?.lessons.flatMap((one) => one.pages.map((page) => page.iri))).toEqual(
      ['say-it-plainly', 'a-call-on-thursday', 'ask-how-they-want-to-be-told', 'three-levels'].map(
        (id) => `${base}/pages/${id}`,
      ),
    );
    expect(module?.objectives[0]?.iri).toBe(`${base}/objectives/plain-words`);
    expect(module?.assessment?.iri).toBe(`${base}/assessment`);
    expect(module?.assessment?.questions[0]?.iri).toBe(`${base}/questions/q-plain`);
  });

  it('keeps every identifier when the version changes', async () => {
    const before = await checkModule(fixtures);
    const after = await spoil([moduleFile, 'version: "1.0.0"', 'version: "2.0.0"']);
    expect({ ...after.module, version: '', media: [] }).toEqual({ ...before.module, version: '', media: [] });
  });

  it('fills references into the text', async () => {
    const { module } = await checkModule(fixtures);
    const text = JSON.stringify(module?.lessons[0]?.pages[0]?.content);
    expect(text).toContain(
      JSON.stringify({
        tag: 'behavior',
        attributes: {
          item: '2016/foundational-1',
          name: 'Be open, honest, clear and respectful in your communication',
          edition: '2016',
          url: 'https://cpm.cfpic.org/about',
          source: 'Foundational Behaviors for Leadership and All Agency Staff',
        },
        children: [],
      }),
    );
    expect(JSON.stringify(module?.lessons[1])).toContain(
      JSON.stringify({
        tag: 'source',
        attributes: {
          title: 'Practice Profile',
          publisher: 'California Child Welfare Core Practice Model',
          url: '',
          date: '',
        },
        children: [],
      }),
    );
  });

  it('gives each block all its attributes', async () => {
    const { module } = await spoil(
      [first, '{% callout title="Try this week" kind="tip" %}', '{% callout %}'],
      [first, '{% vignette title="The voicemail" invented="yes" %}', '{% vignette invented="yes" %}'],
    );
    const blocks = module?.lessons.flatMap((one) =>
      one.pages.flatMap((page) => page.content.filter((node) => typeof node !== 'string')),
    );
    expect(
      blocks
        ?.filter((node) => !['p', 'ul', 'ol', 'h2', 'table', 'blockquote'].includes(node.tag))
        .map(({ tag, attributes }) => ({ tag, ...attributes })),
    ).toEqual([
      { tag: 'callout', title: '', kind: 'note' },
      { tag: 'vignette', title: '', invented: 'yes' },
      { tag: 'reveal', summary: 'What could Dana have said instead?' },
      { tag: 'check', question: 'k-abbreviation' },
      {
        tag: 'figure',
        src: 'media/levels.svg',
        alt: 'Three rising steps',
        caption: 'The levels of the Practice Profile.',
      },
    ]);
  });

  it('takes the page title for the first heading, so ### is an h2', async () => {
    const { module } = await spoil([
      second,
      '### What to ask',
      '### What to ask\n\n#### Closely\n\n##### More closely\n',
    ]);
    const page = module?.lessons[1]?.pages[0];
    expect(
      page?.content.flatMap((node) =>
        typeof node !== 'string' && node.tag.startsWith('h') ? [[node.tag, plainText(node.children)]] : [],
      ),
    ).toEqual([
      ['h2', 'What to ask'],
      ['h3', 'Closely'],
      ['h4', 'More closely'],
    ]);
  });

  it('packages only the media that a page shows', async () => {
    const { module } = await spoil([first, '![Two people at a kitchen table](media/table.svg)\n', '']);
    expect(module?.media.map((one) => one.path)).toEqual(['media/levels.svg']);
  });

  it('keeps the numbers of the assessment', async () => {
    const { module } = await spoil([moduleFile, 'tries: 3', 'tries: unlimited']);
    expect(module?.assessment).toMatchObject({ title: 'Final assessment', passingScore: 0.8, tries: null });
    expect(module?.assessment?.questions.map((one) => one.weight)).toEqual([1, 2, 1]);
  });

  it('chooses a completion rule when none is given', async () => {
    expect((await spoil([moduleFile, 'completion: pages-and-pass\n', ''])).module?.completion).toBe('pages-and-pass');
  });

  it('orders checks as a learner meets them', async () => {
    const { module, text } = await spoil(
      [
        checks,
        'questions:\n',
        'questions:\n  - {id: k-later, type: fill-in, title: Later, text: One word, objective: ask-first, feedback: {right: Yes., wrong: No.}, answers: [ask]}\n',
      ],
      [second, '> Practice grows', '{% check "k-later" /%}\n\n> Practice grows'],
    );
    expect(text).toBe('');
    expect(module?.checks.map((one) => one.id)).toEqual(['k-abbreviation', 'k-later']);
    expect(module?.lessons[1]?.pages[1]?.checks).toEqual(['k-later']);
  });

  it('folds a text that is written over several lines', async () => {
    const { module } = await spoil([
      moduleFile,
      'summary: How a worker says things so that a family can use them.',
      'summary: >\n  How a worker\n  says things.\n',
    ]);
    expect(module?.summary).toBe('How a worker says things.');
  });
});

describe('references', () => {
  it('an unknown objective', async () => {
    expect(
      (
        await spoil(
          [assessment, 'objective: ask-first', 'objective: ask-frist'],
          [checks, 'objective: plain-words', 'objective: ask-first'],
        )
      ).text,
    ).toMatchInlineSnapshot(`
      "modules/clear-words/questions/assessment.yaml:21:16  error  reference/objective
        There is no objective "ask-frist" in module.yaml.
         21 |     objective: ask-frist
            |                ^^^^^^^^^
        hint: did you mean \`ask-first\`?"
    `);
  });
  it('an unknown page to review', async () => {
    expect((await spoil([assessment, 'review: three-levels', 'review: levels'])).text).toMatchInlineSnapshot(`
      "modules/clear-words/questions/assessment.yaml:33:13  error  reference/page
        There is no page "levels" in this module.
         33 |     review: levels
            |             ^^^^^^
        hint: write one of \`say-it-plainly\`, \`a-call-on-thursday\`, \`ask-how-they-want-to-be-told\`, \`three-levels\`"
    `);
  });
  it('no page to review', async () => {
    expect((await spoil([assessment, '    review: three-levels\n', ''])).text).toMatchInlineSnapshot(`
      "modules/clear-words/questions/assessment.yaml:28:5  error  question/no-review
        The question "q-levels" does not name the page that teaches its answer.
         28 |   - id: q-levels
            |     ^
        hint: add \`review:\` with the id of a page, to which a learner who fails is sent: write one of \`say-it-plainly\`, \`a-call-on-thursday\`, \`ask-how-they-want-to-be-told\`, \`three-levels\`"
    `);
  });
  it('an unknown check', async () => {
    expect(
      (await spoil([second, '> Practice grows', '{% check "k-abreviation" /%}\n\n> Practice grows'])).text,
    ).toMatchInlineSnapshot(`
      "modules/clear-words/lessons/02-ask-first.md:26:11  error  reference/question
        There is no question "k-abreviation" in this module.
         26 | {% check "k-abreviation" /%}
            |           ^^^^^^^^^^^^^
        hint: did you mean \`k-abbreviation\`?"
    `);
  });
  it('an assessment question placed as a check', async () => {
    expect(
      (await spoil([second, '> Practice grows', '{% check "q-ask" /%}\n\n> Practice grows'])).text,
    ).toMatchInlineSnapshot(`
      "modules/clear-words/lessons/02-ask-first.md:26:11  error  question/not-a-check
        The question "q-ask" belongs to the assessment and cannot be placed on a page.
         26 | {% check "q-ask" /%}
            |           ^^^^^
        hint: move it to a file with \`use: check\`, or name a knowledge check"
    `);
  });
  it('a check that is placed nowhere, and one that is placed twice', async () => {
    expect((await spoil([first, '{% check "k-abbreviation" /%}', ''])).text).toMatchInlineSnapshot(`
      "modules/clear-words/questions/checks.yaml:3:9  error  question/not-placed
        The knowledge check "k-abbreviation" stands on no page.
          3 |   - id: k-abbreviation
            |         ^^^^^^^^^^^^^^
        hint: place it with \`{% check "k-abbreviation" /%}\`, or delete it"
    `);
    expect(
      (await spoil([second, '> Practice grows', '{% check "k-abbreviation" /%}\n\n> Practice grows'])).text,
    ).toMatchInlineSnapshot(`
      "modules/clear-words/lessons/02-ask-first.md:26:11  error  question/placed-twice
        The check "k-abbreviation" stands twice: here and at modules/clear-words/lessons/01-plain-words.md:29:11.
         26 | {% check "k-abbreviation" /%}
            |           ^^^^^^^^^^^^^^
        hint: keep one of the two, or write a second question"
    `);
  });
  it('an unknown source', async () => {
    expect((await spoil([second, '{% source "profile" /%}', '{% source "profiles" /%}'])).text).toMatchInlineSnapshot(`
      "modules/clear-words/lessons/02-ask-first.md:20:68  error  reference/source
        There is no source "profiles" in module.yaml.
         20 | The Practice Profile tells how often a behavior is seen {% source "profiles" /%}.
            |                                                                    ^^^^^^^^
        hint: did you mean \`profile\`?"
    `);
  });
  it('an unknown edition', async () => {
    expect((await spoil([moduleFile, 'practice-model: "2016"', 'practice-model: "2017"'])).text).toMatchInlineSnapshot(`
      "modules/clear-words/module.yaml:7:17  error  module/unknown-edition
        There is no edition "2017" of the practice model.
          7 | practice-model: "2017"
            |                 ^^^^^^
        hint: write \`practice-model: "2016"\`"
    `);
  });
  it('an item that is not verified, and one of another edition, draw a warning', async () => {
    const { text, module } = await spoil([
      second,
      '> Practice grows',
      'Compare {% behavior "2016/inquiry" /%} and {% behavior "2024/teaming" /%}.\n\n> Practice grows',
    ]);
    expect(module).toBeDefined();
    expect(text).toMatchInlineSnapshot(`
      "modules/clear-words/lessons/02-ask-first.md:26:22  warning  item/unverified
        The name of "2016/inquiry" was not seen in a public source.
         26 | Compare {% behavior "2016/inquiry" /%} and {% behavior "2024/teaming" /%}.
            |                      ^^^^^^^^^^^^
        hint: leave it out until its name is verified in modules/_practice-model/

      modules/clear-words/lessons/02-ask-first.md:26:57  warning  item/other-edition
        "2024/teaming" is of the edition 2024, but this module follows 2016.
         26 | Compare {% behavior "2016/inquiry" /%} and {% behavior "2024/teaming" /%}.
            |                                                         ^^^^^^^^^^^^
        hint: name an item of the same edition, or say in the text that it is another one"
    `);
  });
  it('an objective that nothing measures draws a warning', async () => {
    const { text, module } = await spoil([assessment, 'objective: three-levels', 'objective: ask-first']);
    expect(module).toBeDefined();
    expect(text).toMatchInlineSnapshot(`
      "modules/clear-words/module.yaml:13:9  warning  objective/not-measured
        No question measures the objective "three-levels".
         13 |   - id: three-levels
            |         ^^^^^^^^^^^^
        hint: write a question with \`objective: three-levels\`"
    `);
  });
  it('in the practice model itself: groups, sources, ids, and the name of the file', async () => {
    expect((await spoil([edition, 'group: engagement', 'group: engagment'])).text).toMatchInlineSnapshot(`
      "modules/_practice-model/2016.yaml:18:12  error  reference/group
        There is no item "engagment" in this edition.
         18 |     group: engagment
            |            ^^^^^^^^^
        hint: did you mean \`engagement\`?"
    `);
    expect(
      (
        await spoil([
          edition,
          '    source: foundational\n    verified: false',
          '    source: fundational\n    verified: false',
        ])
      ).text,
    ).toMatchInlineSnapshot(`
      "modules/_practice-model/2016.yaml:24:13  error  reference/source
        There is no source "fundational" in this file.
         24 |     source: fundational
            |             ^^^^^^^^^^^
        hint: did you mean \`foundational\`?"
    `);
    expect((await spoil([edition, '  - id: inquiry', '  - id: engagement'])).text).toMatchInlineSnapshot(`
      "modules/_practice-model/2016.yaml:21:9  error  id/twice
        The item id "engagement" stands twice: here and at modules/_practice-model/2016.yaml:9:9.
         21 |   - id: engagement
            |         ^^^^^^^^^^
        hint: give one of the two items another id"
    `);
    expect((await spoil([edition, 'edition: "2016"', 'edition: "2015"'])).text).toMatchInlineSnapshot(`
      "modules/_practice-model/2016.yaml:1:10  error  edition/file-name
        The edition is "2015", but the file is \`2016.yaml\`.
          1 | edition: "2015"
            |          ^^^^^^
        hint: write \`edition: "2016"\`, or rename the file"
    `);
  });
});

describe('rules of a module', () => {
  it('minutes follow from the text', async () => {
    expect((await spoil([moduleFile, 'minutes: 5', 'minutes: 8'])).text).toMatchInlineSnapshot(`
      "modules/clear-words/module.yaml:5:10  error  module/minutes
        The text says 5 minutes, not 8: 200 words at 150 a minute, and 4 questions at 45 seconds.
          5 | minutes: 8
            |          ^
        hint: write \`minutes: 5\`, or change the text"
    `);
    expect((await spoil([moduleFile, 'minutes: 5', 'minutes: 7'])).text).toBe('');
  });
  it('150 words a minute and 45 seconds a question, rounded up', () => {
    expect(minutesOf(150, 0)).toBe(1);
    expect(minutesOf(151, 0)).toBe(2);
    expect(minutesOf(150, 4)).toBe(4);
    expect(minutesOf(0, 1)).toBe(1);
  });
  it('a pass needs an assessment', async () => {
    const without: [string, string, string][] = [
      [moduleFile, 'assessment:\n  passing-score: 80\n  tries: 3\n', ''],
      [assessment, 'use: assessment', 'use: check'],
      [
        second,
        '> Practice grows',
        '{% check "q-plain" /%}\n\n{% check "q-ask" /%}\n\n{% check "q-levels" /%}\n\n> Practice grows',
      ],
    ];
    expect((await spoil(...without)).text).toMatchInlineSnapshot(`
      "modules/clear-words/module.yaml:15:13  error  module/completion
        The completion rule \`pages-and-pass\` asks for a pass, but this module has no assessment.
         15 | completion: pages-and-pass
            |             ^^^^^^^^^^^^^^
        hint: write \`completion: pages\`, or add \`assessment:\`"
    `);
    const { module, text } = await spoil(...without, [moduleFile, 'completion: pages-and-pass\n', '']);
    expect(text).toBe('');
    expect(module).toMatchObject({ assessment: null, completion: 'pages' });
  });
  it('an assessment needs questions, and its questions an assessment', async () => {
    expect(
      (await spoil([moduleFile, 'assessment:\n  passing-score: 80\n  tries: 3\n', ''])).text,
    ).toMatchInlineSnapshot(`
      "modules/clear-words/questions/assessment.yaml:3:5  error  module/no-assessment-questions
        This question belongs to an assessment, but module.yaml declares none.
          3 |   - id: q-plain
            |     ^
        hint: add \`assessment:\` with \`passing-score:\` and \`tries:\` to module.yaml, or write \`use: check\`"
    `);
  });
});

describe('what follows from another fault', () => {
  it('is not told: a broken file of questions hides its checks and objectives', async () => {
    const { diagnostics } = await spoil([checks, 'title: The voicemail', 'title: The: voicemail']);
    expect(diagnostics.map((d) => d.code)).toEqual(['yaml/syntax']);
  });
  it('is not told: a broken module.yaml hides objectives and sources', async () => {
    const { diagnostics } = await spoil([moduleFile, 'title: Clear words', 'title: Clear: words']);
    expect(diagnostics.map((d) => d.code)).toEqual(['yaml/syntax']);
  });
  it('is not told: a page heading of the wrong level hides a page', async () => {
    const { diagnostics } = await spoil([second, '## Three levels', '# Three levels']);
    expect(diagnostics.map((d) => d.code)).toEqual(['lesson/title']);
  });
  it('is not told: a misspelt check tag hides its place', async () => {
    const { diagnostics } = await spoil([first, '{% check "k-abbreviation" /%}', '{% chek "k-abbreviation" /%}']);
    expect(diagnostics.map((d) => d.code)).toEqual(['block/unknown']);
  });
  it('is not told: an edition that cannot be read hides its items', async () => {
    const { diagnostics } = await spoil([edition, 'title: California', 'title: California: x']);
    expect(diagnostics.map((d) => d.code)).toEqual(['yaml/syntax']);
  });
});
