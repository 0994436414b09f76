/** Bytes as text: LF, no BOM. */
export interface DecodedText {
  readonly text: string;
  readonly encoding: 'UTF-8' | 'UTF-16' | 'Windows-1252';
}

/**
 * Text of a file whose encoding nobody declares: UTF-16 by its BOM, UTF-8 when it is that without a fault, otherwise
 * Windows-1252, which old Word and Excel exports are. Null for what is no text (it holds bytes that no text has).
 */
export function decodeText(bytes: Uint8Array): DecodedText | null {
  const read = decoded(bytes);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what tells data from text
  return /[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/.test(read.text)
    ? null
    : { ...read, text: read.text.replace(/\r\n?/g, '\n') };
}

function decoded(bytes: Uint8Array): DecodedText {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return { text: new TextDecoder('utf-16le').decode(bytes), encoding: 'UTF-16' };
  if (first === 0xfe && second === 0xff) return { text: new TextDecoder('utf-16be').decode(bytes), encoding: 'UTF-16' };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'UTF-8' };
  } catch {
    const text = Buffer.from(bytes).toString('latin1');
    return { text: text.replaceAll(/[\u0080-\u009f]/g, windows1252), encoding: 'Windows-1252' };
  }
}

/**
 * Windows-1252 is Latin-1 but for these 32 (encoding.spec.whatwg.org, index windows-1252); some versions of Node 20
 * decode it as if it were Latin-1 altogether.
 */
function windows1252(letter: string): string {
  return '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'.charAt(letter.charCodeAt(0) - 0x80);
}
