/** Id of a part by its authored position from 0: a, b, c ... One character, as SCORM 1.2 RTE 3.4.7 wants it. */
export function letterAt(position: number): string {
  return String.fromCharCode(97 + position);
}

/** The ids of an authored answer that an encoded text holds, each once, in authored order. */
export function lettersIn(text: string, known: readonly string[]): string[] {
  return known.filter((id) => text.includes(id));
}
