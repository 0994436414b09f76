import { describe, expect, it } from 'vitest';
import { rawZip } from '../verify/raw-zip.js';
import { brought } from './brought.js';

const item2 = (id: string, declaration: string, body: string, more = '') => `<?xml version="1.0" encoding="UTF-8"?>
<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="${id}" title="Item ${id}" adaptive="false" timeDependent="false">
<responseDeclaration identifier="RESPONSE" ${declaration}</responseDeclaration>
<itemBody>${body}</itemBody>
<responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct"/>${more}
</assessmentItem>`;

const choice = item2(
  'one',
  'cardinality="single" baseType="identifier"><correctResponse><value>B</value></correctResponse>',
  `<p>Read <strong>this</strong>.</p><choiceInteraction responseIdentifier="RESPONSE" maxChoices="1"><prompt>Which?</prompt>
<simpleChoice identifier="A">First<feedbackInline outcomeIdentifier="F" identifier="A">No.</feedbackInline></simpleChoice>
<simpleChoice identifier="B">Second</simpleChoice></choiceInteraction>`,
  '<modalFeedback outcomeIdentifier="FEEDBACK" identifier="incorrect_fb" showHide="show">Look again.</modalFeedback>',
);

const manifest = (...resources: (readonly [type: string, href: string])[]) =>
  `<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"><resources>${resources
    .map(([type, href], n) => `<resource identifier="r${n}" type="${type}" href="${href}"/>`)
    .join('')}</resources></manifest>`;
const zip = (files: Readonly<Record<string, string>>) =>
  rawZip(Object.entries(files).map(([name, text]) => ({ name, content: Buffer.from(text) })));

describe('questions from QTI', () => {
  it('2.1: prompt, key, and feedback of answers and of results', async () => {
    const { format, questions, faults, told } = await brought(choice, 'item.xml');
    expect(format).toBe('QTI 2.1');
    expect(faults).toEqual([]);
    expect(told).toEqual([]);
    expect(questions).toMatchObject([
      {
        id: 'k-item-one',
        type: 'single-choice',
        text: 'Read **this**. Which?',
        feedback: { wrong: 'Look again.' },
        options: [
          { text: 'First', feedback: 'No.' },
          { text: 'Second', correct: true },
        ],
      },
    ]);
  });

  it('3: the same in its own spelling, with points for each answer', async () => {
    const { format, questions, told } = await brought(
      `<qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" identifier="m" title="Mapped">
<qti-response-declaration identifier="RESPONSE" cardinality="multiple" base-type="identifier">
<qti-mapping default-value="0"><qti-map-entry map-key="A" mapped-value="1"/><qti-map-entry map-key="B" mapped-value="1"/><qti-map-entry map-key="C" mapped-value="-1"/></qti-mapping>
</qti-response-declaration>
<qti-item-body><qti-choice-interaction response-identifier="RESPONSE" max-choices="0"><qti-prompt>Which two?</qti-prompt>
<qti-simple-choice identifier="A">a</qti-simple-choice><qti-simple-choice identifier="B">b</qti-simple-choice><qti-simple-choice identifier="C">c</qti-simple-choice>
</qti-choice-interaction></qti-item-body>
<qti-response-processing template="https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/map_response.xml"/>
</qti-assessment-item>`,
      'item.xml',
    );
    expect(format).toBe('QTI 3');
    expect(told).toEqual([]);
    expect(questions).toMatchObject([
      { type: 'multiple-choice', text: 'Which two?', options: [{ correct: true }, { correct: true }, { text: 'c' }] },
    ]);
  });

  it('a package: in the order and with the points of its test; what is missing or not ours is told with its file', async () => {
    const order = item2(
      'two',
      'cardinality="ordered" baseType="identifier"><correctResponse><value>B</value><value>A</value><value>C</value></correctResponse>',
      `<orderInteraction responseIdentifier="RESPONSE"><prompt>Order</prompt><simpleChoice identifier="A">a</simpleChoice><simpleChoice identifier="B">b</simpleChoice><simpleChoice identifier="C">c</simpleChoice></orderInteraction>`,
    );
    const match = item2(
      'three',
      'cardinality="multiple" baseType="directedPair"><correctResponse><value>a x</value><value>b y</value><value>c z</value></correctResponse>',
      `<matchInteraction responseIdentifier="RESPONSE"><prompt>Match</prompt><simpleMatchSet>${['a', 'b', 'c'].map((id) => `<simpleAssociableChoice identifier="${id}" matchMax="1">${id}</simpleAssociableChoice>`).join('')}</simpleMatchSet><simpleMatchSet>${['x', 'y', 'z', 'w'].map((id) => `<simpleAssociableChoice identifier="${id}" matchMax="1">${id}</simpleAssociableChoice>`).join('')}</simpleMatchSet></matchInteraction>`,
    );
    const hotspot = item2('four', 'cardinality="single">', '<hotspotInteraction responseIdentifier="RESPONSE"/>');
    const twice = item2(
      'five',
      'cardinality="single">',
      '<p>A <textEntryInteraction responseIdentifier="RESPONSE"/> and <textEntryInteraction responseIdentifier="R2"/></p>',
    );
    const test = `<assessmentTest xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="t" title="The test"><testPart><assessmentSection identifier="s" title="S"><selection select="2"/>
<assessmentItemRef identifier="two" href="items/two.xml"><weight identifier="W" value="3"/></assessmentItemRef>
<assessmentItemRef identifier="one" href="items/one.xml"/></assessmentSection></testPart></assessmentTest>`;
    const { questions, told, faults } = await brought(
      zip({
        'imsmanifest.xml': manifest(
          ['imsqti_item_xmlv2p1', 'items/one.xml'],
          ['imsqti_test_xmlv2p1', 'test.xml'],
          ['imsqti_item_xmlv2p1', 'items/two.xml'],
          ['imsqti_item_xmlv2p1', 'items/three.xml'],
          ['imsqti_item_xmlv2p1', 'items/four.xml'],
          ['imsqti_item_xmlv2p1', 'items/five.xml'],
          ['imsqti_item_xmlv2p1', '../../etc/passwd'],
        ),
        'test.xml': test,
        'items/one.xml': choice,
        'items/two.xml': order,
        'items/three.xml': match,
        'items/four.xml': hotspot,
        'items/five.xml': twice,
      }),
      'bank.zip',
    );
    expect(faults).toEqual([]);
    expect(questions).toMatchObject([
      { id: 'k-item-two', weight: 3, steps: ['b', 'a', 'c'] },
      { id: 'k-item-one' },
      { id: 'k-item-three', pairs: [{ source: 'a', target: 'x' }, {}, {}] },
    ]);
    const all = told.join('\n');
    for (const words of [
      'bank.zip/test.xml warning: The test "The test" is brought in without that only some of its questions are drawn.',
      'bank.zip/items/four.xml error: "Item four" is not taken. It is an image with places to choose.',
      'bank.zip/items/five.xml error: "Item five" is not taken. It is an item of 2 interactions: several questions in one.',
      'The package names the file "../../etc/passwd", which is not in it.',
      'what belongs to none: "w"',
    ])
      expect(all).toContain(words);
  });

  it("1.2, Blackboard's own and other files are refused with what to do instead", async () => {
    const canvas = zip({
      'imsmanifest.xml': manifest(['imsqti_xmlv1p2', 'q/q.xml']),
      'q/assessment_meta.xml': '<quiz/>',
    });
    await expect(brought(canvas, 'canvas.zip')).rejects.toThrow('canvas.zip is QTI 1.2 (Canvas Classic Quizzes');
    await expect(brought('<questestinterop/>', 'q.xml')).rejects.toThrow('q.xml is QTI 1.2');
    const blackboard = zip({ 'imsmanifest.xml': manifest(['assessment/x-bb-qti-pool', 'res00001.dat']) });
    await expect(brought(blackboard, 'bb.zip')).rejects.toThrow("bb.zip is Blackboard's own export");
    await expect(brought(zip({ 'word/document.xml': '<a/>' }), 'a.zip')).rejects.toThrow('a.zip is a Word file.');
    await expect(brought(zip({ 'xl/workbook.xml': '<a/>' }), 'a.csv')).rejects.toThrow('a.csv is an Excel file.');
    await expect(brought(zip({ 'moodle_backup.xml': '<a/>' }), 'a.mbz')).rejects.toThrow('backup of a Moodle course');
    await expect(brought(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0]), 'a.doc')).rejects.toThrow('old Office program');
    await expect(brought('<!DOCTYPE html><html></html>', 'a.html')).rejects.toThrow('a.html is a web page.');
    await expect(brought('A letter to a friend.', 'a.txt')).rejects.toThrow('none that holds questions');
    await expect(brought('', 'a.txt')).rejects.toThrow('a.txt is empty.');
    await expect(brought(Buffer.from([1, 2, 3, 0, 5]), 'a.gift')).rejects.toThrow('a.gift is no text.');
  });

  it('a zip that harms is refused before anything in it is read', async () => {
    const outside = rawZip([{ name: '../x.xml', content: Buffer.from(choice) }]);
    const bomb = rawZip([{ name: 'imsmanifest.xml', content: Buffer.alloc(60_000_000) }]);
    for (const bytes of [outside, bomb])
      await expect(brought(bytes, 'b.zip')).rejects.toThrow('a zip that is not opened');
  });
});
