import { describe, expect, it } from 'vitest';
import { type Change, spoil } from '../definition/support/check.js';

const moduleFile = 'clear-words/module.yaml';
const questions = 'clear-words/questions/assessment.yaml';
const tries = '  tries: 3\n';

/** The good module with more lines under `assessment:`. */
const declared = (lines: string, ...more: Change[]) =>
  spoil([moduleFile, tries, `${tries}${lines.replace(/^/gm, '  ')}\n`], ...more);

describe('what an assessment declares', () => {
  it('is compiled into groups, seconds and shares', async () => {
    const { module, text } = await declared(
      `mastery: 50
cooling-off: 2 hours
counts: last
draw:
  - questions: 1
    objective: each
shuffle: both
pre-test: test-out
pre-test-optional: true
review: never`,
    );
    expect(text).toBe('');
    expect(module?.assessment).toMatchObject({
      passingScore: 0.8,
      mastery: 0.5,
      tries: 3,
      coolingOff: 7200,
      counts: 'last',
      draw: [
        { take: 1, from: [0] },
        { take: 1, from: [1] },
        { take: 1, from: [2] },
      ],
      shuffle: 'both',
      preTest: 'test-out',
      preTestOptional: true,
      review: 'never',
    });
  });

  it('draws by difficulty as well', async () => {
    const { module, text } = await declared(
      'draw:\n  - questions: 1\n    difficulty: hard\n  - questions: 1\n    objective: ask-first',
      [questions, 'title: The levels\n', 'title: The levels\n    difficulty: hard\n'],
      [questions, 'title: A plain sentence\n', 'title: A plain sentence\n    difficulty: hard\n'],
    );
    expect(text).toBe('');
    expect(module?.assessment?.draw).toEqual([
      { take: 1, from: [0, 2] },
      { take: 1, from: [1] },
    ]);
  });

  it('is of another kind without passing score and tries', async () => {
    const { module, text } = await spoil([moduleFile, '  passing-score: 80\n  tries: 3\n', '  kind: evaluation\n']);
    expect(text).toBe('');
    expect(module?.assessment).toMatchObject({ kind: 'evaluation', passingScore: null, tries: 1 });
  });
});

describe('an assessment that cannot be kept is refused', () => {
  it('a draw of more questions than there are', async () => {
    const { module, text } = await declared('draw:\n  - questions: 3\n    objective: ask-first');
    expect(module).toBeUndefined();
    expect(text).toMatchInlineSnapshot(`
      "modules/clear-words/module.yaml:19:18  error  assessment/impossible-draw
        This line draws 3, and only 1 question is there for the objective "ask-first".
         19 |     - questions: 3
            |                  ^
        hint: write 2 more with \`use: assessment\`, or draw 1"
    `);
  });

  it('a draw by a difficulty that no question says', async () => {
    const { text } = await declared('draw:\n  - questions: 1\n    difficulty: hard');
    expect(text).toMatchInlineSnapshot(`
      "modules/clear-words/module.yaml:19:18  error  assessment/impossible-draw
        This line draws 1, and no question is there with \`difficulty: hard\`.
         19 |     - questions: 1
            |                  ^
        hint: write 1 more with \`use: assessment\`, or delete the line"
    `);
  });

  it('an objective that is not there', async () => {
    const { text } = await declared('draw:\n  - questions: 1\n    objective: ask-frist');
    expect(text).toMatchInlineSnapshot(`
      "modules/clear-words/module.yaml:20:18  error  reference/objective
        There is no objective "ask-frist" in module.yaml.
         20 |       objective: ask-frist
            |                  ^^^^^^^^^
        hint: did you mean \`ask-first\`?"
    `);
  });

  it('two lines that may draw the same question', async () => {
    const { text } = await declared('draw:\n  - questions: 1\n    objective: each\n  - questions: 1');
    expect(text).toMatchInlineSnapshot(`
      "modules/clear-words/module.yaml:21:7  error  assessment/draw-overlap
        This line and line 1 of \`draw\` both take the question "q-plain".
         21 |     - questions: 1
            |       ^
        hint: say \`objective\` and \`difficulty\` in both lines, so that each question belongs to one of them"
    `);
  });

  it('a question that no line draws, as a warning', async () => {
    const { module, text } = await declared('draw:\n  - questions: 1\n    objective: ask-first');
    expect(module).toBeDefined();
    expect(text).toMatchInlineSnapshot(`
      "modules/clear-words/questions/assessment.yaml:3:9  warning  assessment/never-drawn
        No line of \`draw\` takes the question "q-plain", so nobody is ever asked it.
          3 |   - id: q-plain
            |         ^^^^^^^
        hint: add a line to \`draw:\` in module.yaml that takes it, or delete the question

      modules/clear-words/questions/assessment.yaml:28:9  warning  assessment/never-drawn
        No line of \`draw\` takes the question "q-levels", so nobody is ever asked it.
         28 |   - id: q-levels
            |         ^^^^^^^^
        hint: add a line to \`draw:\` in module.yaml that takes it, or delete the question"
    `);
  });

  it('a draw that may take nothing but opinions', async () => {
    const opinion = `use: assessment
questions:
  - id: q-opinion
    type: likert
    title: Ready
    text: I feel ready.
    objective: plain-words
    feedback: { any: Thank you. }
    scale: [No, Yes]
`;
    const asked: Change = [questions, 'use: assessment\nquestions:\n', opinion];
    const { text, module } = await declared('draw:\n  - questions: 1', asked);
    expect(module).toBeUndefined();
    expect(text).toMatchInlineSnapshot(`
      "modules/clear-words/module.yaml:18:3  error  assessment/unscored-draw
        A try may draw only questions without a right answer, and then nobody can score or pass.
         18 |   draw:
            |   ^^^^
        hint: draw more questions, or say \`objective\` or \`difficulty\` in a line so that all that it takes from have a right answer"
    `);
    expect((await declared('draw:\n  - questions: 2', asked)).text).toBe('');
  });

  it('mastery of an objective that a try may not ask about', async () => {
    const { text } = await declared('mastery: 50\ndraw:\n  - questions: 2');
    expect(text).toMatchInlineSnapshot(`
      "modules/clear-words/module.yaml:18:3  error  assessment/mastery-unasked
        \`mastery\` asks for a share of every objective, and a try may hold no scored question of "plain-words", "ask-first", "three-levels".
         18 |   mastery: 50
            |   ^^^^^^^
        hint: let a line of \`draw\` take from each: \`- questions: 1\` with \`objective: each\`"
    `);
    const without = await declared('mastery: 50', [questions, 'objective: three-levels', 'objective: ask-first']);
    expect(without.diagnostics.map(({ code }) => code)).toContain('assessment/mastery-unasked');
  });

  it('a wait, or a rule for what counts, with one try', async () => {
    const { text } = await spoil([moduleFile, tries, '  tries: 1\n  cooling-off: 1 day\n  counts: last\n']);
    expect(text).toMatchInlineSnapshot(`
      "modules/clear-words/module.yaml:18:3  error  assessment/one-try
        \`cooling-off\` has no meaning here: with \`tries: 1\` no second try comes.
         18 |   cooling-off: 1 day
            |   ^^^^^^^^^^^
        hint: write more \`tries\`, or delete \`cooling-off:\`

      modules/clear-words/module.yaml:19:3  error  assessment/one-try
        \`counts\` has no meaning here: with \`tries: 1\` no second try comes.
         19 |   counts: last
            |   ^^^^^^
        hint: write more \`tries\`, or delete \`counts:\`"
    `);
  });

  it('a wait that is no time', async () => {
    const { text } = await declared('cooling-off: a day');
    expect(text).toMatchInlineSnapshot(`
      "modules/clear-words/module.yaml:18:16  error  field/wrong-value
        \`assessment.cooling-off\` is "a day", but must be a number and \`minutes\`, \`hours\` or \`days\`.
         18 |   cooling-off: a day
            |                ^^^^^
        hint: for example \`cooling-off: 24 hours\`"
    `);
  });

  it('a test that does not say when it is passed', async () => {
    const { text } = await spoil([moduleFile, '  passing-score: 80\n', '']);
    expect(text).toMatchInlineSnapshot(`
      "modules/clear-words/module.yaml:15:1  error  field/missing
        The field \`passing-score\` is missing: a test says when it is passed and how often it may be taken.
         15 | assessment:
            | ^^^^^^^^^^
        hint: write \`passing-score: 80\` under \`assessment:\`"
    `);
  });

  it('a passing score, and testing out, where nothing is passed', async () => {
    const { text } = await declared('kind: evaluation\npre-test: test-out');
    expect(text).toMatchInlineSnapshot(`
      "modules/clear-words/module.yaml:16:3  error  assessment/not-for-kind
        \`passing-score\` has no meaning in an evaluation: it is neither passed nor failed.
         16 |   passing-score: 80
            |   ^^^^^^^^^^^^^
        hint: delete \`passing-score:\`, or write \`kind: test\`

      modules/clear-words/module.yaml:19:13  error  assessment/not-for-kind
        An evaluation is neither passed nor failed, so nobody can test out by it.
         19 |   pre-test: test-out
            |             ^^^^^^^^
        hint: write \`pre-test: measure\`, or \`kind: test\`"
    `);
  });

  it('a survey with a question that has a right answer', async () => {
    const { text } = await spoil([moduleFile, '  passing-score: 80\n  tries: 3\n', '  kind: survey\n']);
    expect(text.split('\n\n')[0]).toMatchInlineSnapshot(`
      "modules/clear-words/questions/assessment.yaml:4:11  error  assessment/right-answer-in-survey
        A survey asks for opinions, and a question of the type single-choice has a right answer.
          4 |     type: single-choice
            |           ^^^^^^^^^^^^^
        hint: write \`type: likert\` or \`type: long-text\`, or make the assessment an evaluation: \`kind: evaluation\`"
    `);
  });
});
