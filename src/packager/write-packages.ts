import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
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
 * interrupted build leaves no half package; when a move fails, those before it are taken back. Hidden files that a
 * killed build left are cleared away by the next one.
 * @param folder made when it is not there
 * @throws the system's error (`code` ENOTDIR, EACCES, ENOSPC ...) when the folder can't be written
 */
export async function writePackages(
  folder: string,
  packages: readonly BuiltPackage[],
): Promise<readonly WrittenPackage[]> {
  await mkdir(folder, { recursive: true });
  await tidyUp(folder);
  const plans = packages.map((p) => {
    const place = path.join(folder, p.name);
    const hidden = path.join(folder, `.${p.name}.${process.pid}-${randomUUID()}`);
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

/** A hidden file of a build: the package's name, the process that builds, and whether it is the new or the former file. */
const hiddenFile = /^\.(.+)\.(\d+)-[0-9a-f-]{36}\.(part|before)$/;

/** Clears away what a build left that was killed: parts go, and a former package goes back where its place is empty. */
async function tidyUp(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const [, packageName = '', pid, kind] = hiddenFile.exec(name) ?? [];
    if (pid === undefined || isRunning(Number(pid))) continue;
    const hidden = path.join(folder, name);
    const place = path.join(folder, packageName);
    if (kind === 'before' && (await stat(place).catch(() => null)) === null) await rename(hidden, place);
    else await rm(hidden, { force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    // Signal 0 asks and does nothing.
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
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
