import {
  CommentRangeEnd,
  CommentRangeStart,
  CommentReference,
  DeletedTextRun,
  Document,
  Math as Equation,
  ExternalHyperlink,
  FootnoteReferenceRun,
  Header,
  HeadingLevel,
  ImageRun,
  InsertedTextRun,
  MathRun,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  Textbox,
  TextRun,
} from 'docx';

/** The smallest PNG there is. */
export const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const size = { transformation: { width: 20, height: 20 } };

/** A Word file as a training office might have it: what lessons hold, and what they do not. */
export function wordFile(): Promise<Buffer> {
  const change = { id: 1, author: 'A reviewer', date: '2024-05-01T12:00:00Z' };
  return Packer.toBuffer(
    new Document({
      title: 'Visits',
      styles: { paragraphStyles: [{ id: 'Quote', name: 'Quote' }] },
      comments: {
        children: [{ id: 0, author: 'A reviewer', date: new Date(0), children: [new Paragraph('Really?')] }],
      },
      footnotes: { 1: { children: [new Paragraph('Regulation 31-320.')] } },
      numbering: {
        config: [
          {
            reference: 'numbers',
            levels: [0, 1].map((level) => ({ level, format: 'decimal' as const, text: `%${level + 1}.` })),
          },
        ],
      },
      sections: [
        {
          headers: { default: new Header({ children: [new Paragraph('County of Example')] }) },
          children: [
            new Paragraph({ text: 'A guide to visits', heading: HeadingLevel.TITLE }),
            new Paragraph('Before the first heading.'),
            new Paragraph({ text: 'Before you go', heading: HeadingLevel.HEADING_1 }),
            new Paragraph({ text: 'What to bring', heading: HeadingLevel.HEADING_2 }),
            new Paragraph({
              children: [
                new TextRun('Bring the '),
                new TextRun({ text: 'plan', bold: true }),
                new TextRun(', be '),
                new TextRun({ text: 'kind', italics: true }),
                new TextRun(', and read '),
                new ExternalHyperlink({ link: 'https://example.org/rules', children: [new TextRun('the rules')] }),
                new TextRun('.'),
                new FootnoteReferenceRun(1),
              ],
            }),
            new Paragraph({ text: '1. is no list, and *this* is no emphasis' }),
            new Paragraph({ text: 'Papers', bullet: { level: 0 } }),
            new Paragraph({ text: 'A pen', bullet: { level: 1 } }),
            new Paragraph({ text: 'Time', bullet: { level: 0 } }),
            new Paragraph({ text: 'Knock', numbering: { reference: 'numbers', level: 0 } }),
            new Paragraph({ text: 'Wait', numbering: { reference: 'numbers', level: 0 } }),
            new Paragraph({ text: 'A skipped level', heading: HeadingLevel.HEADING_4 }),
            new Paragraph({ text: 'Words that somebody said', style: 'Quote' }),
            new Table({
              rows: [
                new TableRow({ tableHeader: true, children: ['Who', 'When'].map(cell) }),
                new TableRow({ children: ['Parent | guardian', 'Monday'].map(cell) }),
              ],
            }),
            new Paragraph({
              children: [
                new ImageRun({
                  type: 'png',
                  data: png,
                  ...size,
                  altText: { name: 'a', title: 'a', description: 'A house with a red door' },
                }),
              ],
            }),
            new Paragraph({ text: 'At the door', heading: HeadingLevel.HEADING_2 }),
            new Paragraph({
              children: [new ImageRun({ type: 'png', data: Buffer.concat([png, Buffer.alloc(1)]), ...size })],
            }),
            new Paragraph({
              children: [
                new TextRun('Say who you are'),
                new InsertedTextRun({ ...change, text: ' and why you came' }),
                new DeletedTextRun({ ...change, id: 2, text: ' at once' }),
                new CommentRangeStart(0),
                new TextRun('.'),
                new CommentRangeEnd(0),
                new TextRun({ children: [new CommentReference(0)] }),
              ],
            }),
            new Paragraph({ children: [new Equation({ children: [new MathRun('a+b')] })] }),
            new Paragraph({
              children: [
                new TextRun({ text: 'Under', underline: {} }),
                new TextRun({ text: ' and red', color: 'FF0000' }),
                new TextRun({ text: ' and marked', highlight: 'yellow' }),
              ],
            }),
            new Textbox({
              style: { width: '200pt', height: 'auto' },
              children: [new Paragraph('In a box')],
            }),
            new Paragraph({ text: 'Afterwards', heading: HeadingLevel.HEADING_1 }),
            new Paragraph('Write it down.'),
          ],
        },
      ],
    }),
  );
}

function cell(text: string): TableCell {
  return new TableCell({ children: [new Paragraph(text)] });
}
