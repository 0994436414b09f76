import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import mammoth from 'mammoth';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportStoryboard } from '../../src/commands/export-storyboard.js';
import { openZip } from '../../src/exchange/open-zip.js';
import { scratchFolder } from '../support/browser.js';
import { copyOfModules } from '../support/cpm.js';

let scratch: Awaited<ReturnType<typeof scratchFolder>>;
let modules: string;
const day = new Date(Date.UTC(2024, 4, 7, 12));

beforeAll(async () => {
  scratch = await scratchFolder('storyboard');
  modules = await copyOfModules(scratch.folder, 'cpm-behaviors');
});
afterAll(() => scratch.done());

interface Guide {
  readonly text: string;
  readonly html: string;
  /** Text of a part of the zip. */
  readonly part: (name: string) => string;
}

async function guide(id: string, options: { readonly trainer?: true } = {}): Promise<Guide> {
  const out = path.join(scratch.folder, `${id}.docx`);
  const printed: string[] = [];
  await exportStoryboard(
    {
      out: (line) => printed.push(line),
      err: (line) => printed.push(line),
      cwd: scratch.folder,
      env: {},
      isTerminal: false,
      exitWith: (code) => printed.push(`exit ${code}`),
      untilStopped: () => Promise.resolve(),
    },
    id,
    { out, modules, ...options },
    day,
  );
  expect(printed.join('\n')).toMatch(/^\S+\.docx written/);
  const bytes = await readFile(out);
  // The same door by which documents come in: our own are no hostile ones.
  const files = await openZip(bytes, 'guide.docx');
  return {
    text: (await mammoth.extractRawText({ buffer: bytes })).value,
    html: (await mammoth.convertToHtml({ buffer: bytes })).value,
    part: (name) => Buffer.from(files.get(name) ?? []).toString('utf8'),
  };
}

describe('the participant guide', () => {
  it('holds the lessons, the checks and the assessment, and no answer', async () => {
    const { html, text } = await guide('cpm-behaviors');
    expect(html).toMatch(/<h1>Lesson 1: [^<]+<\/h1>/);
    expect(html).toContain('<h2>');
    expect(html).toMatch(/<h3>Knowledge check: /);
    expect(text).toContain('What you will be able to do');
    expect(text).toContain('You visit Mr. Dunbar about a report that concerns his son Ben.');
    expect(text).toContain('☐  “I’m a county social worker. I’m here to find out if Ben is safe.');
    for (const answer of ['(right)', 'Right answer', 'Feedback when', 'He learns who you are, why you came'])
      expect(text).not.toContain(answer);
    // The order that is asked for is not the order in which the steps stand.
    const steps = [
      '“I said Tuesday, and I didn’t send it.”',
      '“You had to cancel the appointment',
      '“I’ll bring it today by four.”',
    ];
    const places = steps.map((step) => text.indexOf(step));
    expect(places.every((place) => place > 0)).toBe(true);
    expect([...places].sort((a, b) => a - b)).not.toEqual(places);
  });

  it('says title, version, date and page at the foot of each sheet', async () => {
    const footer = (await guide('cpm-behaviors')).part('word/footer1.xml');
    expect(footer).toContain(' · Version 1.0.0 · May 7, 2024 · Page ');
    expect(footer).toMatch(/PAGE<.*NUMPAGES</s);
  });

  it('has what an accessibility checker asks for: title, language, headings, header rows, alt texts', async () => {
    const { part, html } = await guide('cpm-behaviors');
    expect(part('docProps/core.xml')).toMatch(/<dc:title>[^<]+: Participant guide<\/dc:title>/);
    expect(part('word/styles.xml')).toContain('<w:lang w:val="en-US"/>');
    const document = part('word/document.xml');
    const tables = document.match(/<w:tbl>/g)?.length ?? 0;
    expect(tables).toBeGreaterThan(0);
    expect(document.match(/<w:tblHeader\/>/g)).toHaveLength(tables);
    const pictures = document.match(/<wp:docPr [^>]*>/g) ?? [];
    expect(pictures.length).toBeGreaterThan(0);
    for (const one of pictures) expect(one).toMatch(/descr="[^"]{10,}"/);
    const levels = [...html.matchAll(/<h([1-6])>/g)].map((one) => Number(one[1]));
    for (const [index, level] of levels.entries()) expect(level - (levels[index - 1] ?? 1)).toBeLessThanOrEqual(1);
  });

  it('speaks Spanish when the module does', async () => {
    const file = path.join(modules, 'cpm-behaviors/module.yaml');
    const before = await readFile(file, 'utf8');
    await writeFile(file, before.replace('language: en', 'language: es'));
    try {
      const { text, part } = await guide('cpm-behaviors');
      expect(text).toContain('Guía del participante');
      expect(part('word/footer1.xml')).toContain(' · Versión 1.0.0 · 7 de mayo de 2024 · Página ');
      expect(part('word/styles.xml')).toContain('<w:lang w:val="es-US"/>');
    } finally {
      await writeFile(file, before);
    }
  });
});

describe('the trainer’s guide', () => {
  it('holds right answers, all feedback, objectives, pages and sources', async () => {
    const { text, html } = await guide('cpm-behaviors', { trainer: true });
    expect(text).toContain('Trainer’s guide');
    expect(text).toMatch(/I’m here to find out if Ben is safe\. .* \(right\)/);
    expect(text).toContain('He learns who you are, why you came');
    expect(text).toContain('Feedback for: “Hi there, nothing to worry about.');
    expect(text).toMatch(/1\. “I said Tuesday, and I didn’t send it\.” {2}2\. “You had to cancel/);
    expect(text).toMatch(/Right answer\n\nemerging/);
    expect(text).toContain('2016/foundational-1');
    expect(html).toContain('<h1>Sources</h1>');
  });
});
