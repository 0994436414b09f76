// `npm run bench [-- build]`: builds. `-- lrs`: the record store. `-- verify`: judging packages. `-- faults`: what is lost when something goes wrong.
// `-- check`: checking 100 modules. `-- dev`: from a save to the page. `-- facts`: what reports are made from.
// `-- reports`: report pages. Both take `--data DIR`: a made year (`cpm demo`) at its whole size.
const [what = 'build', ...args] = process.argv.slice(2);
switch (what) {
  case 'build':
    await import('./build.mjs');
    break;
  case 'verify':
    await import('./verify.mjs');
    break;
  case 'check':
    await import('./check.mjs');
    break;
  case 'dev':
    await import('./dev.mjs');
    break;
  case 'lrs':
    await (await import('./lrs/run.mjs')).benchLrs(args);
    break;
  case 'reports':
    await (await import('./reports/run.mjs')).benchReports(args);
    break;
  case 'faults':
    await (await import('./faults/run.mjs')).benchFaults(args);
    break;
  case 'facts':
    await (await import('./facts/run.mjs')).benchFacts(args);
    break;
  default:
    console.error(
      `There is no bench "${what}".\nhint: npm run bench (builds), npm run bench -- verify, npm run bench -- check, npm run bench -- dev, npm run bench -- facts (what reports are made from), npm run bench -- reports (their pages), npm run bench -- faults (the fault matrix) or npm run bench -- lrs (the record store)`,
    );
    process.exitCode = 2;
}
