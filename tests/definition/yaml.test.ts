import { describe, expect, it } from 'vitest';
import { type Change, spoil } from './support/check.js';

const moduleFile = 'clear-words/module.yaml';
const assessment = 'clear-words/questions/assessment.yaml';
const checks = 'clear-words/questions/checks.yaml';

async function said(...changes: readonly Change[]): Promise<string> {
  return (await spoil(...changes)).text;
}

describe('YAML that cannot be read', () => {
  it('a tab in the indentation: one message for a run of lines', async () => {
    expect(
      await said([moduleFile, '  passing-score: 80\n  tries: 3', '\tpassing-score: 80\n\ttries: 3']),
    ).toMatchInlineSnapshot(`
      "modules/clear-words/module.yaml:16:1  error  yaml/tab
        A tab stands in the indentation; YAML takes only blanks.
         16 | 	passing-score: 80
            | ^
        hint: replace each tab by two blanks"
    `);
  });
  it('a field twice', async () => {
    expect(await said([moduleFile, 'minutes: 5', 'minutes: 5\nminutes: 6'])).toMatchInlineSnapshot(`
      "modules/clear-words/module.yaml:6:1  error  yaml/duplicate-key
        This field stands twice in the same block.
          6 | minutes: 6
            | ^^^^^^^
        hint: keep one of the two"
    `);
  });
  it('a quote that is never closed hides the rest, and is told once', async () => {
    expect(await said([moduleFile, 'version: "1.0.0"', 'version: "1.0.0'])).toMatchInlineSnapshot(`
      "modules/clear-words/module.yaml:2:10  error  yaml/syntax
        A quote is opened here and never closed.
          2 | version: "1.0.0
            |          ^
        hint: end the text with the same quote that begins it"
    `);
  });
  it('an apostrophe inside single quotes', async () => {
    expect(await said([checks, 'title: The voicemail', "title: 'It's a voicemail'"])).toMatchInlineSnapshot(`
      "modules/clear-words/questions/checks.yaml:5:16  error  yaml/syntax
        Text goes on after the closing quote.
          5 |     title: 'It's a voicemail'
            |                ^
        hint: put the whole value between quotes; inside '...' write '' for one ', inside "..." write \\" for one ""
    `);
  });
  it('a bracket that is never closed', async () => {
    expect(
      await said([moduleFile, 'audience: [social workers, supervisors]', 'audience: [social workers, supervisors']),
    ).toMatchInlineSnapshot(`
      "modules/clear-words/module.yaml:6:11  error  yaml/syntax
        A bracket is opened here and never closed.
          6 | audience: [social workers, supervisors
            |           ^
        hint: write the missing \`]\`"
    `);
  });
  it('a line without a colon', async () => {
    expect(await said([moduleFile, 'language: en', 'language en'])).toMatchInlineSnapshot(`
      "modules/clear-words/module.yaml:3:1  error  yaml/syntax
        This line is neither \`field: value\` nor a part of the text above it.
          3 | language en
            | ^
        hint: write a colon and a blank after the name of the field, or indent the line if it continues a text"
    `);
  });
  it('wrong indentation', async () => {
    expect(
      await said([assessment, '    title: A plain sentence', '   title: A plain sentence']),
    ).toMatchInlineSnapshot(`
      "modules/clear-words/questions/assessment.yaml:5:4  error  yaml/syntax
        This line is not indented like the lines that it belongs to.
          5 |    title: A plain sentence
            |    ^
        hint: begin all fields of one block in the same column, with as many blanks as the first of them has"
    `);
  });
  it('a character with a meaning of its own', async () => {
    expect(await said([checks, 'title: The voicemail', 'title: @home'])).toMatchInlineSnapshot(`
      "modules/clear-words/questions/checks.yaml:5:12  error  yaml/syntax
        This character has a meaning of its own in YAML and cannot begin a text.
          5 |     title: @home
            |            ^
        hint: put the whole text between quotes"
    `);
    expect(await said([checks, 'title: The voicemail', 'title: *home'])).toMatchInlineSnapshot(`
      "modules/clear-words/questions/checks.yaml:5:12  error  yaml/aliases
        The aliases (\`*name\`) of this file refer to nothing, to themselves, or repeat too much.
          5 |     title: *home
            |            ^
        hint: write the text out instead of referring to it"
    `);
  });
  it('tags', async () => {
    expect(await said([moduleFile, 'version: "1.0.0"', 'version: !!str 1.0'])).toMatchInlineSnapshot(`
      "modules/clear-words/module.yaml:2:10  error  yaml/tag
        A YAML tag stands here.
          2 | version: !!str 1.0
            |          ^^^^^
        hint: delete the tag; for a text that looks like a number write quotes"
    `);
    expect(await said([moduleFile, 'version: "1.0.0"', 'version: !new 1.0'])).toMatchInlineSnapshot(`
      "modules/clear-words/module.yaml:2:10  error  yaml/tag
        A YAML tag stands here.
          2 | version: !new 1.0
            |          ^^^^
        hint: delete the tag; for a text that looks like a number write quotes"
    `);
  });
  it('aliases that multiply', async () => {
    const bomb = [
      'a: &a [x,x,x,x,x,x,x,x,x]',
      ...['b', 'c', 'd', 'e', 'f', 'g'].map(
        (name, n) => `${name}: &${name} [${Array(9).fill(`*${'abcdef'[n]}`).join(',')}]`,
      ),
    ].join('\n');
    expect(await said([moduleFile, 'minutes: 5', `minutes: 5\n${bomb}`])).toContain('yaml/aliases');
  });
  it('two independent slips in one file are both told', async () => {
    expect(
      await said(
        [assessment, 'title: A plain sentence', 'title: A plain: sentence'],
        [assessment, 'title: The levels', 'title: The: levels'],
      ),
    ).toMatchInlineSnapshot(`
      "modules/clear-words/questions/assessment.yaml:5:12  error  yaml/syntax
        A second \`: \` stands in this line, so YAML cannot tell where the value begins.
          5 |     title: A plain: sentence
            |            ^
        hint: put the whole text between quotes: \`title: "A plain: sentence"\`

      modules/clear-words/questions/assessment.yaml:30:12  error  yaml/syntax
        A second \`: \` stands in this line, so YAML cannot tell where the value begins.
         30 |     title: The: levels
            |            ^
        hint: put the whole text between quotes: \`title: "The: levels"\`"
    `);
  });
  it('names that mean something to JavaScript are unknown fields like any other', async () => {
    expect(
      await said([moduleFile, 'minutes: 5', 'minutes: 5\n__proto__: {title: x}\nconstructor: y']),
    ).toMatchInlineSnapshot(`
      "modules/clear-words/module.yaml:6:1  error  field/unknown
        \`__proto__\` is not a field of module.yaml.
          6 | __proto__: {title: x}
            | ^^^^^^^^^
        hint: delete it; the fields here are \`title\`, \`version\`, \`language\`, \`languages\`, \`summary\`, \`minutes\`, \`audience\`, \`practice-model\`, \`objectives\`, \`assessment\`, \`completion\`, \`contributors\`, \`glossary\`, \`sources\`

      modules/clear-words/module.yaml:7:1  error  field/unknown
        \`constructor\` is not a field of module.yaml.
          7 | constructor: y
            | ^^^^^^^^^^^
        hint: delete it; the fields here are \`title\`, \`version\`, \`language\`, \`languages\`, \`summary\`, \`minutes\`, \`audience\`, \`practice-model\`, \`objectives\`, \`assessment\`, \`completion\`, \`contributors\`, \`glossary\`, \`sources\`"
    `);
  });
});

describe('fields with wrong values', () => {
  it('a missing field points at the block that lacks it', async () => {
    expect(await said([moduleFile, 'minutes: 5\n', ''])).toMatchInlineSnapshot(`
      "modules/clear-words/module.yaml:1:1  error  field/missing
        \`minutes\` is missing in module.yaml.
          1 | title: Clear words
            | ^
        hint: write it, for example \`minutes: 12\` (Minutes that a learner needs)"
    `);
    expect(
      await said([checks, '      wrong: Listen to the message as somebody who has never heard of the meeting.\n', '']),
    ).toMatchInlineSnapshot(`
      "modules/clear-words/questions/checks.yaml:8:5  error  field/missing
        \`wrong\` is missing in \`feedback\`.
          8 |     feedback:
            |     ^^^^^^^^
        hint: write it, for example \`wrong: Where to look, and why.\` (Where to look and why; never the bare answer)"
    `);
    expect(await said([assessment, '    title: The levels\n', ''])).toMatchInlineSnapshot(`
      "modules/clear-words/questions/assessment.yaml:28:5  error  field/missing
        \`title\` is missing in a question.
         28 |   - id: q-levels
            |     ^
        hint: write it, for example \`title: Who leads the model\` (A few words for the list of questions)"
    `);
  });
  it('a list written as a text is told once', async () => {
    const { diagnostics } = await spoil([moduleFile, '[social workers, supervisors]', 'social workers, supervisors']);
    expect(diagnostics.map(({ code, hint }) => [code, hint])).toEqual([
      ['field/wrong-value', 'write `audience: [social workers, supervisors]`'],
    ]);
  });
  it('typographic quotes around a text of module.yaml are advised on, for learners would see them', async () => {
    const { module, diagnostics } = await spoil(
      [moduleFile, 'title: Clear words', 'title: “Clear words”'],
      [checks, 'It was too long.', '“It was too long.”'],
    );
    expect(module).toBeDefined();
    expect(diagnostics.map(({ code, severity, line, hint }) => [code, severity, line, hint])).toEqual([
      [
        'yaml/typographic-quotes',
        'warning',
        1,
        'write `title: "Clear words"`; to show them, put straight quotes around them',
      ],
    ]);
  });
  it('typographic quotes inside straight ones are meant', async () => {
    const { diagnostics } = await spoil([moduleFile, 'title: Clear words', 'title: "“Clear words”"']);
    expect(diagnostics).toEqual([]);
  });
  it('a field of the question below its feedback is told once, and is not missing as well', async () => {
    const { diagnostics } = await spoil([assessment, '    answers: [', '      answers: [']);
    expect(diagnostics.map(({ code, hint }) => [code, hint])).toEqual([
      ['field/unknown', 'it belongs to a question: begin it in the column of `feedback`'],
    ]);
  });
  it('an empty field', async () => {
    expect(await said([moduleFile, 'title: Clear words', 'title:'])).toMatchInlineSnapshot(`
      "modules/clear-words/module.yaml:1:1  error  field/missing
        \`title\` is empty.
          1 | title:
            | ^^^^^
        hint: write it, for example \`title: CPM foundations\` (Name of the module, as learners and the LMS show it)"
    `);
    expect(await said([moduleFile, 'title: Clear words', 'title: "  "'])).toMatchInlineSnapshot(`
      "modules/clear-words/module.yaml:1:8  error  field/missing
        \`title\` is empty.
          1 | title: "  "
            |        ^^^^
        hint: write it, for example \`title: CPM foundations\` (Name of the module, as learners and the LMS show it)"
    `);
  });
  it('numbers and yes/no where a text belongs', async () => {
    expect(await said([moduleFile, 'practice-model: "2016"', 'practice-model: 2016'])).toMatchInlineSnapshot(`
      "modules/clear-words/module.yaml:7:17  error  field/not-quoted
        \`practice-model\` stands without quotes, so YAML reads \`2016\` as a number, not as text.
          7 | practice-model: 2016
            |                 ^^^^
        hint: write quotes: \`practice-model: "2016"\`"
    `);
    expect(await said([assessment, 'answers: [ask, asking]', 'answers: [ask, true]'])).toMatchInlineSnapshot(`
      "modules/clear-words/questions/assessment.yaml:27:20  error  field/not-quoted
        Entry 2 of \`answers\` stands without quotes, so YAML reads \`true\` as a yes/no value, not as text.
         27 |     answers: [ask, true]
            |                    ^^^^
        hint: write quotes: \`"true"\`"
    `);
  });
  it('wrong kinds', async () => {
    expect(await said([moduleFile, 'minutes: 5', 'minutes: about 5'])).toMatchInlineSnapshot(`
      "modules/clear-words/module.yaml:5:10  error  field/wrong-value
        \`minutes\` is "about 5", but must be a whole number from 1 to 600.
          5 | minutes: about 5
            |          ^^^^^^^
        hint: for example \`minutes: 12\`"
    `);
    expect(await said([moduleFile, 'minutes: 5', 'minutes: 5.5'])).toMatchInlineSnapshot(`
      "modules/clear-words/module.yaml:5:10  error  field/wrong-value
        \`minutes\` is 5.5, but must be a whole number from 1 to 600.
          5 | minutes: 5.5
            |          ^^^
        hint: for example \`minutes: 12\`"
    `);
    expect(await said([moduleFile, 'tries: 3', 'tries: unlimitd'])).toMatchInlineSnapshot(`
      "modules/clear-words/module.yaml:17:10  error  field/wrong-value
        \`assessment.tries\` is "unlimitd", but must be a whole number from 1 to 99, or \`unlimited\`.
         17 |   tries: unlimitd
            |          ^^^^^^^^
        hint: did you mean \`unlimited\`?"
    `);
    expect(await said([moduleFile, 'tries: 3', 'tries: 0'])).toMatchInlineSnapshot(`
      "modules/clear-words/module.yaml:17:10  error  field/wrong-value
        \`assessment.tries\` is 0, but must be a whole number from 1 to 99, or \`unlimited\`.
         17 |   tries: 0
            |          ^
        hint: for example \`tries: 3\`"
    `);
    expect(
      await said([moduleFile, 'audience: [social workers, supervisors]', 'audience: social workers']),
    ).toMatchInlineSnapshot(`
      "modules/clear-words/module.yaml:6:11  error  field/wrong-value
        \`audience\` is "social workers", but must be a list of 1 to 20 entries.
          6 | audience: social workers
            |           ^^^^^^^^^^^^^^
        hint: write \`audience: [social workers]\`"
    `);
    expect(
      await said([moduleFile, 'completion: pages-and-pass', 'completion: pages-and-passed']),
    ).toMatchInlineSnapshot(`
      "modules/clear-words/module.yaml:18:13  error  field/wrong-value
        \`completion\` is "pages-and-passed", but must be \`pages\`, \`pass\` or \`pages-and-pass\`.
         18 | completion: pages-and-passed
            |             ^^^^^^^^^^^^^^^^
        hint: did you mean \`pages-and-pass\`?"
    `);
    expect(await said([moduleFile, 'version: "1.0.0"', 'version: "1.0"'])).toMatchInlineSnapshot(`
      "modules/clear-words/module.yaml:2:10  error  field/wrong-value
        \`version\` is "1.0", but must be a semantic version of three numbers.
          2 | version: "1.0"
            |          ^^^^^
        hint: write \`version: "1.0.0"\`"
    `);
    expect(
      await said(
        [moduleFile, '  - id: three-levels\n    text: Order the levels of the Practice Profile\n', ''],
        [assessment, 'objective: three-levels', 'objective: ask-first'],
      ),
    ).toMatchInlineSnapshot(`
      "modules/clear-words/module.yaml:8:1  error  field/wrong-value
        \`objectives\` is a list with 2 entries, but must be a list of 3 to 5 entries.
          8 | objectives:
            | ^^^^^^^^^^
        hint: write a list of 3 to 5 entries"
    `);
  });
  it('a question that is none', async () => {
    expect(await said([assessment, '  - id: q-plain', '  - a question\n  - id: q-plain'])).toMatchInlineSnapshot(`
      "modules/clear-words/questions/assessment.yaml:3:5  error  field/wrong-value
        This entry is no question.
          3 |   - a question
            |     ^^^^^^^^^^
        hint: write the fields of a question: \`id\`, \`type\`, \`title\`, \`text\` ..."
    `);
  });
  it('a question without a type, and with a misspelt `type`', async () => {
    expect(await said([assessment, '    type: sequencing\n', ''])).toMatchInlineSnapshot(`
      "modules/clear-words/questions/assessment.yaml:28:5  error  field/missing
        \`type\` is missing in a question.
         28 |   - id: q-levels
            |     ^
        hint: write it, for example \`type: single-choice\` (What kind of question it is)"
    `);
    expect(await said([assessment, '    type: sequencing\n', '    typ: sequencing\n'])).toMatchInlineSnapshot(`
      "modules/clear-words/questions/assessment.yaml:29:5  error  field/unknown
        \`typ\` is not a field of a question.
         29 |     typ: sequencing
            |     ^^^
        hint: did you mean \`type\`?"
    `);
  });
  it('too few options', async () => {
    expect(
      await said([checks, '      - text: It was too long.\n        feedback: It had two sentences.\n', '']),
    ).toMatchInlineSnapshot(`
      "modules/clear-words/questions/checks.yaml:11:5  error  field/wrong-value
        \`options\` is a list with 1 entry, but must be a list of 2 to 8 entries.
         11 |     options:
            |     ^^^^^^^
        hint: write a list of 2 to 8 entries"
    `);
  });
  it('an unknown use says nothing more of the questions in the file', async () => {
    expect(await said([assessment, 'use: assessment', 'use: assesment'])).toMatchInlineSnapshot(`
      "modules/clear-words/questions/assessment.yaml:1:6  error  field/wrong-value
        \`use\` is "assesment", but must be \`assessment\` or \`check\`.
          1 | use: assesment
            |      ^^^^^^^^^
        hint: did you mean \`assessment\`?"
    `);
    expect(await said([checks, 'use: check', 'use: checks'])).toMatchInlineSnapshot(`
      "modules/clear-words/questions/checks.yaml:1:6  error  field/wrong-value
        \`use\` is "checks", but must be \`assessment\` or \`check\`.
          1 | use: checks
            |      ^^^^^^
        hint: did you mean \`check\`?"
    `);
  });
});

describe('texts of questions', () => {
  it('a fault in one points at its place in the YAML file', async () => {
    expect(
      await said([
        checks,
        'What made the *voicemail* hard to use?',
        'What made [the voicemail](javascript:x) hard <b>to</b> use?',
      ]),
    ).toMatchInlineSnapshot(`
      "modules/clear-words/questions/checks.yaml:6:37  error  link/address
        This link leads to \`javascript:x\`.
          6 |     text: What made [the voicemail](javascript:x) hard <b>to</b> use?
            |                                     ^^^^^^^^^^^^
        hint: \`javascript:\` is not allowed; write https://..., mailto:... or #page-id

      modules/clear-words/questions/checks.yaml:6:56  error  markdown/html
        Raw HTML stands here: \`<b>\`.
          6 |     text: What made [the voicemail](javascript:x) hard <b>to</b> use?
            |                                                        ^^^
        hint: write **strong**"
    `);
  });
  it('hold no image and no block', async () => {
    expect(
      await said([checks, 'It was too long.', '"![long](media/table.svg) and {% check \\"k\\" /%}"']),
    ).toMatchInlineSnapshot(`
      "modules/clear-words/questions/checks.yaml:14:15  error  block/not-here
        \`check\` may not stand inside the text of a question.
         14 |       - text: "![long](media/table.svg) and {% check \\"k\\" /%}"
            |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        hint: put it directly on the page

      modules/clear-words/questions/checks.yaml:14:16  error  markdown/not-here
        An image may not stand in the text of a question.
         14 |       - text: "![long](media/table.svg) and {% check \\"k\\" /%}"
            |                ^^^^^^^^^^^^^^^^^^^^^^^^
        hint: put the image on the page before the question"
    `);
  });
  it('may cite sources and items, which must exist', async () => {
    expect(
      await said([checks, 'It had two sentences.', 'It had two sentences {% source "profil" /%}.']),
    ).toMatchInlineSnapshot(`
      "modules/clear-words/questions/checks.yaml:15:51  error  reference/source
        There is no source "profil" in module.yaml.
         15 |         feedback: It had two sentences {% source "profil" /%}.
            |                                                   ^^^^^^
        hint: did you mean \`profile\`?"
    `);
    expect(await said([checks, 'It had two sentences.', 'It had two sentences {% source "profile" /%}.'])).toBe('');
  });
});
