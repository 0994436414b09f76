import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { scratchFolder } from '../support/browser.js';
import { cpmHere as cpm } from '../support/cpm.js';

const sent = `cpm-run-log 1
module cpm-foundations
version 1.0.0
language en
target scorm12
browser Mozilla/5.0_(X11)
began 2026-03-14T10:42:00.000Z
0.01 api API found 0
0.02 call LMSInitialize ok
0.02 opened tracked writes
0.10 sign saved
61.00 act go page-two
61.00 set cmi.core.lesson_location 8 ok
61.01 call LMSCommit no 301
61.01 sign failing expired
ended 90.00
`;

let scratch: Awaited<ReturnType<typeof scratchFolder>>;
beforeEach(async () => {
  scratch = await scratchFolder('log');
});
afterEach(() => scratch.done());

async function read(text: string, ...more: readonly string[]) {
  const file = path.join(scratch.folder, 'report.txt');
  await writeFile(file, text);
  return cpm(['log', file, ...more]);
}

describe('cpm log', () => {
  it('says in plain words what happened, when, and what went wrong', async () => {
    const { code, out, err } = await read(sent);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('Module cpm-foundations 1.0.0, target scorm12, language en');
    expect(out).toContain('    61.01  LMSCommit: refused, error 301.');
    expect(out).toContain('The learner sees: not saved, the LMS has closed the session.');
    expect(out).toMatch(
      /What went wrong\n {2}- The LMS closed the session while the learner worked \(once, first at 61\.01 s\)/,
    );
    expect(out).toContain('In the end the page said "not saved" (since 61.01 s).');
  });

  it('gives programs the same as JSON', async () => {
    const { out } = await read(sent, '--format', 'json');
    const report = JSON.parse(out) as { head: { module: string }; events: { says: string }[]; verdict: string[] };
    expect(report.head.module).toBe('cpm-foundations');
    expect(report.events).toHaveLength(8);
    expect(report.verdict.length).toBeGreaterThan(1);
  });

  it.each([
    ['is no run log', 'Dear support, it does not work.', 'This is no run log'],
    ['is of a later form', 'cpm-run-log 2\nx', 'this program knows form 1'],
    ['is empty', '', 'This is no run log'],
    ['is far too long', `cpm-run-log 1\n${'0.00 act go x\n'.repeat(30_000)}`, 'too long'],
  ])('says so when the file %s, with exit code 1', async (_what, text, says) => {
    const { code, out, err } = await read(text);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain(says);
    expect(err).toContain('hint:');
  });

  it('never hands control characters of a log on to the terminal', async () => {
    const { out, code } = await read(sent.replace('page-two', 'page\u001b[31m\u0007two'));
    expect(code).toBe(0);
    expect(out.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
    expect(out).toContain('(1 lines are none of a run log, and were passed over.)');
  });

  it('says that a file can not be read, with exit code 2', async () => {
    const { code, err } = await cpm(['log', path.join(scratch.folder, 'none.txt')]);
    expect(code).toBe(2);
    expect(err).toContain("can't be read (ENOENT)");
  });
});
