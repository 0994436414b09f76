import { AlignmentType, type IPropertiesOptions, LevelFormat } from 'docx';

/** Names of the lists in the numbering of the document. */
export const numbered = 'numbers';

const ink = '1F2933';
const heading = (size: number, before: number) => ({
  run: { size, bold: true, color: ink },
  paragraph: { spacing: { before, after: 120 }, keepNext: true },
});

/**
 * Word's own styles, set once: headings stay headings for whoever navigates by them. Black on white, 11 points, nothing
 * told by color.
 * @param language of all text, so that screen readers and spelling checkers speak it
 */
export function guideStyle(language: string): Pick<IPropertiesOptions, 'styles' | 'numbering'> {
  return {
    styles: {
      default: {
        document: {
          run: { font: 'Calibri', size: 22, color: ink, language: { value: wordLanguage(language) } },
          paragraph: { spacing: { after: 120, line: 276 } },
        },
        title: { run: { size: 52, bold: true, color: ink }, paragraph: { spacing: { after: 60 } } },
        heading1: heading(34, 480),
        heading2: heading(28, 320),
        heading3: heading(24, 240),
        heading4: heading(22, 200),
        heading5: heading(22, 200),
      },
      paragraphStyles: [
        { id: 'Subtitle', name: 'Subtitle', basedOn: 'Normal', next: 'Normal', run: { size: 30 } },
        {
          id: 'Quote',
          name: 'Quote',
          basedOn: 'Normal',
          next: 'Normal',
          run: { italics: true },
          paragraph: { indent: { left: 480, right: 480 } },
        },
        { id: 'Caption', name: 'caption', basedOn: 'Normal', next: 'Normal', run: { italics: true, size: 20 } },
      ],
    },
    numbering: {
      config: [
        {
          reference: numbered,
          levels: [0, 1, 2, 3].map((level) => ({
            level,
            format: LevelFormat.DECIMAL,
            text: `%${level + 1}.`,
            alignment: AlignmentType.START,
            style: { paragraph: { indent: { left: 480 * (level + 1), hanging: 360 } } },
          })),
        },
      ],
    },
  };
}

/** Word knows languages by region. */
function wordLanguage(language: string): string {
  const usual: Readonly<Record<string, string>> = { en: 'en-US', es: 'es-US' };
  return usual[language.toLowerCase()] ?? language;
}
