// Bundles what runs: the command (one file with late chunks), the learner's script of each protocol,
// and the stand-in LMS's page. Run at install (`prepare`); esbuild's binary comes inside its npm package.
import { existsSync } from 'node:fs';
import { chmod, readdir, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = path.dirname(fileURLToPath(import.meta.url));
const at = (...parts) => path.join(root, ...parts);

const browser = {
  bundle: true,
  metafile: true,
  format: 'iife',
  target: 'es2022',
  minify: true,
  legalComments: 'none',
  logLevel: 'warning',
  charset: 'utf8',
};

const node = build({
  entryPoints: { cpm: at('src/cli.ts') },
  outdir: at('dist/bin'),
  bundle: true,
  metafile: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  minifySyntax: true,
  minifyWhitespace: true,
  logLevel: 'warning',
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module';const require = __createRequire(import.meta.url);",
  },
  // Native or WebAssembly parts, and a browser, find their files beside themselves, so they stay packages.
  external: ['libsql', 'libxml2-wasm', 'esbuild', 'playwright-core', '@sparticuz/chromium'],
  // Its main file (UMD) asks for its parts in a way that a bundler can't follow.
  alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
});

// One script a protocol: a new file in src/runtime/lms/ is a new script, with no list to keep.
const protocols = (await readdir(at('src/runtime/lms')))
  .filter((name) => name.endsWith('.ts') && name !== 'session.ts' && !name.startsWith('shared-'))
  .map((name) => name.slice(0, -3));
const runtimes = protocols.map((protocol) =>
  build({
    ...browser,
    stdin: {
      contents: `import { open } from './lms/${protocol}.js'; import { main } from './main.js'; main(open);`,
      resolveDir: at('src/runtime'),
      loader: 'ts',
    },
    outfile: at(`dist/runtime/${protocol}.js`),
  }),
);
// What no protocol differs in and no first page needs; a package's rest.js is made of it and of the module.
const rest = build({
  ...browser,
  charset: 'ascii',
  globalName: 'rest',
  entryPoints: { rest: at('src/runtime/rest.ts') },
  outdir: at('dist/runtime'),
});
// One script a block that does something, for the packages that use it.
const blockFolder = 'src/runtime/view/rest/blocks';
const blocks = (await readdir(at(blockFolder))).map((file) =>
  build({
    ...browser,
    charset: 'ascii',
    globalName: 'block',
    entryPoints: [at(blockFolder, file)],
    outdir: at('dist/runtime/blocks'),
  }),
);
// One script a question type: its behaviour, and what its form needs beyond plain fields, where it needs anything.
const forms = 'src/runtime/view/rest/forms';
const types = (await readdir(at('src/questions'), { withFileTypes: true })).filter((entry) => entry.isDirectory());
const questions = types.map(({ name }) =>
  build({
    ...browser,
    charset: 'ascii',
    globalName: 'question',
    stdin: {
      contents: existsSync(at(forms, `${name}.ts`))
        ? `import { behaviour } from './src/questions/${name}/behaviour.js'; import { dress } from './${forms}/${name}.js'; export const part = { behaviour, dress };`
        : `import { behaviour } from './src/questions/${name}/behaviour.js'; export const part = { behaviour };`,
      resolveDir: root,
      loader: 'ts',
    },
    outfile: at(`dist/runtime/questions/${name}.js`),
  }),
);
const player = build({
  ...browser,
  entryPoints: {
    player: at('src/player/main.ts'),
    panel: at('src/player/panel.ts'),
    live: at('src/player/live.ts'),
    manual: at('src/player/manual.ts'),
    'manual-sample': at('src/player/manual-sample.ts'),
  },
  outdir: at('dist/player'),
});
const results = await Promise.all([node, ...runtimes, rest, ...questions, ...blocks, player]);

// Swept only now: a build that fails leaves the last one whole.
const made = new Set(
  results.flatMap((result) => Object.keys(result.metafile.outputs).map((file) => path.resolve(file))),
);
for (const folder of ['dist/bin', 'dist/runtime', 'dist/runtime/questions', 'dist/runtime/blocks', 'dist/player']) {
  for (const entry of await readdir(at(folder), { withFileTypes: true }))
    if (entry.isFile() && !made.has(at(folder, entry.name))) await rm(at(folder, entry.name));
}
// `npx cpm` runs it as a program of its own; npm links the commands of dependencies only, not of the clone itself.
await chmod(at('dist/bin/cpm.js'), 0o755);
if (process.platform !== 'win32' && existsSync(at('node_modules/.bin'))) {
  await rm(at('node_modules/.bin/cpm'), { force: true });
  await symlink('../../dist/bin/cpm.js', at('node_modules/.bin/cpm'));
}
