import { AlignmentType, Bookmark, Document, Footer, HeadingLevel, Packer, PageNumber, Paragraph, TextRun } from 'docx';
import type { Module, Question } from '../model/module.js';
import { type GuideBlock, type GuidePicture, type GuideSetting, guideContent, runs } from './guide-content.js';
import { guideQuestion } from './guide-question.js';
import { guideStyle, numbered } from './guide-style.js';
import { type GuideWords, guideWords } from './words.js';

/** How a storyboard is wanted. */
export interface StoryboardWish {
  /** The trainer's guide, with answers and feedback; otherwise what participants may have. */
  readonly isTrainer: boolean;
  /** The day that the footer says. */
  readonly date: Date;
  /** By their paths in the module; one that is missing is told by its alt text. */
  readonly pictures: ReadonlyMap<string, GuidePicture>;
}

/**
 * A module as a Word document: lessons, pages, knowledge checks and the assessment, for whoever reviews or teaches it.
 * Real headings, header rows, alt texts, title and language: what Word's accessibility checker asks for.
 * @returns the bytes of a .docx
 */
export async function storyboard(module: Module, wish: StoryboardWish): Promise<Uint8Array> {
  const words = guideWords(module.language);
  const kind = wish.isTrainer ? words.trainer : words.participant;
  let lists = 0;
  const pages = module.lessons.flatMap((lesson) => lesson.pages);
  const setting: GuideSetting = {
    words,
    pictures: wish.pictures,
    // Word takes 40 characters; an id may have 60.
    bookmarks: new Map(pages.map(({ id }, position) => [id, `page_${position + 1}`])),
    serial: () => ++lists,
    check: (id) => {
      const question = module.checks.find((one) => one.id === id);
      return question === undefined ? [] : questionBlocks(question, words.check, HeadingLevel.HEADING_3);
    },
  };
  const questionBlocks = (question: Question, name: string, heading: 'Heading2' | 'Heading3'): GuideBlock[] => [
    new Paragraph({ heading, text: `${name}: ${question.title}` }),
    ...guideQuestion(question, module, setting, wish.isTrainer),
  ];
  const document = new Document({
    title: `${module.title}: ${kind}`,
    subject: module.summary,
    creator: module.publisher,
    lastModifiedBy: module.publisher,
    description: module.summary,
    ...guideStyle(module.language),
    sections: [
      {
        properties: { page: { size: { width: 12240, height: 15840 } } },
        footers: { default: footer(module, wish.date, words) },
        children: [
          new Paragraph({ heading: HeadingLevel.TITLE, text: module.title }),
          new Paragraph({ style: 'Subtitle', text: kind }),
          new Paragraph(module.summary),
          ...factsOf(module, wish.date, words),
          new Paragraph({ heading: HeadingLevel.HEADING_1, text: words.objectives }),
          ...objectives(module, setting.serial()),
          ...module.lessons.flatMap((lesson, position) => [
            new Paragraph({
              heading: HeadingLevel.HEADING_1,
              text: `${words.lesson} ${position + 1}: ${lesson.title}`,
            }),
            ...lesson.pages.flatMap((page) => [
              new Paragraph({
                heading: HeadingLevel.HEADING_2,
                children: [
                  new Bookmark({ id: setting.bookmarks.get(page.id) ?? page.id, children: [new TextRun(page.title)] }),
                ],
              }),
              ...guideContent(page.content, setting),
            ]),
          ]),
          ...assessment(module, words, (question, name) => questionBlocks(question, name, HeadingLevel.HEADING_2)),
          ...sources(module, setting),
        ],
      },
    ],
  });
  return new Uint8Array(await Packer.toBuffer(document));
}

function factsOf(module: Module, date: Date, words: GuideWords): Paragraph[] {
  const facts = [
    [words.version, `${module.version}, ${day(date, module.language)}`],
    [words.audience, module.audience.join(', ')],
    [words.minutes, String(module.minutes)],
    [words.contributors, module.contributors.join(', ')],
    [words.publisher, module.publisher],
  ];
  return facts.map(
    ([name, value]) =>
      new Paragraph({ children: [new TextRun({ text: `${name}: `, bold: true }), new TextRun(value ?? '')] }),
  );
}

function objectives({ objectives: all }: Module, instance: number): Paragraph[] {
  return all.map(({ text }) => new Paragraph({ text, numbering: { reference: numbered, level: 0, instance } }));
}

function assessment(
  { assessment: one }: Module,
  words: GuideWords,
  blocks: (question: Question, name: string) => GuideBlock[],
): GuideBlock[] {
  if (one === null) return [];
  return [
    new Paragraph({ heading: HeadingLevel.HEADING_1, text: one.title }),
    ...(one.passingScore === null ? [] : [new Paragraph(`${words.pass}: ${Math.round(one.passingScore * 100)}`)]),
    new Paragraph(`${words.tries}: ${one.tries ?? words.noLimit}`),
    ...one.questions.flatMap((question, position) => blocks(question, `${words.question} ${position + 1}`)),
  ];
}

function sources({ sources: all }: Module, setting: GuideSetting): GuideBlock[] {
  if (all.length === 0) return [];
  return [
    new Paragraph({ heading: HeadingLevel.HEADING_1, text: setting.words.sources }),
    ...all.map(({ title, publisher, url, date }) => {
      const link = url === null ? [title] : [{ tag: 'a', attributes: { href: url }, children: [title] }];
      const rest = `. ${publisher}${date === null ? '' : `, ${date}`}.`;
      return new Paragraph({ bullet: { level: 0 }, children: runs([...link, rest], setting) });
    }),
  ];
}

/** What stands before the number of a sheet. */
export function footText({ title, version, language }: Module, date: Date, words: GuideWords): string {
  return `${title} · ${words.version} ${version} · ${day(date, language)} · ${words.page}`;
}

/** Title, version, date, page: on every sheet, so that a printed one says which text it is. */
function footer(module: Module, date: Date, words: GuideWords): Footer {
  const text = `${footText(module, date, words)} `;
  return new Footer({
    children: [
      new Paragraph({
        alignment: AlignmentType.CENTER,
        children: [
          new TextRun({ size: 18, children: [text, PageNumber.CURRENT, ` ${words.of} `, PageNumber.TOTAL_PAGES] }),
        ],
      }),
    ],
  });
}

function day(date: Date, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'long' }).format(date);
}
