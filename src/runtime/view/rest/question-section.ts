import { all } from '../dom.js';

/** The section of a question of the assessment, wherever a round puts it. @throws when template and script have parted ways */
export function questionSection(document: Document, id: string): HTMLElement {
  const form = all(document, 'section > form[data-question]').find(({ dataset }) => dataset.question === id);
  const section = form?.closest<HTMLElement>('section');
  if (!section) throw new Error(`The page has no question ${id}`);
  return section;
}
