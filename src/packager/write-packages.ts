import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { BuiltPackage } from './build-package.js';

/** A package on the disk. */
export interface WrittenPackage {
  readonly path: string;
  readonly bytes: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

/**
 * Writes packages, all or none. Each is written beside its place and whole before any is moved there, so an
 * interrupted build leaves no half package; when a move fails, those before it are taken back.
 * @param folder made when it is not there
 * @throws the system's error (`code` ENOTDIR, EACCES, ENOSPC ...) when the folder can't be written
 */
export async function writePackages(
  folder: string,
  packages: readonly BuiltPackage[],
): Promise<readonly WrittenPackage[]> {
  await mkdir(folder, { recursive: true });
  const plans = packages.map((p) => {
    const place = path.join(folder, p.name);
    const hidden = path.join(folder, `.${p.name}.${randomUUID()}`);
    return { ...p, place, part: `${hidden}.part`, before: `${hidden}.before` };
  });
  const moved: Plan[] = [];
  try {
    for (const plan of plans) await writeWhole(plan.part, plan.content);
    for (const plan of plans) {
      if (await isFile(plan.place)) await rename(plan.place, plan.before);
      moved.push(plan);
      await rename(plan.part, plan.place);
    }
  } catch (error) {
    for (const plan of moved) await takeBack(plan);
    throw error;
  } finally {
    for (const plan of plans) {
      await rm(plan.part, { force: true });
      await rm(plan.before, { force: true });
    }
  }
  return plans.map((p) => ({ path: p.place, bytes: p.content.length, sha256: p.sha256 }));
}

interface Plan {
  readonly place: string;
  readonly part: string;
  readonly before: string;
}

/** Puts the file of an earlier build back, or removes the new one where there was none. */
async function takeBack({ place, before }: Plan): Promise<void> {
  if (await isFile(before)) await rename(before, place);
  else if (await isFile(place)) await rm(place);
}

async function isFile(place: string): Promise<boolean> {
  const found = await stat(place).catch(() => null);
  return found?.isFile() ?? false;
}

async function writeWhole(file: string, content: Uint8Array): Promise<void> {
  const handle = await open(file, 'wx');
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
