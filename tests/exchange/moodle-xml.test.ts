import { describe, expect, it } from 'vitest';
import { brought } from './brought.js';

const quiz = (inner: string) => `<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n${inner}\n</quiz>`;
const question = (type: string, name: string, inner: string) => `<question type="${type}">
<name><text>${name}</text></name>
<questiontext format="html"><text><![CDATA[<p>${name}?</p>]]></text></questiontext>
${inner}</question>`;
const answer = (fraction: string, text: string, more = '') =>
  `<answer fraction="${fraction}" format="html"><text>${text}</text>${more}</answer>`;

describe('questions from Moodle XML', () => {
  it("are read with points, feedback and links; Moodle's own sentences and embedded files are told", async () => {
    const { format, questions, faults, told } = await brought(
      quiz(`<question type="category"><category><text>$course$/Top</text></category></question>
<question type="multichoice">
<name><text>Q one</text></name>
<questiontext format="html"><text><![CDATA[<p>Choose <em>one</em>: <a href="https://example.org/x">look</a></p><ul><li>a</li><li>b</li></ul>]]></text><file name="a.png" path="/" encoding="base64">AAAA</file></questiontext>
<generalfeedback format="html"><text>Read the plan.</text></generalfeedback>
<defaultgrade>2.0000000</defaultgrade><hidden>0</hidden><single>true</single>
<correctfeedback format="html"><text>Your answer is correct.</text></correctfeedback>
<incorrectfeedback format="html"><text>Look at page 3.</text></incorrectfeedback>
${answer('100', 'Yes')}${answer('0', 'No &amp; never', '<feedback format="html"><text>Hm</text></feedback>')}
<tags><tag><text>safety</text></tag></tags>
</question>`),
      'bank.xml',
    );
    expect(format).toBe('Moodle XML');
    expect(faults).toEqual([]);
    expect(questions).toMatchObject([
      {
        id: 'q-one',
        text: 'Choose *one*: [look](https://example.org/x) a; b',
        weight: 2,
        feedback: { right: 'Read the plan.', wrong: 'Look at page 3.' },
        options: [
          { text: 'Yes', correct: true },
          { text: 'No & never', feedback: 'Hm' },
        ],
      },
    ]);
    expect(told).toEqual([
      'bank.xml:3 warning: The category "$course$/Top" is not brought in: questions here belong to objectives.',
      `bank.xml:4 warning: "Q one" is brought in without:
- the sentences that Moodle says after every answer ("Your answer is correct.")
- the tag "safety"
- an embedded file ("a.png")
- a list (its entries stand in one line now)`,
    ]);
  });

  it('are brought in by type, and told by name where no type of ours says the same', async () => {
    const sub = (a: string, b: string) =>
      `<subquestion format="html"><text>${a}</text><answer><text>${b}</text></answer></subquestion>`;
    const { questions, told, faults } = await brought(
      quiz(
        [
          question('truefalse', 'TF', `${answer('0', 'true')}${answer('100', 'false')}`),
          question('shortanswer', 'SA', `<usecase>1</usecase>${answer('100', 'SDM')}${answer('50', 'sdm')}`),
          question('matching', 'MA', `${sub('a', '1')}${sub('b', '2')}${sub('c', '3')}${sub('', '4')}`),
          question('calculated', 'CA', ''),
          question('multianswer', 'CL', ''),
          question('ddmarker', 'DD', ''),
          question('stack', 'ST', ''),
          question('truefalse', 'NO', `${answer('0', 'true')}${answer('0', 'false')}`),
          question('ordering', 'OR', `${answer('1', 'x')}${answer('2', 'y')}${answer('3', 'z')}`),
        ].join('\n'),
      ),
      'bank.xml',
    );
    expect(faults).toEqual([]);
    expect(questions.map(({ id }) => id)).toEqual(['k-tf', 'k-sa', 'k-ma', 'k-or']);
    expect(questions[1]).toMatchObject({ type: 'fill-in', answers: ['SDM'], 'case-sensitive': true });
    expect(questions[2]).toMatchObject({ type: 'matching', pairs: [{ source: 'a', target: '1' }, {}, {}] });
    expect(questions[3]).toMatchObject({ type: 'sequencing', steps: ['x', 'y', 'z'] });
    const all = told.join('\n');
    for (const words of [
      '"CA" is not taken. It is a calculated question',
      '"CL" is not taken. It is an embedded-answers (Cloze) question',
      '"DD" is not taken. It is markers to drag onto an image',
      '"ST" is not taken. It is a question of Moodle\'s type "stack"',
      '"NO" is not taken. It is a true-false question of which neither answer is right',
      'what belongs to none: "4"',
      'answers worth a part of the points: "sdm" (50 %)',
    ])
      expect(all).toContain(words);
  });

  it('are refused with a document type, and when the XML is broken', async () => {
    const bomb = '<!DOCTYPE quiz [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><quiz>&b;</quiz>';
    await expect(brought(bomb, 'b.xml')).rejects.toThrow('b.xml is no XML that can be read.');
    await expect(brought('<quiz><question></quiz>', 'b.xml')).rejects.toThrow('b.xml is no XML that can be read.');
  });
});
