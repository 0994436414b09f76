import { describe, expect, it } from 'vitest';
import { codeFrame } from '../../src/diagnostics.js';

const place = (column: number, length?: number) => ({
  file: 'lessons/01-a.md',
  line: 1,
  column,
  ...(length === undefined ? {} : { length }),
});

describe('the line at fault', () => {
  it('stands whole where it fits, with carets under the piece', () => {
    expect(codeFrame(place(6, 3), 'some one line\nanother')).toEqual(['    1 | some one line', '      |      ^^^']);
  });

  it('keeps its tabs in the row of carets', () => {
    expect(codeFrame(place(2), '\tx')[1]).toBe('      | \t^');
  });

  it('of a paragraph on one line is cut about the place, and says where it goes on', () => {
    const paragraph = `${'before '.repeat(60)}FAULT ${'after '.repeat(60)}`;
    const [text = '', carets = ''] = codeFrame(place(paragraph.indexOf('FAULT') + 1, 5), paragraph);
    expect(text.length).toBeLessThan(115);
    expect(text).toMatch(/^ {4}1 \| ….*…$/);
    expect(text.slice(carets.indexOf('^'), carets.lastIndexOf('^') + 1)).toBe('FAULT');
  });

  it('is cut at one side only where the place is near an end, and carets end with what is shown', () => {
    const paragraph = 'word '.repeat(100).trim();
    const [first = '', under = ''] = codeFrame(place(1, paragraph.length), paragraph);
    expect(first).toMatch(/^ {4}1 \| word .*…$/);
    expect(under.length).toBe(first.length);
    const [last = ''] = codeFrame(place(paragraph.length, 1), paragraph);
    expect(last).toMatch(/^ {4}1 \| ….*word$/);
  });

  it('is left out where the file has no such line', () => {
    expect(codeFrame({ ...place(1), line: 3 }, 'one line')).toEqual([]);
  });
});
