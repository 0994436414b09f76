// `npm run bench [-- build]`: builds. `npm run bench -- lrs`: the record store. `npm run bench -- faults`: what is lost when something goes wrong.
const [what = 'build', ...args] = process.argv.slice(2);
switch (what) {
  case 'build':
    await import('./build.mjs');
    break;
  case 'lrs':
    await (await import('./lrs/run.mjs')).benchLrs(args);
    break;
  case 'faults':
    await (await import('./faults/run.mjs')).benchFaults(args);
    break;
  default:
    console.error(
      `There is no bench "${what}".\nhint: npm run bench (builds), npm run bench -- lrs (the record store) or npm run bench -- faults (the fault matrix)`,
    );
    process.exitCode = 2;
}
