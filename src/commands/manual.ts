import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { editorSchemas } from '../definition/editor-schemas.js';
import { authorsManual } from '../definition/manual.js';
import { buildSamples } from '../pipeline/manual/build-samples.js';
import { manualPage } from '../pipeline/manual/manual-page.js';
import { engineOf } from '../pipeline.js';
import type { Io } from './io.js';
import { manualStyles } from './manual-styles.js';
import { display, workshopOf } from './modules.js';
import { reason } from './reason.js';
import { exitCodes, StopError } from './stop.js';

/**
 * `cpm manual`: writes (or with `check` compares) what is made from the module language's own schemas: the author's manual,
 * and the schemas by which editors complete, explain and underline.
 */
export async function manual(io: Io, options: { check?: boolean; html?: string }): Promise<void> {
  if (options.html !== undefined) return writePages(io, path.resolve(io.cwd, options.html));
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

/** The manual as pages that any browser opens: each example plays, from its own folder. */
async function writePages(io: Io, folder: string): Promise<void> {
  const workshop = workshopOf(io, undefined);
  const samples = await buildSamples(workshop);
  const files = new Map<string, string | Uint8Array>([
    [
      'index.html',
      manualPage(engineOf(workshop), {
        ...besidePage,
        home: null,
        sample: (id) => (samples.has(id) ? `examples/${id}/index.html` : null),
      }),
    ],
    [besidePage.styles, manualStyles(workshop)],
    [besidePage.script, readFileSync(path.join(workshop.root, 'dist/player/manual.js'))],
  ]);
  for (const [id, sample] of samples) for (const [name, bytes] of sample) files.set(`examples/${id}/${name}`, bytes);
  try {
    for (const [name, content] of files) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), content);
    }
  } catch (error) {
    throw new StopError(
      `The manual can't be written to ${display(io, folder)}: ${reason(error)}.\nhint: name another folder.`,
      exitCodes.environment,
    );
  }
  io.out(`${display(io, path.join(folder, 'index.html'))} written, with ${samples.size} examples that play.`);
}

const besidePage = { styles: 'manual.css', script: 'manual.js' };

function refuseOld(io: Io, file: string, text: string): void {
  if (existsSync(file) && readFileSync(file, 'utf8').replaceAll('\r\n', '\n') === text) return;
  throw new StopError(
    `${display(io, file)} is not what the module language says.\nhint: run npm run manual.`,
    exitCodes.content,
  );
}
