import { describe, expect, it } from 'vitest';
import { brought } from './brought.js';

/** One bank of four questions, as each format has it: a sentence, a number, a text of one's own, things to sort. */
const gift = `::Notice:: An invitation may leave out what the meeting is for. {FALSE#Who would come?#Nobody can prepare without it.}

::Facts:: How many facts belong in every invitation? {#3:0.5}

::Ages:: From which age on? {#10..12}

::Own words:: Invite a family in two sentences. {####Read yours aloud once.}

::Sort:: Plain or not? {
=the plan for visits -> Plain
=the people you choose -> Plain
=CFT -> Needs explaining
}
`;

const text = (name: string, words: string) => `<${name} format="html"><text><![CDATA[${words}]]></text></${name}>`;
const question = (type: string, name: string, inner: string) =>
  `<question type="${type}"><name><text>${name}</text></name>${text('questiontext', `${name}?`)}${inner}</question>`;
const answer = (fraction: number, words: string, more = '') =>
  `<answer fraction="${fraction}"><text>${words}</text>${more}</answer>`;
const moodle = `<?xml version="1.0" encoding="UTF-8"?><quiz>
${question('truefalse', 'Notice', answer(0, 'true', text('feedback', 'Who would come?')) + answer(100, 'false'))}
${question('numerical', 'Facts', `${answer(100, '3', '<tolerance>0.5</tolerance>')}<units><unit><unit_name>facts</unit_name></unit><unit><unit_name>dozens</unit_name></unit></units>`)}
${question('essay', 'Own words', `${text('graderinfo', 'On <b>Friday</b> at four.')}${text('generalfeedback', 'Read yours aloud once.')}<attachments>1</attachments>${text('responsetemplate', 'Dear family,')}`)}
${question(
  'matching',
  'Sort',
  [
    ['the plan for visits', 'Plain'],
    ['the people you choose', 'Plain'],
    ['CFT', 'Needs explaining'],
  ]
    .map(
      ([one, where]) =>
        `<subquestion format="html"><text>${one}</text><answer><text>${where}</text></answer></subquestion>`,
    )
    .join(''),
)}
</quiz>`;

const item = (title: string, declaration: string, body: string, rules = '') =>
  `<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="i" title="${title}" adaptive="false" timeDependent="false">
<responseDeclaration identifier="RESPONSE" ${declaration}</responseDeclaration><itemBody>${body}</itemBody>${rules}</assessmentItem>`;
const associable = (ids: readonly string[], names: readonly string[]) =>
  `<simpleMatchSet>${ids.map((id, n) => `<simpleAssociableChoice identifier="${id}" matchMax="0">${names[n]}</simpleAssociableChoice>`).join('')}</simpleMatchSet>`;
const things = associable(['a', 'b', 'c'], ['the plan for visits', 'the people you choose', 'CFT']);
const places = associable(['x', 'y'], ['Plain', 'Needs explaining']);
const keys = (...values: readonly string[]) =>
  `<correctResponse>${values.map((value) => `<value>${value}</value>`).join('')}</correctResponse>`;

const trueFalse = item(
  'Notice',
  `cardinality="single" baseType="identifier">${keys('F')}`,
  `<choiceInteraction responseIdentifier="RESPONSE" maxChoices="1"><prompt>An invitation may leave out its purpose.</prompt>
<simpleChoice identifier="T">True<feedbackInline outcomeIdentifier="X" identifier="T">Who would come?</feedbackInline></simpleChoice>
<simpleChoice identifier="F">False</simpleChoice></choiceInteraction>`,
);
const number = item(
  'Facts',
  `cardinality="single" baseType="float">${keys('3')}`,
  '<p>How many facts: <textEntryInteraction responseIdentifier="RESPONSE"/></p>',
  `<responseProcessing><responseCondition><responseIf><equal toleranceMode="absolute" tolerance="0.5 1"><variable identifier="RESPONSE"/><correct identifier="RESPONSE"/></equal><setOutcomeValue identifier="SCORE"><baseValue baseType="float">1</baseValue></setOutcomeValue></responseIf></responseCondition></responseProcessing>`,
);
const essay = item(
  'Own words',
  `cardinality="single" baseType="string">${keys('On Friday at four.')}`,
  '<extendedTextInteraction responseIdentifier="RESPONSE"><prompt>Invite a family.</prompt></extendedTextInteraction>',
);
const sorted = (sets: string, ...pairs: readonly string[]) =>
  item(
    'Sort',
    `cardinality="multiple" baseType="directedPair">${keys(...pairs)}`,
    `<matchInteraction responseIdentifier="RESPONSE"><prompt>Plain or not?</prompt>${sets}</matchInteraction>`,
  );

const categories = [
  { name: 'Plain', items: ['the plan for visits', 'the people you choose'] },
  { name: 'Needs explaining', items: ['CFT'] },
];

describe('a sentence, a number, a text of one’s own and things to sort', () => {
  it('come in from GIFT as our own types', async () => {
    const { questions, faults, told } = await brought(gift, 'bank.gift');
    expect(faults).toEqual([]);
    expect(told).toEqual([]);
    expect(questions).toMatchObject([
      { type: 'true-false', answer: false, 'if-true': 'Who would come?', 'if-false': 'Nobody can prepare without it.' },
      { type: 'numeric', from: 2.5, to: 3.5 },
      { type: 'numeric', from: 10, to: 12 },
      {
        type: 'long-text',
        model: '[To write: a good answer, to compare with]',
        feedback: { any: 'Read yours aloud once.' },
      },
      { type: 'categorize', categories },
    ]);
  });

  it('come in from Moodle XML as our own types, and what has no place here is told', async () => {
    const { questions, faults, told } = await brought(moodle, 'bank.xml');
    expect(faults).toEqual([]);
    expect(questions).toMatchObject([
      { type: 'true-false', answer: false, 'if-true': 'Who would come?' },
      { type: 'numeric', from: 2.5, to: 3.5, unit: 'facts' },
      { type: 'long-text', model: 'On **Friday** at four.', feedback: { any: 'Read yours aloud once.' } },
      { type: 'categorize', categories },
    ]);
    expect(questions[2]).not.toHaveProperty('weight');
    expect(told.map((one) => one.replace(/^bank\.xml:\d+ /, ''))).toEqual([
      'warning: "Facts" is brought in without:\n- units beside the first one',
      'warning: "Own words" is brought in without:\n- the template of an answer\n- files that learners attach',
    ]);
  });

  it.each([
    ['a sentence', trueFalse, { type: 'true-false', answer: false, 'if-true': 'Who would come?' }],
    ['a number with its tolerance', number, { type: 'numeric', from: 2.5, to: 4 }],
    ['a text', essay, { type: 'long-text', model: 'On Friday at four.' }],
    ['things and places', sorted(things + places, 'a x', 'b x', 'c y'), { type: 'categorize', categories }],
    ['places and things', sorted(places + things, 'x a', 'x b', 'y c'), { type: 'categorize', categories }],
  ])('come in from QTI as our own types: %s', async (_what, xml, expected) => {
    const { questions, faults, told } = await brought(xml, 'item.xml');
    expect(faults).toEqual([]);
    expect(told).toEqual([]);
    expect(questions).toMatchObject([expected]);
  });

  it('come in from QTI 3 in its own spelling', async () => {
    const { questions, told } = await brought(
      `<qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" identifier="n" title="Percent">
<qti-response-declaration identifier="RESPONSE" cardinality="single" base-type="float"><qti-correct-response><qti-value>40</qti-value></qti-correct-response></qti-response-declaration>
<qti-item-body><p>How many? <qti-text-entry-interaction response-identifier="RESPONSE"/></p></qti-item-body>
<qti-response-processing><qti-response-condition><qti-response-if><qti-equal tolerance-mode="relative" tolerance="10"><qti-variable identifier="RESPONSE"/><qti-correct identifier="RESPONSE"/></qti-equal><qti-set-outcome-value identifier="SCORE"><qti-base-value base-type="float">1</qti-base-value></qti-set-outcome-value></qti-response-if></qti-response-condition></qti-response-processing>
</qti-assessment-item>`,
      'item.xml',
    );
    expect(told).toEqual([]);
    expect(questions).toMatchObject([{ type: 'numeric', from: 36, to: 44 }]);
  });

  it('come in from a table as our own types, by their cells or by their type', async () => {
    const { questions, faults, told } = await brought(
      `type,question,option 1,option 2,option 3,correct
,May it leave out its purpose?,,,,false
,How many facts?,,,,3
numeric,How many days?,,,,2 to 4
,Which code do you dial?,,,,0800
long-text,Invite a family.,,,,On Friday at four.
categorize,Plain or not?,the plan for visits = Plain,the people you choose = Plain,CFT = Needs explaining,
`,
      'sheet.csv',
    );
    expect(faults).toEqual([]);
    expect(told).toEqual([]);
    expect(questions).toMatchObject([
      { type: 'true-false', answer: false },
      { type: 'numeric', answer: 3 },
      { type: 'numeric', from: 2, to: 4 },
      { type: 'fill-in', answers: ['0800'] },
      { type: 'long-text', model: 'On Friday at four.' },
      { type: 'categorize', categories },
    ]);
  });

  it('are told where they are beyond what a type of ours takes', async () => {
    const many = Array.from({ length: 10 }, (_, n) => `=thing ${n} -> ${n % 2 ? 'Odd' : 'Even'}`).join('\n');
    const { questions, told } = await brought(
      `::Apart:: Which? {# =3:0 =7:0}\n\n::Ten:: Sort. {\n${many}\n}\n`,
      'q.gift',
    );
    expect(questions).toEqual([]);
    expect(told).toEqual([
      'q.gift:1 error: "Apart" is not taken. It accepts none or several numbers that are apart.',
      expect.stringContaining('q.gift:3 error: "Ten" is not taken. The categories hold 10 items in all; 3 to 9'),
    ]);
    const partly = sorted(things + places, 'a x', 'b x');
    expect((await brought(partly, 'item.xml')).told[0]).toContain(
      '"Sort" is not taken. It is a table in which an entry belongs to none or to several others.',
    );
    const steps = item(
      'Steps',
      `cardinality="ordered" baseType="identifier">${keys('A', 'B', 'C')}`,
      `<orderInteraction responseIdentifier="RESPONSE"><prompt>Order</prompt>${['A', 'B', 'C'].map((id) => `<simpleChoice identifier="${id}">step ${id}<feedbackInline outcomeIdentifier="X" identifier="${id}">Hm.</feedbackInline></simpleChoice>`).join('')}</orderInteraction>`,
    );
    expect((await brought(steps, 'item.xml')).told).toEqual([
      'item.xml warning: "Steps" is brought in without:\n- feedback of single answers',
    ]);
  });
});
