/** Without what databases can't hold as it is (NUL, halves of characters): it would not be found again. */
export function heldText(text: string): string {
  return unholdable.test(text) ? text.replace(unholdables, '\uFFFD') : text;
}

const unholdable = /\0|\p{Surrogate}/u;
const unholdables = /\0|\p{Surrogate}/gu;
