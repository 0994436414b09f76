import { rm } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { checkModule, copyFixtures, spoil } from './support/check.js';

const moduleFile = 'clear-words/module.yaml';
const lesson = 'clear-words/lessons/01-plain-words.md';
const second = 'clear-words/lessons/02-ask-first.md';
const assessment = 'clear-words/questions/assessment.yaml';
const checks = 'clear-words/questions/checks.yaml';

/** Each begins with the good module and changes one place: one slip, one message. */
describe('one slip in a good module', () => {
  it('misspelt question type', async () => {
    const { text, module } = await spoil([assessment, 'type: sequencing', 'type: sequencng']);
    expect(module).toBeUndefined();
    expect(text).toMatchInlineSnapshot(`
      "modules/clear-words/questions/assessment.yaml:29:11  error  question/unknown-type
        There is no question type "sequencng".
         29 |     type: sequencng
            |           ^^^^^^^^^
        hint: did you mean \`sequencing\`?"
    `);
  });

  it('question type that is like no other', async () => {
    const { text } = await spoil([assessment, 'type: sequencing', 'type: essay']);
    expect(text).toMatchInlineSnapshot(`
      "modules/clear-words/questions/assessment.yaml:29:11  error  question/unknown-type
        There is no question type "essay".
         29 |     type: essay
            |           ^^^^^
        hint: write one of \`single-choice\`, \`multiple-choice\`, \`true-false\`, \`matching\`, \`categorize\`, \`sequencing\`, \`fill-in\`, \`numeric\`, \`hotspot\`, \`scenario\`, \`likert\`, \`long-text\`, or another of 13"
    `);
  });

  it('question without a correct option', async () => {
    const { text } = await spoil([checks, '        correct: true\n', '']);
    expect(text).toMatchInlineSnapshot(`
      "modules/clear-words/questions/checks.yaml:11:5  error  question/no-correct-option
        No option is marked as correct.
         11 |     options:
            |     ^^^^^^^
        hint: add \`correct: true\` to the option that is right."
    `);
  });

  it.each([
    ['a number', 'correct: 1', 'option 1, or 2 where the first one was 0'],
    ['the last number', 'answer: 2', 'option 2'],
    ['nought', 'correct-index: 0', 'option 1'],
    ['a letter', 'Answer: b', 'option 2'],
    ['its text', 'right: It was too long.', 'option 2'],
    ['several', 'correct_answers: [1, 2]', 'each option that is right'],
  ])('the right option named at the question, by %s', async (_, line, said) => {
    const { text } = await spoil(
      [checks, '        correct: true\n', ''],
      [checks, '    options:\n', `    ${line}\n    options:\n`],
    );
    expect(text.match(/ {2}error {2}/g)).toHaveLength(1);
    expect(text).toContain('checks.yaml:11:5  error  field/unknown');
    expect(text).toContain(`hint: delete this line and write \`correct: true\` below ${said}\n`.trim());
  });

  it.each([
    ['English', 'en'],
    ['spanish', 'es'],
    ['Español', 'es'],
    ['Tiếng Việt', 'vi'],
  ])('a language by its name: %s', async (name, tag) => {
    const { text } = await spoil([moduleFile, 'language: en', `language: ${name}`]);
    expect(text.match(/ {2}error {2}/g)).toHaveLength(1);
    expect(text).toContain(`hint: write \`language: ${tag}\``);
  });

  it('the same question id twice, in two files', async () => {
    const { text } = await spoil([assessment, 'id: q-ask', 'id: k-abbreviation']);
    expect(text).toMatchInlineSnapshot(`
      "modules/clear-words/lessons/01-plain-words.md:29:11  error  question/not-a-check
        The question "k-abbreviation" belongs to the assessment and cannot be placed on a page.
         29 | {% check "k-abbreviation" /%}
            |           ^^^^^^^^^^^^^^
        hint: move it to a file with \`use: check\`, or name a knowledge check

      modules/clear-words/questions/checks.yaml:3:9  error  id/twice
        The question id "k-abbreviation" stands twice: here and at modules/clear-words/questions/assessment.yaml:17:9.
          3 |   - id: k-abbreviation
            |         ^^^^^^^^^^^^^^
        hint: give one of the two questions another id"
    `);
  });

  it('the same page id twice', async () => {
    const { text } = await spoil(
      [second, '## Three levels', '## Three levels {% #say-it-plainly %}'],
      [assessment, 'review: three-levels', 'review: say-it-plainly'],
    );
    expect(text).toMatchInlineSnapshot(`
      "modules/clear-words/lessons/02-ask-first.md:18:1  error  id/twice
        The page id "say-it-plainly" stands twice: here and at modules/clear-words/lessons/01-plain-words.md:3:1.
         18 | ## Three levels {% #say-it-plainly %}
            | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        hint: write another id behind one of the two titles: \`## Page title {% #page-id %}\`"
    `);
  });

  it('the same objective id twice', async () => {
    const { text } = await spoil(
      [moduleFile, 'id: ask-first', 'id: plain-words'],
      [assessment, 'objective: ask-first', 'objective: plain-words'],
    );
    expect(text).toMatchInlineSnapshot(`
      "modules/clear-words/module.yaml:11:9  error  id/twice
        The objective id "plain-words" stands twice: here and at modules/clear-words/module.yaml:9:9.
         11 |   - id: plain-words
            |         ^^^^^^^^^^^
        hint: give one of the two objectives another id"
    `);
  });

  it('a lesson that names a missing image', async () => {
    const { text } = await spoil([lesson, 'media/table.svg', 'media/tabel.svg']);
    expect(text).toMatchInlineSnapshot(`
      "modules/clear-words/lessons/01-plain-words.md:11:34  error  media/missing
        There is no file \`media/tabel.svg\` in this module.
         11 | ![Two people at a kitchen table](media/tabel.svg)
            |                                  ^^^^^^^^^^^^^^^
        hint: did you mean \`media/table.svg\`?"
    `);
  });

  it('an image without alt text', async () => {
    const { text } = await spoil([lesson, '![Two people at a kitchen table]', '![]']);
    expect(text).toMatchInlineSnapshot(`
      "modules/clear-words/lessons/01-plain-words.md:11:1  error  image/no-alt
        This image has no text that says what it shows; who cannot see it gets nothing.
         11 | ![](media/table.svg)
            | ^^^^^^^^^^^^^^^^^^^^
        hint: write what it shows between the brackets: \`![what it shows](...)\`; an image that only decorates is a figure with alt="""
    `);
  });

  it('an unknown key in module.yaml', async () => {
    const { text } = await spoil([moduleFile, 'summary:', 'sumary:']);
    expect(text).toMatchInlineSnapshot(`
      "modules/clear-words/module.yaml:4:1  error  field/unknown
        \`sumary\` is not a field of module.yaml.
          4 | sumary: How a worker says things so that a family can use them.
            | ^^^^^^
        hint: did you mean \`summary\`?"
    `);
  });

  it('an unknown key that is like no other', async () => {
    const { text } = await spoil([moduleFile, 'minutes: 5', 'minutes: 5\ncolour: blue']);
    expect(text).toMatchInlineSnapshot(`
      "modules/clear-words/module.yaml:6:1  error  field/unknown
        \`colour\` is not a field of module.yaml.
          6 | colour: blue
            | ^^^^^^
        hint: delete it; the fields here are \`title\`, \`version\`, \`language\`, \`languages\`, \`summary\`, \`minutes\`, \`audience\`, \`practice-model\`, \`objectives\`, \`assessment\`, \`completion\`, \`contributors\`, \`glossary\`, \`sources\`"
    `);
  });

  it('an unknown key in a question', async () => {
    const { text } = await spoil([assessment, 'review: three-levels', 'reveiw: three-levels']);
    expect(text).toMatchInlineSnapshot(`
      "modules/clear-words/questions/assessment.yaml:33:5  error  field/unknown
        \`reveiw\` is not a field of a question.
         33 |     reveiw: three-levels
            |     ^^^^^^
        hint: did you mean \`review\`?"
    `);
  });

  it('a misspelt field of a question type', async () => {
    const { text } = await spoil([assessment, 'answers:', 'anwsers:']);
    expect(text).toMatchInlineSnapshot(`
      "modules/clear-words/questions/assessment.yaml:27:5  error  field/unknown
        \`anwsers\` is not a field of a question.
         27 |     anwsers: [ask, asking]
            |     ^^^^^^^
        hint: did you mean \`answers\`?"
    `);
  });

  it('an unknown key in an option', async () => {
    const { text } = await spoil([checks, 'correct: true', 'corect: true']);
    expect(text).toMatchInlineSnapshot(`
      "modules/clear-words/questions/checks.yaml:13:9  error  field/unknown
        \`corect\` is not a field of entry 1 of \`options\`.
         13 |         corect: true
            |         ^^^^^^
        hint: did you mean \`correct\`?"
    `);
  });

  it('broken YAML', async () => {
    const { text } = await spoil([assessment, 'title: A plain sentence', 'title: A plain: sentence']);
    expect(text).toMatchInlineSnapshot(`
      "modules/clear-words/questions/assessment.yaml:5:12  error  yaml/syntax
        A second \`: \` stands in this line, so YAML cannot tell where the value begins.
          5 |     title: A plain: sentence
            |            ^
        hint: put the whole text between quotes: \`title: "A plain: sentence"\`"
    `);
  });

  it('a tag left open', async () => {
    const { text } = await spoil([lesson, '{% /callout %}\n', '']);
    expect(text).toMatchInlineSnapshot(`
      "modules/clear-words/lessons/01-plain-words.md:13:1  error  block/not-closed
        \`callout\` is opened here and never closed.
         13 | {% callout title="Try this week" kind="tip" %}
            | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        hint: write \`{% /callout %}\` on a line of its own where it ends"
    `);
  });

  it('a module folder without module.yaml', async () => {
    const copy = await copyFixtures();
    await rm(copy.at(moduleFile));
    const { text } = await checkModule(copy.folder);
    await copy.remove();
    expect(text).toMatchInlineSnapshot(`
      "modules/clear-words/module.yaml:1:1  error  module/no-module-file
        The folder modules/clear-words has no module.yaml, so it is no module.
        hint: write one, or rename the folder so that it begins with _ when it is no module"
    `);
  });

  it('a passing score of 120', async () => {
    const { text } = await spoil([moduleFile, 'passing-score: 80', 'passing-score: 120']);
    expect(text).toMatchInlineSnapshot(`
      "modules/clear-words/module.yaml:16:18  error  field/wrong-value
        \`assessment.passing-score\` is 120, but must be a whole number from 1 to 100.
         16 |   passing-score: 120
            |                  ^^^
        hint: for example \`passing-score: 80\`"
    `);
  });

  it('a reference to an unknown practice-model item in a question', async () => {
    const { text } = await spoil([assessment, '2016/foundational-1', '2016/foundational-7']);
    expect(text).toMatchInlineSnapshot(`
      "modules/clear-words/questions/assessment.yaml:8:11  error  reference/item
        The practice model has no item "2016/foundational-7".
          8 |     item: 2016/foundational-7
            |           ^^^^^^^^^^^^^^^^^^^
        hint: did you mean \`2016/foundational-1\`?"
    `);
  });

  it('a reference to an unknown practice-model item in a lesson', async () => {
    const { text } = await spoil([lesson, '2016/foundational-1', '2015/foundation']);
    expect(text).toMatchInlineSnapshot(`
      "modules/clear-words/lessons/01-plain-words.md:5:77  error  reference/item
        The practice model has no item "2015/foundation".
          5 | A family can use only what it understands. The first behavior, {% behavior "2015/foundation" /%},
            |                                                                             ^^^^^^^^^^^^^^^
        hint: did you mean \`2016/foundational-1\`?"
    `);
  });

  it('an unquoted version: 1.10', async () => {
    const { text } = await spoil([moduleFile, 'version: "1.0.0"', 'version: 1.10']);
    expect(text).toMatchInlineSnapshot(`
      "modules/clear-words/module.yaml:2:10  error  field/not-quoted
        \`version\` stands without quotes, so YAML reads \`1.10\` as the number 1.1, not as text.
          2 | version: 1.10
            |          ^^^^
        hint: write quotes: \`version: "1.10.0"\`; it must be a semantic version of three numbers"
    `);
  });
});

describe('many slips', () => {
  it('are all reported at once, each at its place, in reading order', async () => {
    const { text } = await spoil(
      [moduleFile, 'passing-score: 80', 'passing-score: 120'],
      [moduleFile, 'id: ask-first', 'id: Ask first'],
      [assessment, 'type: sequencing', 'type: sequencng'],
      [assessment, 'objective: plain-words', 'objective: plain-word'],
      [checks, '        correct: true\n', ''],
      [lesson, '![Two people at a kitchen table]', '![]'],
      [second, 'media/levels.svg', 'media/level.svg'],
      [second, '(#a-call-on-thursday)', '(javascript:alert(1))'],
    );
    expect(text).toMatchInlineSnapshot(`
      "modules/clear-words/lessons/01-plain-words.md:11:1  error  image/no-alt
        This image has no text that says what it shows; who cannot see it gets nothing.
         11 | ![](media/table.svg)
            | ^^^^^^^^^^^^^^^^^^^^
        hint: write what it shows between the brackets: \`![what it shows](...)\`; an image that only decorates is a figure with alt=""

      modules/clear-words/lessons/02-ask-first.md:6:23  error  link/address
        This link leads to \`javascript:alert(1)\`.
          6 | See [the page before](javascript:alert(1)), or the [model's own page](https://cpm.cfpic.org/about).
            |                       ^^^^^^^^^^^^^^^^^^
        hint: \`javascript:\` is not allowed; write https://..., mailto:... or #page-id

      modules/clear-words/lessons/02-ask-first.md:22:16  error  media/missing
        There is no file \`media/level.svg\` in this module.
         22 | {% figure src="media/level.svg" alt="Three rising steps" caption="The levels of the Practice Profile…
            |                ^^^^^^^^^^^^^^^
        hint: did you mean \`media/levels.svg\`?

      modules/clear-words/module.yaml:11:9  error  field/wrong-value
        \`id\` of entry 2 of \`objectives\` is "Ask first", but must be an id of lower-case letters, digits and single hyphens.
         11 |   - id: Ask first
            |         ^^^^^^^^^
        hint: write \`id: ask-first\`

      modules/clear-words/module.yaml:16:18  error  field/wrong-value
        \`assessment.passing-score\` is 120, but must be a whole number from 1 to 100.
         16 |   passing-score: 120
            |                  ^^^
        hint: for example \`passing-score: 80\`

      modules/clear-words/questions/assessment.yaml:29:11  error  question/unknown-type
        There is no question type "sequencng".
         29 |     type: sequencng
            |           ^^^^^^^^^
        hint: did you mean \`sequencing\`?

      modules/clear-words/questions/checks.yaml:11:5  error  question/no-correct-option
        No option is marked as correct.
         11 |     options:
            |     ^^^^^^^
        hint: add \`correct: true\` to the option that is right."
    `);
  });
});
