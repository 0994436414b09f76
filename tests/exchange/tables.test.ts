import { describe, expect, it } from 'vitest';
import { brought } from './brought.js';

describe('questions from Aiken', () => {
  it('are read with A. and A), with an empty line before the answers, and with several letters', async () => {
    const { format, questions, faults } = await brought(
      'What is the first step?\nA. Listen\nB. Plan\nANSWER: A\n\nWhich two\nhelp?\n\nA) Plan: ahead\nB) Shout\nC) Ask\nAnswer: A, C\n',
      'word.txt',
    );
    expect(format).toBe('Aiken');
    expect(faults).toEqual([]);
    expect(questions).toMatchObject([
      { id: 'k-1', type: 'single-choice', options: [{ text: 'Listen', correct: true }, { text: 'Plan' }] },
      {
        id: 'k-2',
        type: 'multiple-choice',
        text: 'Which two help?',
        options: [{ text: 'Plan: ahead', correct: true }, { text: 'Shout' }, { text: 'Ask', correct: true }],
      },
    ]);
  });

  it('are told with their line when the answer is missing or is none of them', async () => {
    const { told, questions } = await brought(
      'Q1\nA. x\nB. y\nANSWER: D\n\nQ2\nA. x\nB. y\n\nQ3\nA. x\nB. y\nANSWER: B',
      'a.txt',
    );
    expect(told).toEqual([
      'a.txt:1 error: The question "Q1" says its answer is "D", and there is no such answer.',
      'a.txt:6 error: The question "Q2" has no line ANSWER:.',
    ]);
    expect(questions).toHaveLength(1);
  });
});

describe('questions from a table', () => {
  it('are read with semicolons and quotation marks, each type told by its cells', async () => {
    const { format, questions, faults, told } = await brought(
      `\ufeffName;Question;A;B;C;Correct answer;Feedback;Difficulty
Café;"What is ""x""; y?";one;two;three;B;Because;hard
;True or not?;;;;false;;
;Which?;one;two;three;"A, C";;
;A word?;;;;alpha|beta;;
`,
      'sheet.csv',
    );
    expect(format).toBe('CSV');
    expect(faults).toEqual([]);
    expect(questions).toMatchObject([
      { id: 'k-cafe', text: 'What is "x"; y?', feedback: { right: 'Because' }, options: [{}, { correct: true }, {}] },
      { text: 'True or not?' },
      { type: 'multiple-choice', options: [{ correct: true }, {}, { correct: true }] },
      { type: 'fill-in', answers: ['alpha', 'beta'] },
    ]);
    expect(told).toEqual(['sheet.csv, row 2 warning: "Café" is brought in without:\n- the column "difficulty"']);
  });

  it('name their objective, page and points, and are matched and ordered', async () => {
    const { questions, faults } = await brought(
      `type,question,option 1,option 2,option 3,correct,objective,review,points
matching,Match,a = 1,b = 2,c = 3,,other-goal,page-one,2
sequencing,Order,first,second,third,,,,
`,
      'sheet.csv',
    );
    expect(faults).toEqual([]);
    expect(questions).toMatchObject([
      { objective: 'other-goal', review: 'page-one', weight: 2, pairs: [{ source: 'a', target: '1' }, {}, {}] },
      { objective: 'clear-words', steps: ['first', 'second', 'third'] },
    ]);
  });

  it('are not taken when the key leads nowhere or the type is unknown', async () => {
    const { told, questions } = await brought(
      'type,question,a,b,correct\n,Q,x,y,Z\nfancy,Q,x,y,a\ntrue-false,Q,,,maybe\n',
      's.csv',
    );
    expect(questions).toEqual([]);
    expect(told).toEqual([
      's.csv, row 2 error: "Q" is not taken. None of its answers is worth all points, so there is no right one.',
      's.csv, row 3 error: "Q" is not taken. It is a question of the type "fancy".',
      's.csv, row 4 error: "Q" is not taken. It is a true-false question whose answer is "maybe".',
    ]);
  });

  it('are read in the encodings that Excel and Word write', async () => {
    const text = 'Question,A,B,Correct\nCafé “quoted” – €5?,yes,no,A\n';
    const windows = Buffer.from(
      [...text].map((letter) => ({ '“': 0x93, '”': 0x94, '–': 0x96, '€': 0x80 })[letter] ?? letter.charCodeAt(0)),
    );
    const old = await brought(windows, 'old.csv');
    expect(old.questions[0]?.text).toBe('Café “quoted” – €5?');
    expect(old.told).toEqual([
      'old.csv warning: The file is not saved as UTF-8; it was read as Windows-1252, as old Word and Excel files are.',
    ]);
    for (const bytes of [Buffer.from(`\ufeff${text}`), Buffer.from(`\ufeff${text}`, 'utf16le')]) {
      const read = await brought(bytes, 'new.csv');
      expect(read.questions[0]?.text).toBe('Café “quoted” – €5?');
      expect(read.told).toEqual([]);
    }
  });
});
