import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openAttempts } from '../../src/launch/attempts.js';
import { LearnerUnreadable, loadLearner } from '../../src/launch/learner.js';
import { scratchFolder } from '../support/browser.js';

let scratch: Awaited<ReturnType<typeof scratchFolder>>;
beforeEach(async () => {
  scratch = await scratchFolder('learner');
});
afterEach(() => scratch.done());

const load = (name: string) =>
  loadLearner(path.join(scratch.folder, 'lms'), 'https://base.example/learners', () => name);

describe('the stand-in learner', () => {
  it('is made once and stays', async () => {
    expect((await load('AAAA-1111')).account).toEqual({
      homePage: 'https://base.example/learners',
      name: 'AAAA-1111',
    });
    expect((await load('BBBB-2222')).account.name).toBe('AAAA-1111');
    expect(await readdir(path.join(scratch.folder, 'lms'))).toEqual(['learner.json']);
  });

  it.each(['', '{"name":', '{"name":5}'])('is never replaced by another one when its file holds %j', async (text) => {
    const file = path.join(scratch.folder, 'lms/learner.json');
    await mkdir(path.dirname(file));
    await writeFile(file, text);
    const refused = await load('BBBB-2222').catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(LearnerUnreadable);
    expect(refused).toMatchObject({ file });
    expect(await readFile(file, 'utf8')).toBe(text);
  });

  it('is never replaced when its file cannot be read at all', async () => {
    await mkdir(path.join(scratch.folder, 'lms/learner.json'), { recursive: true });
    await expect(load('BBBB-2222')).rejects.toMatchObject({ code: 'EISDIR' });
  });
});

it('never takes an attempt that cannot be read for one that is not there', async () => {
  const attempts = openAttempts(scratch.folder);
  await mkdir(path.join(scratch.folder, 'm.scorm12.json'));
  await expect(attempts.load('m', 'scorm12')).rejects.toMatchObject({ code: 'EISDIR' });
});
