import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { authorsManual } from '../definition/manual.js';
import type { Io } from './io.js';
import { display, workshopOf } from './modules.js';
import { exitCodes, StopError } from './stop.js';

/** `cpm manual`: writes (or with `check` compares) the author's manual, made from the module language's own schemas. */
export async function manual(io: Io, options: { check?: boolean }): Promise<void> {
  const file = path.join(workshopOf(io, undefined).modulesFolder, 'README.md');
  const text = authorsManual();
  if (options.check) {
    if (!existsSync(file) || readFileSync(file, 'utf8').replaceAll('\r\n', '\n') !== text) {
      throw new StopError(
        `${display(io, file)} is not what the module language says.\nhint: run npm run manual.`,
        exitCodes.content,
      );
    }
    return;
  }
  writeFileSync(file, text);
  io.out(`${display(io, file)} written.`);
}
