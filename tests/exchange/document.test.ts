import { describe, expect, it } from 'vitest';
import { lessonsOfDocx } from '../../src/exchange/document/lessons-of-docx.js';
import { rawZip } from '../verify/raw-zip.js';
import { png, wordFile } from './word-file.js';

const place = {
  source: 'guide.docx',
  lessonIds: new Set(['afterwards']),
  pageIds: new Set(['at-the-door']),
  mediaNames: new Set(['guide-1.png']),
  firstNumber: 4,
};

const wordXml = (body: string) =>
  `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><w:body>${body}</w:body></w:document>`;
const relationships = (inner: string) =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${inner}</Relationships>`;
const types =
  '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>';
const officeDocument =
  '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>';

/** A Word file by hand, of what no library writes. */
function docx(body: string, more: Readonly<Record<string, string>> = {}): Uint8Array {
  const files = {
    '[Content_Types].xml': types,
    '_rels/.rels': relationships(officeDocument),
    'word/document.xml': wordXml(body),
    ...more,
  };
  return rawZip(Object.entries(files).map(([name, text]) => ({ name, content: Buffer.from(text) })));
}
const rels = (inner: string) => ({ 'word/_rels/document.xml.rels': relationships(inner) });

describe('lessons from a Word file', () => {
  it('hold its headings, lists, tables, links, emphasis, quotations, images and footnotes', async () => {
    const made = await lessonsOfDocx(await wordFile(), place);
    expect([...made.files.keys()]).toEqual([
      'lessons/04-a-guide-to-visits.md',
      'lessons/05-before-you-go.md',
      'lessons/06-afterwards-2.md',
      'media/guide-2.png',
      'media/guide-3.png',
    ]);
    expect(made.files.get('media/guide-2.png')).toEqual(png);
    expect(made.files.get('lessons/05-before-you-go.md')).toBe(`# Before you go

## What to bring

Bring the **plan**, be *kind*, and read [the rules](https://example.org/rules).[1]

1\\. is no list, and \\*this\\* is no emphasis

- Papers
  - A pen
- Time

1. Knock
2. Wait

### A skipped level

> Words that somebody said

| Who | When |
| --- | --- |
| Parent \\| guardian | Monday |

![A house with a red door](media/guide-2.png)

---

[1] Regulation 31-320.

## At the door {% #at-the-door-2 %}

![[To write: what this image shows]](media/guide-3.png)

Say who you are and why you came.

Under and red and marked

In a box
`);
  });

  it('tell everything else with the heading and the paragraph where it stands', async () => {
    const { notes } = await lessonsOfDocx(await wordFile(), place);
    const door = 'guide.docx, under "At the door", paragraph';
    expect(notes.map(({ place: at, severity, message }) => `${at} ${severity}: ${message}`)).toEqual([
      `${door} 21 ("Say who you are and why you came.") warning: A tracked insertion is taken as if it were accepted.`,
      `${door} 21 ("Say who you are and why you came.") warning: A tracked deletion is left out: "at once".`,
      `${door} 21 ("Say who you are and why you came.") warning: A comment is left out.`,
      `${door} 22 ("a+b") error: An equation (a+b) is not brought in.`,
      `${door} 24 ("In a box") warning: A text box: its text stands among the paragraphs now.`,
      `${door} 23 ("Under and red and marked") warning: A piece of underlined text is plain text now.`,
      `${door} 23 ("Under and red and marked") warning: A piece of colored text is plain text now.`,
      `${door} 23 ("Under and red and marked") warning: A piece of highlighted text is plain text now.`,
      'guide.docx warning: Headers and footers are left out.',
      'guide.docx warning: The title of the document, "A guide to visits", is no lesson.',
      'guide.docx, under "A skipped level" warning: The heading "A skipped level" was of level 4 and is of level 3 now.',
      'guide.docx, under "At the door" warning: The page is brought in without:\n- a text that says what the image media/guide-3.png shows (none was in the source)',
    ]);
  });

  it('tell SmartArt, charts and embedded files, of which nothing else would be heard', async () => {
    const graphic = (uri: string) =>
      `<w:p><w:r><w:drawing><wp:inline><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/${uri}"/></a:graphic></wp:inline></w:drawing></w:r></w:p>`;
    const { notes } = await lessonsOfDocx(
      docx(
        `${graphic('diagram')}${graphic('chart')}<w:p><w:r><w:object/></w:r></w:p><w:p><w:r><w:t>Text</w:t></w:r></w:p>`,
      ),
      place,
    );
    expect(
      notes.filter(({ severity }) => severity === 'error').map(({ place: at, message }) => `${at}: ${message}`),
    ).toEqual([
      'guide.docx, paragraph 1: SmartArt is not brought in.',
      'guide.docx, paragraph 2: A chart is not brought in.',
      'guide.docx, paragraph 3: An embedded file is not brought in.',
    ]);
  });

  it('lead links inside of the document to their page', async () => {
    const heading = (level: number, text: string, mark = '') =>
      `<w:p><w:pPr><w:pStyle w:val="Heading${level}"/></w:pPr>${mark}<w:r><w:t>${text}</w:t></w:r></w:p>`;
    const styles = `<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${[1, 2].map((n) => `<w:style w:type="paragraph" w:styleId="Heading${n}"><w:name w:val="heading ${n}"/></w:style>`).join('')}</w:styles>`;
    const { files } = await lessonsOfDocx(
      docx(
        `${heading(1, 'Lesson')}${heading(2, 'One')}<w:p><w:hyperlink w:anchor="there"><w:r><w:t>go on</w:t></w:r></w:hyperlink></w:p>${heading(2, 'Two', '<w:bookmarkStart w:id="1" w:name="there"/><w:bookmarkEnd w:id="1"/>')}<w:p><w:r><w:t>Here.</w:t></w:r></w:p>`,
        {
          'word/styles.xml': styles,
          ...rels(
            '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>',
          ),
        },
      ),
      place,
    );
    expect(files.get('lessons/04-lesson.md')).toContain('[go on](#two)');
  });

  it.each([
    [
      'a picture from elsewhere',
      'image',
      'https://example.org/x.png',
      'External',
      'loads something from outside: image',
    ],
    [
      'a template from elsewhere',
      'attachedTemplate',
      'https://example.org/x.dotm',
      'External',
      'loads something from outside',
    ],
    ['a part outside of the file', 'image', '../../../etc/passwd', 'Internal', 'names a part outside of itself'],
  ])('are refused with %s', async (_, type, target, mode, message) => {
    const one = `<Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}" TargetMode="${mode}"/>`;
    await expect(lessonsOfDocx(docx('', rels(one)), place)).rejects.toThrow(message);
  });

  it('are refused from a bomb, from XML with entities, and from what is no Word file', async () => {
    const bomb = rawZip([{ name: 'word/document.xml', content: Buffer.alloc(60_000_000) }]);
    await expect(lessonsOfDocx(bomb, place)).rejects.toThrow('a zip that is not opened');
    const entities = docx('', { 'word/styles.xml': '<!DOCTYPE a [<!ENTITY b "x">]><a>&b;</a>' });
    await expect(lessonsOfDocx(entities, place)).rejects.toThrow('guide.docx/word/styles.xml is no XML');
    await expect(lessonsOfDocx(Buffer.from('text'), place)).rejects.toThrow('is no Word file');
    await expect(lessonsOfDocx(rawZip([{ name: 'a', content: Buffer.from('x') }]), place)).rejects.toThrow(
      'without word/document.xml',
    );
  });
});
