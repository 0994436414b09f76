/** One option of `cpm start`, as the command line and its help have it. */
export interface StartOption {
  readonly name: string;
  /** What follows it; absent for a switch. Ends in `...` when several may follow. */
  readonly argument?: string;
  readonly description: string;
  readonly default?: string;
}

/** Every option of `cpm start`. Each has a twin in the environment (`environmentName`); the command line wins. */
export const startOptions = {
  host: { argument: '<name>', description: 'address of this machine to listen at', default: '127.0.0.1' },
  port: { argument: '<n>', description: 'port of the pages and the record store', default: '4000' },
  'content-port': { argument: '<n>', description: 'port that packages play on (default: the next one)' },
  'public-url': { argument: '<url>', description: 'address by which others reach the server, base path included' },
  'public-content-url': {
    argument: '<url>',
    description: 'origin by which others reach the packages that play; another one than that of --public-url',
  },
  'trust-proxy': {
    argument: '<hops|networks>',
    description: 'believe X-Forwarded-* of so many proxies, or of proxies in these networks (default: of nobody)',
  },
  'open-pages': { description: 'open pages and reports to everybody who reaches them, without a credential' },
  data: { argument: '<dir>', description: 'folder of the record store (default: .data of the clone)' },
  database: {
    argument: '<url>',
    description: 'PostgreSQL for the record store, postgres://… (default: SQLite in the data folder)',
  },
  'xapi-version': {
    argument: '<version>',
    description: 'version named in answers to requests that name none: 1.0.3 or 2.0.0',
    default: '1.0.3',
  },
  'allow-origin': { argument: '<url...>', description: 'origins whose pages may use the record store (default: none)' },
  'max-body': { argument: '<bytes>', description: 'largest request of the record store', default: '5000000' },
  'max-statements': { argument: '<n>', description: 'most statements in a request', default: '1000' },
  forward: {
    argument: '<url>',
    description: 'send every statement on to this record store; CPM_FORWARD_KEY and CPM_FORWARD_SECRET open it',
  },
  'oidc-issuer': { argument: '<url>', description: 'take tokens of this OpenID Connect issuer beside credentials' },
  'oidc-audience': { argument: '<name>', description: 'audience that the tokens must name' },
  'sign-in-issuer': {
    argument: '<url>',
    description: 'let people sign in at this OpenID Connect issuer; CPM_SIGN_IN_SECRET is the secret of the client',
  },
  'sign-in-client': { argument: '<id>', description: 'client id of this server at that issuer' },
  'sign-in-claim': { argument: '<name>', description: 'claim that holds the name of a user', default: 'email' },
  'log-level': {
    argument: '<level>',
    description: 'debug, info, warn or error (default: info with --public-url, else warn)',
  },
  'log-format': { argument: '<form>', description: 'text or json (default: text on a terminal, else json)' },
  'stop-delay': {
    argument: '<seconds>',
    description: 'say "not ready" for so long before taking no more, for load balancers',
    default: '0',
  },
  'stop-timeout': { argument: '<seconds>', description: 'time that answers under way have at the end', default: '10' },
} as const satisfies Readonly<Record<string, Omit<StartOption, 'name'>>>;

export type StartOptionName = keyof typeof startOptions;

/** What the command line gave, as commander names it (`publicUrl`). */
export type GivenOptions = Readonly<Record<string, string | readonly string[] | boolean | undefined>>;

/** The environment variable beside an option: `public-url` is `CPM_PUBLIC_URL`. */
export function environmentName(name: string): string {
  return `CPM_${name.toUpperCase().replaceAll('-', '_')}`;
}
