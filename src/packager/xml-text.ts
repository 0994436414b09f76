/**
 * Text for an XML element, with as few entities as XML allows.
 * A widespread importer drops the white space behind every entity, so an apostrophe stays an apostrophe.
 */
export function xmlText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll(']]>', ']]&gt;').replaceAll('\r', '');
}
