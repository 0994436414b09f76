import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Verdict } from '../../src/verify/verdict.js';
import { verifyFile } from '../../src/verify/verify-file.js';

/** What is said of these bytes, written to a real file and read from it. */
export async function judged(bytes: Uint8Array, limits?: Parameters<typeof verifyFile>[2]): Promise<Verdict> {
  const folder = await mkdtemp(path.join(tmpdir(), 'cpm-judged-'));
  try {
    const file = path.join(folder, 'package.zip');
    await writeFile(file, bytes);
    return await verifyFile(file, 'package.zip', limits);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
