import { sha256 } from './pure-sha256.js';

/**
 * A text that nobody is to read by looking into the file: its bytes under a stream made from the name. Not a secret:
 * the page lifts the veil with the same name when the text is earned (`docs/answers.md`).
 */
export function veil(name: string, text: string): string {
  const bytes = new TextEncoder().encode(text);
  return btoa(String.fromCharCode(...under(name, bytes)));
}

/** The inverse of `veil`. */
export function unveil(name: string, veiled: string): string {
  const bytes = Uint8Array.from(atob(veiled), (character) => character.charCodeAt(0));
  return new TextDecoder().decode(Uint8Array.from(under(name, bytes)));
}

function under(name: string, bytes: Uint8Array): number[] {
  let stream: number[] = [];
  return Array.from(bytes, (byte, at) => {
    if (at % 32 === 0) stream = sha256(`${name}\n${at}`);
    return byte ^ (stream[at % 32] ?? 0);
  });
}
