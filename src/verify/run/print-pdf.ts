import { confinedTo, launchChromium } from './launch-chromium.js';

/**
 * A page as PDF on letter paper, with its tags (what a screen reader reads) and its headings as an outline. The browser
 * reaches nothing: what the page shows is in it.
 * @param foot HTML for the foot of each sheet
 * @throws NoBrowser
 */
export async function printPdf(page: string, foot: string): Promise<Uint8Array> {
  const browser = await launchChromium();
  try {
    const tab = await browser.newPage(confinedTo([]));
    await tab.setContent(page, { waitUntil: 'load' });
    return await tab.pdf({
      preferCSSPageSize: true,
      tagged: true,
      outline: true,
      displayHeaderFooter: true,
      headerTemplate: '<span></span>',
      footerTemplate: foot,
    });
  } finally {
    await browser.close();
  }
}
