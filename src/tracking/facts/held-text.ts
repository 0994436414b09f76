/** Without what databases can't hold as it is (NUL, halves of characters): it would not be found again. */
export function heldText(text: string): string {
  return text.isWellFormed() && !text.includes('\0') ? text : text.toWellFormed().replaceAll('\0', '\uFFFD');
}
