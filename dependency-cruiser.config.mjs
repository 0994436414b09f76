// The room table: who may import whom. Everything below the table is made from it.
// `ground` rooms import nothing and everybody may import them.
const ground = [
  'diagnostics',
  'content',
  'interaction',
  'iris',
  'suspended-form',
  'draw',
  'numbers-from',
  'did-you-mean',
  'days',
  'version-order',
  'organization-name',
  'decode-text',
  'load-libxml',
  'kept',
];

/** room: [rooms it may import, npm packages and node parts it may import] */
const rooms = {
  diagnostics: [[], []],
  workshop: [[], ['node:*']],
  'did-you-mean': [[], ['fastest-levenshtein']],
  'load-libxml': [[], ['libxml2-wasm', 'node:v8']],
  content: [[], []],
  kept: [[], []],
  interaction: [[], []],
  iris: [[], []],
  'suspended-form': [['model', 'questions'], []],
  draw: [[], []],
  'numbers-from': [[], []],
  days: [[], []],
  'version-order': [[], []],
  'organization-name': [[], []],
  'decode-text': [[], []],
  html: [[], ['handlebars', 'node:fs', 'node:path']],
  scorm: [[], []],
  xapi: [[], []],
  questions: [[], ['zod']],
  definition: [
    ['questions'],
    [
      'zod',
      'yaml',
      '@markdoc/markdoc',
      'webvtt-parser',
      'libxml2-wasm',
      'node:crypto',
      'node:fs',
      'node:path',
      'node:util',
    ],
  ],
  model: [['questions', 'definition', 'tracking'], []],
  coverage: [['html', 'model'], []],
  authoring: [['model'], ['yaml', 'node:*']],
  translate: [
    ['definition', 'verify'],
    ['csv-parse', 'csv-stringify', 'libxml2-wasm', 'yaml', 'node:*'],
  ],
  exchange: [
    ['questions', 'definition', 'model', 'verify'],
    ['csv-parse', 'gift-pegjs', 'libxml2-wasm', 'mammoth', 'parse5', 'yaml', 'node:*'],
  ],
  storyboard: [
    ['html', 'questions', 'model'],
    ['docx', 'mammoth'],
  ],
  quality: [['definition'], ['flesch-kincaid', 'syllable']],
  render: [
    ['html', 'model', 'questions'],
    ['node:crypto', 'node:fs', 'node:path', 'esbuild'],
  ],
  packager: [
    ['html', 'scorm', 'model', 'render', 'verify'],
    ['archiver', 'zod', 'node:*'],
  ],
  verify: [
    ['scorm', 'xapi'],
    ['yauzl', 'libxml2-wasm', 'zod', 'playwright-core', '@sparticuz/chromium', 'axe-core', 'node:*'],
  ],
  runtime: [['questions', 'scorm', 'xapi', 'model'], []],
  lrs: [
    ['xapi'],
    [
      'express',
      'jose',
      'jsonc-parser',
      'kysely',
      'libsql',
      'lru-cache',
      'p-retry',
      'pg',
      'rate-limiter-flexible',
      'zod',
      'node:*',
    ],
  ],
  tracking: [
    ['xapi', 'lrs'],
    ['csv-parse', 'kysely', 'p-retry', 'zod', 'node:*'],
  ],
  backup: [
    ['lrs', 'tracking'],
    ['kysely', 'node:*'],
  ],
  'sign-in': [['tracking'], ['@zxcvbn-ts/core', '@zxcvbn-ts/language-common', 'kysely', 'openid-client', 'node:*']],
  demo: [
    ['model', 'questions', 'xapi', 'lrs', 'tracking'],
    ['csv-stringify', 'pure-rand'],
  ],
  reports: [
    ['html', 'xapi', 'lrs', 'tracking'],
    ['csv-stringify', 'kysely', 'lru-cache', 'write-excel-file', 'node:*'],
  ],
  launch: [
    ['scorm', 'xapi', 'lrs', 'verify'],
    ['express', 'zod', 'node:*'],
  ],
  pipeline: [['definition', 'model', 'quality', 'render', 'packager', 'html', 'tracking'], ['node:*']],
  server: [
    ['verify', 'xapi', 'pipeline', 'html', 'lrs', 'tracking', 'sign-in', 'reports', 'launch'],
    ['cookie', 'express', 'pino', 'zod', 'node:*'],
  ],
  live: [['pipeline'], ['chokidar', 'node:crypto', 'node:path']],
  player: [['scorm', 'xapi', 'launch'], ['scorm-again']],
  commands: [
    [
      'workshop',
      'verify',
      'pipeline',
      'authoring',
      'translate',
      'coverage',
      'model',
      'exchange',
      'storyboard',
      'server',
      'live',
      'lrs',
      'tracking',
      'backup',
      'sign-in',
      'demo',
      'packager',
      'definition',
      'reports',
      'html',
      'xapi',
    ],
    ['commander', 'pino', 'node:*'],
  ],
  cli: [['commands'], ['commander', 'node:*']],
};

/** Rooms of which another room may only use a part, or only types. */
const forbidden = [
  rule('no-circular', 'No import cycles', {}, { circular: true }),
  rule(
    'runtime-takes-behaviours-only',
    'zod is not for the browser',
    { path: '^src/runtime/' },
    {
      path: '^src/questions/',
      pathNot:
        '^src/questions/(behaviours?\\.ts|[^/]+/behaviour\\.ts|[^/]+/shared-[^/]+\\.ts|pure-[^/]+\\.ts|definition\\.ts)',
    },
  ),
  rule(
    'types-of-the-module-only',
    'The browser takes types of the module data, no code',
    { path: '^src/runtime/' },
    { path: '^src/(model|questions/definition\\.ts)', dependencyTypesNot: ['type-only'] },
  ),
  rule(
    'types-of-the-launch-only',
    'The player shares the forms of messages with the launch, no code',
    { path: '^src/player/' },
    { path: '^src/launch/', dependencyTypesNot: ['type-only'] },
  ),
  rule(
    'types-of-the-curriculum-only',
    'The model makes the curriculum that tracking follows; it takes its form, no code',
    { path: '^src/(model|pipeline)/' },
    { path: '^src/tracking/', dependencyTypesNot: ['type-only'] },
  ),
  rule(
    'question-types-apart',
    'A question type never opens another',
    { path: '^src/questions/([^/]+)/' },
    { path: '^src/questions/[^/]+/', pathNot: '^src/questions/$1/' },
  ),
  rule(
    'behaviours-are-pure',
    'No Node and no zod in a behaviour',
    { path: '^src/questions/.*behaviour\\.ts$' },
    { path: 'node_modules|^[a-z_/]+$' },
  ),
  rule(
    'only-the-zip-file-knows-archiver',
    'One place writes zips',
    { path: '^src/', pathNot: '^src/packager/zip\\.ts$' },
    { path: 'node_modules/archiver' },
  ),
  ...Object.entries(rooms).flatMap(([room, [mayImport, packages]]) => {
    const from = { path: `^src/${room}(/|\\.ts$)` };
    const allowed = [room, ...ground, ...mayImport].join('|');
    // Node's own parts appear by their bare names ('fs', 'fs/promises').
    const outside = packages
      .filter((name) => name !== 'node:*')
      .map((name) => (name.startsWith('node:') ? `^${name.slice(5)}(/|$)` : `node_modules/${name}/`));
    const core = packages.includes('node:*') ? [] : ['core'];
    return [
      rule(`${room}-rooms`, `${room} may import: ${mayImport.join(', ') || 'nothing'}`, from, {
        path: '^src/',
        pathNot: `^src/(${allowed})(/|\\.ts$)`,
      }),
      rule(`${room}-packages`, `${room} may use: ${packages.join(', ') || 'no package'}`, from, {
        dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown', ...core],
        ...(outside.length > 0 ? { pathNot: outside.join('|') } : {}),
      }),
    ];
  }),
];

function rule(name, comment, from, to) {
  return { name, comment, severity: 'error', from, to };
}

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden,
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
  },
};
