// `npm run bench [-- build]`: builds. `npm run bench -- verify`: judging packages. `npm run bench -- lrs`: the record store.
const [what = 'build', ...args] = process.argv.slice(2);
switch (what) {
  case 'build':
    await import('./build.mjs');
    break;
  case 'verify':
    await import('./verify.mjs');
    break;
  case 'lrs':
    await (await import('./lrs/run.mjs')).benchLrs(args);
    break;
  default:
    console.error(
      `There is no bench "${what}".\nhint: npm run bench (builds), npm run bench -- verify, or npm run bench -- lrs (the record store)`,
    );
    process.exitCode = 2;
}
