import { describe, expect, it } from 'vitest';
import { brought } from './brought.js';

/** As Moodle 4 exports it: comments, `::name::[html]`, tabs, escaped signs. */
const moodleExport = `// question: 0  name: Switch category to $course$/top/Safety
$CATEGORY: $course$/top/Safety


// question: 101  name: First contact
::First contact::[html]<p>What do you say <b>first</b>?</p><p><img src\\="@@PLUGINFILE@@/map.png" alt\\="Map"></p>{
\t=<p>Who I am, and why I came\\: to help</p>#<p>Yes.</p>
\t~%50%<p>My name</p>#<p>Half of it.</p>
\t~%-25%<p>Nothing</p>
\t####<p>Names help.</p>
}


// question: 102  name: Several
::Several::[html]Which of these are safe?{
\t~%50%A plan
\t~%50%A visit
\t~%-50%A threat
}
`;

describe('questions from GIFT', () => {
  it('are read as Moodle exports them, and what our types do not say is told with its line', async () => {
    const { format, questions, told, faults } = await brought(moodleExport, 'bank.gift');
    expect(format).toBe('GIFT');
    expect(faults).toEqual([]);
    expect(questions[0]).toMatchObject({
      id: 'k-first-contact',
      type: 'single-choice',
      title: 'What do you say first?',
      text: 'What do you say **first**?',
      objective: 'clear-words',
      feedback: { right: 'Names help.', wrong: '[To write: where to look again, without the answer]' },
      options: [
        { text: 'Who I am, and why I came: to help', correct: true, feedback: 'Yes.' },
        { text: 'My name', feedback: 'Half of it.' },
        { text: 'Nothing' },
      ],
    });
    expect(questions[1]).toMatchObject({
      type: 'multiple-choice',
      options: [{ correct: true }, { correct: true }, {}],
    });
    expect(told).toEqual([
      'bank.gift:2 warning: The category "$course$/top/Safety" is not brought in: questions here belong to objectives.',
      `bank.gift:6 warning: "First contact" is brought in without:
- an image ("Map")
- a part of the points for "My name" (50 %): it counts as wrong here
- points taken away for "Nothing" (-25 %): it earns none here`,
    ]);
  });

  it('tell shares of several right answers that are not those of our scoring', async () => {
    const { told, questions } = await brought('Q {~%70%a ~%30%b ~%-100%c ~d}', 'q.gift');
    expect(told[0]).toContain('shares of its right answers (70 %, 30 %): all count alike here');
    expect(told[0]).toContain('what a wrong answer costs (-100 %, 0 %): here it takes one right answer away');
    expect(questions).toHaveLength(1);
    const thirds = await brought('Q {~%33.33333%a ~%33.33333%b ~%33.33333%c ~%-33.33333%d}', 'q.gift');
    expect(thirds.told).toEqual([]);
  });

  it('keep a text that is Markdown only by chance what it says', async () => {
    const { questions, faults } = await brought(
      '[plain]Is 2 * 3 * 4 the same as a_b_c, *this*, [x](y) or <b>bold</b> or \\{% check %\\}? {=yes ~no}',
      'q.gift',
    );
    expect(faults).toEqual([]);
    expect(String(questions[0]?.text).replaceAll('\\', '')).toBe(
      'Is 2 * 3 * 4 the same as a_b_c, *this*, [x](y) or <b>bold</b> or {% check %}?',
    );
  });

  it('stand as comments where no type of ours says the same, with the reason, and hide none of the others', async () => {
    const source = `::Essay:: Describe a visit. {}

Just a description.

::Broken:: no end {=a ~b

::Glued:: one {=a ~b}
::After:: two {=yes ~no}

::Two:: both right {=a =b ~c}

::Pairs:: too few {=a -> b =c -> d}

Gap {=word ~wort} in a sentence.
`;
    const { questions, told, yaml, faults } = await brought(source, 'q.gift');
    expect(faults).toEqual([]);
    expect(questions.map(({ text }) => text)).toEqual(
      expect.arrayContaining(['one', 'two', 'Gap _____ in a sentence.']),
    );
    expect(told).toEqual(
      expect.arrayContaining([
        expect.stringContaining(
          'q.gift:3 warning: A text without a question is not brought in: "Just a description.".',
        ),
        expect.stringContaining(`q.gift:6 error: This question can't be read as GIFT: "::Broken:: no end {=a ~b".`),
        expect.stringContaining('q.gift:12 error: "Pairs" is not taken. `pairs` is a list with 2 entries'),
      ]),
    );
    expect(yaml).toContain('  # NOT TAKEN: q.gift:12 "Pairs". `pairs` is a list with 2 entries');
    expect(yaml).toContain('  #     - source: a\n  #       target: b\n');
  });

  it('read true and false with their feedback, colons or not, and words with their wildcards told', async () => {
    const { questions, told } = await brought(
      'T {TRUE#No, wrong.#Right: everybody.}\n\nW {=SDM =%50%the SDM =S* tool}',
      'q.gift',
    );
    expect(JSON.stringify(questions[0])).toContain('Right: everybody.');
    expect(questions[1]).toMatchObject({ type: 'fill-in', answers: ['SDM'] });
    expect(told.join('\n')).toContain('answers worth a part of the points: "the SDM" (50 %)');
    expect(told.join('\n')).toContain('answers with * for any letters: "S* tool"');
  });
});
