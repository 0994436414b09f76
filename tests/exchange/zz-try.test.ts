import { writeFileSync } from 'node:fs';
import { it } from 'vitest';
import { lessonsOfDocx } from '../../src/exchange/document/lessons-of-docx.js';
import { noteText } from '../../src/exchange/note.js';
import { wordFile } from './word-file.js';
it('x', async () => {
  const bytes = await wordFile();
  writeFileSync('/tmp/ex-s/guide.docx', bytes);
  const made = await lessonsOfDocx(bytes, { source: 'guide.docx', lessonIds: new Set(), pageIds: new Set(), mediaNames: new Set(), firstNumber: 1 });
  for (const [n, f] of made.files) console.log(n, typeof f === 'string' ? `\n${f}` : f.length);
  console.log(made.notes.map(noteText).join('\n'));
});
