import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openAttempts } from '../../src/launch/attempts.js';
import { LearnerUnreadable, loadLearners } from '../../src/launch/learner.js';
import { scratchFolder } from '../support/browser.js';

let scratch: Awaited<ReturnType<typeof scratchFolder>>;
beforeEach(async () => {
  scratch = await scratchFolder('learner');
});
afterEach(() => scratch.done());

const load = (name: string) => {
  let n = 0;
  return loadLearners(path.join(scratch.folder, 'lms'), 'https://base.example/learners', () => `${name}${n++ || ''}`);
};

describe('the stand-in learners', () => {
  it('are three, made once, and stay', async () => {
    expect((await load('AAAA-1111'))[0].account).toEqual({
      homePage: 'https://base.example/learners',
      name: 'AAAA-1111',
    });
    expect((await load('BBBB-2222')).map(({ account, label }) => [account.name, label])).toEqual([
      ['AAAA-1111', 'First learner'],
      ['AAAA-11111', 'Second learner'],
      ['AAAA-11112', 'Third learner'],
    ]);
    expect(await readdir(path.join(scratch.folder, 'lms'))).toEqual(['learner.json']);
  });

  it('keep the one who was there alone', async () => {
    await mkdir(path.join(scratch.folder, 'lms'));
    await writeFile(path.join(scratch.folder, 'lms/learner.json'), '{"name":"OLD-1"}');
    expect((await load('BBBB-2222')).map(({ account }) => account.name)).toEqual(['OLD-1', 'BBBB-2222', 'BBBB-22221']);
  });

  it.each(['', '{"name":', '{"name":5}'])('are never replaced by others when their file holds %j', async (text) => {
    const file = path.join(scratch.folder, 'lms/learner.json');
    await mkdir(path.dirname(file));
    await writeFile(file, text);
    const refused = await load('BBBB-2222').catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(LearnerUnreadable);
    expect(refused).toMatchObject({ file });
    expect(await readFile(file, 'utf8')).toBe(text);
  });

  it('are never replaced when their file cannot be read at all', async () => {
    await mkdir(path.join(scratch.folder, 'lms/learner.json'), { recursive: true });
    await expect(load('BBBB-2222')).rejects.toMatchObject({ code: 'EISDIR' });
  });
});

it('never takes an attempt that cannot be read for one that is not there', async () => {
  const attempts = openAttempts(scratch.folder, 'AAAA-1111');
  await mkdir(path.join(scratch.folder, 'm.scorm12/5a0f7b7e-0000-4000-8000-000000000000.json'), { recursive: true });
  await expect(attempts.list('m', 'scorm12')).rejects.toMatchObject({ code: 'EISDIR' });
});
