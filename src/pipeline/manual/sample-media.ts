/** A small file for a name that an example of the manual shows: the drawings are there, films and sounds are silent. */
export function sampleMedia(name: string): Uint8Array | string {
  const ending = name.split('.').at(-1)?.toLowerCase() ?? '';
  if (name === 'table.svg') return table;
  return byEnding[ending] ?? levels;
}

const levels = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 160"><rect width="300" height="160" fill="#e7f2f3"/><path d="M10 150V110h90V70h90V30h90v120z" fill="#0b5866"/></svg>\n`;

const table = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 160"><rect width="300" height="160" fill="#fbf3e4"/><circle cx="85" cy="50" r="24" fill="#855300"/><circle cx="215" cy="50" r="24" fill="#855300"/><path d="M50 130c0-70 70-70 70 0zm130 0c0-70 70-70 70 0z" fill="#855300"/><path d="M30 112h240v14H30z" fill="#16262a"/></svg>\n`;

const pdf = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]>>endobj
trailer<</Root 1 0 R>>
%%EOF
`;

/** MPEG-1 layer III, 32 kbit/s, 44.1 kHz, mono: a header and nothing, which is silence; 40 frames are a second. */
const silence = Buffer.concat(
  Array.from({ length: 40 }, () => Buffer.concat([Buffer.from([0xff, 0xfb, 0x10, 0xc4]), Buffer.alloc(100)])),
);

/** The first box of a film (ISO 14496-12, 4.3), and none after it. */
const noFilm = Buffer.from('0000001866747970697336f6d0000020069736f6d6d703432'.slice(0, 48), 'hex');

const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const byEnding: Readonly<Record<string, Uint8Array | string>> = {
  pdf,
  mp3: silence,
  mp4: noFilm,
  png: pixel,
  vtt: 'WEBVTT\n\n00:00:00.000 --> 00:00:04.000\nWho should be with us on Thursday?\n',
};
