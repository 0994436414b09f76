/**
 * Bytes that one element takes in an LMS's request, name and value: the longer of the two forms in which LMSs send their
 * data, JSON with full names (in UTF-8) and a posted form (each byte outside ASCII as three).
 * @param element full name, as `cmi.interactions.3.result`
 */
export function sentSize(element: string, value: string): number {
  const json = new TextEncoder().encode(JSON.stringify(value)).length + element.length + 4;
  const form = encodeURIComponent(value).length + element.length + 6;
  return Math.max(json, form);
}
