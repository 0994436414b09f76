import { type Engine, safe } from '../html/engine.js';
import type { Module } from '../model/module.js';
import type { GuidePicture } from './guide-content.js';
import { footText, storyboard } from './storyboard.js';
import { guideWords } from './words.js';

/** A picture as a browser takes it. */
export interface PrintedPicture {
  /** `image/svg+xml`. */
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
}

export interface PrintedWish {
  readonly isTrainer: boolean;
  readonly date: Date;
  /** By their paths in the module. */
  readonly pictures: ReadonlyMap<string, PrintedPicture>;
}

/**
 * The storyboard as a page to print, and what stands at the foot of its sheets. It is made from the Word file, so that
 * both say the same; a picture stands in that by its path alone, for a browser shows kinds that Word does not.
 * @param styles the page's style sheet
 */
export async function printedGuide(
  module: Module,
  { isTrainer, date, pictures }: PrintedWish,
  engine: Engine,
  styles: string,
): Promise<{ readonly page: string; readonly foot: string }> {
  const named = new Map(
    [...pictures].map(([path, { width, height }]): [string, GuidePicture] => [
      path,
      { type: 'png', bytes: Buffer.from(path), width, height },
    ]),
  );
  const words = guideWords(module.language);
  const { language } = module;
  const document = await storyboard(module, { isTrainer, date, pictures: named });
  const title = `${module.title}: ${isTrainer ? words.trainer : words.participant}`;
  const content = safe(await htmlOf(document, pictures));
  return {
    page: engine.render('storyboard/guide', { language, title, styles: safe(styles), content }),
    foot: engine.render('storyboard/foot', { language, text: footText(module, date, words), of: words.of }),
  };
}

async function htmlOf(document: Uint8Array, pictures: PrintedWish['pictures']): Promise<string> {
  // Late: a Word file is made without it.
  const { default: mammoth } = await import('mammoth');
  const { value } = await mammoth.convertToHtml(
    { buffer: Buffer.from(document) },
    {
      styleMap,
      externalFileAccess: false,
      convertImage: mammoth.images.imgElement(async (image) => {
        const picture = pictures.get((await image.readAsBuffer()).toString());
        if (picture === undefined) throw new Error('The storyboard holds a picture that nobody gave it');
        return { src: `data:${picture.mediaType};base64,${Buffer.from(picture.bytes).toString('base64')}` };
      }),
    },
  );
  // Few fonts have that sign, and a printer's browser has few fonts.
  return value.replaceAll('☐', '<span class="box"></span>');
}

/** The module's title is the page's one heading of the first level; Word has a style of its own for it. */
const styleMap = [
  "p[style-name='Title'] => h1:fresh",
  "p[style-name='Subtitle'] => p.subtitle:fresh",
  "p[style-name='Quote'] => blockquote > p:fresh",
  "p[style-name='caption'] => p.caption:fresh",
  ...[1, 2, 3, 4, 5].map((level) => `p[style-name='Heading ${level}'] => h${level + 1}:fresh`),
  ...[1, 2, 3, 4, 5].map((level) => `p[style-name='heading ${level}'] => h${level + 1}:fresh`),
];
