import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { editorSchemas } from '../definition/editor-schemas.js';
import { authorsManual } from '../definition/manual.js';
import type { Io } from './io.js';
import { display, workshopOf } from './modules.js';
import { exitCodes, StopError } from './stop.js';

/**
 * `cpm manual`: writes (or with `check` compares) what is made from the module language's own schemas: the author's manual,
 * and the schemas by which editors complete, explain and underline.
 */
export async function manual(io: Io, options: { check?: boolean }): Promise<void> {
  const { root, modulesFolder } = workshopOf(io, undefined);
  const files = new Map([[path.join(modulesFolder, 'README.md'), authorsManual()]]);
  const schemas = editorSchemas();
  for (const { name, schema } of schemas)
    files.set(path.join(root, '.vscode/schemas', name), `${JSON.stringify(schema, null, 2)}\n`);
  const wiring = Object.fromEntries(schemas.map((one) => [`.vscode/schemas/${one.name}`, one.files]));
  files.set(
    path.join(root, '.vscode/settings.json'),
    `${JSON.stringify({ 'yaml.schemas': wiring, 'yaml.format.enable': false, 'files.eol': '\n' }, null, 2)}\n`,
  );
  for (const [file, text] of files) {
    if (options.check) refuseOld(io, file, text);
    else {
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, text);
      io.out(`${display(io, file)} written.`);
    }
  }
}

function refuseOld(io: Io, file: string, text: string): void {
  if (existsSync(file) && readFileSync(file, 'utf8').replaceAll('\r\n', '\n') === text) return;
  throw new StopError(
    `${display(io, file)} is not what the module language says.\nhint: run npm run manual.`,
    exitCodes.content,
  );
}
