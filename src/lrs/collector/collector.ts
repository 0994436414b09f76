import type { Fault } from '../../xapi/validate/check.js';
import type { Authenticate, Principal } from '../access.js';
import { admitted } from '../http/admitted.js';
import { type OpenCall, openCall } from '../http/call.js';
import type { Door } from '../http/door.js';
import { type Arriving, doorOf, type Resource } from '../http/door-of.js';
import { methodRefused } from '../http/method-refused.js';
import { bodyReader } from '../http/read-body.js';
import { HttpRefusal } from '../http/refusal.js';
import { postStatements, putStatement } from '../http/statements.js';
import { versionOf } from '../http/version-of.js';
import { packageKeyBatch } from '../package-key.js';
import type { Learner } from '../roster-store.js';
import type { IncomingBatch, RecordStore } from '../store.js';
import { type Accounts, createAccounts } from './accounts.js';
import { foreignIdentifiers, learnersIn, placeOf, withAccounts } from './people.js';
import { getRoster } from './roster-answers.js';

export interface CollectorOptions {
  readonly store: RecordStore;
  readonly authenticate: Authenticate;
  /** Origins of LMSs whose courses may report; programs without an origin always may. */
  readonly isOriginAllowed: (origin: string) => boolean;
  /** As `accountKey` gives it. */
  readonly key: string;
  /** Home page of the opaque accounts. */
  readonly homePage: string;
  readonly uuid: () => string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Told of every error that is no fault of the sender. */
  readonly onError: (error: unknown) => void;
  /** Largest body, bytes; 1 MB when absent: a package sends at most 60,000. */
  readonly maxBodyBytes?: number;
}

/**
 * Where SCORM packages report to, each with a package key: `statements` takes POST and PUT as an xAPI endpoint does,
 * and stores them with an opaque account in the place of the LMS's learner id. `roster` tells who an account is, to
 * those who have that scope. To be mounted at `/collector`.
 */
export function createCollector(options: CollectorOptions): Door {
  const { store } = options;
  const accounts = createAccounts({ roster: store, key: options.key, now: options.now });
  const opaque: RecordStore = {
    ...store,
    insert: async (batch) => store.insert(await withOpaqueLearners(batch, accounts, options.homePage)),
  };
  const statements = {
    store: opaque,
    uuid: options.uuid,
    pageSize: 1,
    maxStatements: packageKeyBatch,
    onError: options.onError,
  };
  return doorOf({
    resources: {
      '/statements': resource(options, ['PUT', 'POST'], (open, principal) => {
        if (!principal.packageKey)
          throw new HttpRefusal(
            403,
            'The collector takes package keys only; other credentials are for the record store.',
          );
        const version = versionOf(open);
        open.reply.set('X-Experience-API-Version', version);
        const call = { ...open, principal, version };
        const run = open.method === 'PUT' ? putStatement : postStatements;
        return run(call, statements).catch(refuseWithoutValues);
      }),
      '/roster': resource(options, ['GET'], (open, principal) => getRoster({ ...open, principal }, store)),
      '/about': about,
    },
    otherwise: 'The collector has no such resource; statements are sent to "statements".',
    headers: () => ({
      'X-Experience-API-Version': '1.0.3',
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'no-store',
    }),
    isOriginAllowed: options.isOriginAllowed,
    readBody: bodyReader(options.maxBodyBytes ?? 1_000_000),
    onError: options.onError,
  });
}

/** More people than this in one request are not what a package sees. */
const mostLearners = 20;

async function withOpaqueLearners(batch: IncomingBatch, accounts: Accounts, homePage: string): Promise<IncomingBatch> {
  const faults: Fault[] = batch.statements.flatMap((one, n) =>
    foreignIdentifiers(one, batch.statements.length === 1 ? '$' : `$[${n}]`),
  );
  if (faults.length > 0) throw new HttpRefusal(400, 'The statements are not valid here.', faults);
  const learners = new Map(batch.statements.flatMap(learnersIn).map((one) => [placeOf(one), one]));
  if (learners.size > mostLearners)
    throw new HttpRefusal(413, `A package sends statements of at most ${mostLearners} learners in one request.`);
  const names = await accounts.of([...learners.values()]);
  const nameOf = (learner: Learner) => names.get(placeOf(learner)) ?? nobody();
  return {
    ...batch,
    statements: batch.statements.map((one) => withAccounts(one, (learner) => ({ homePage, name: nameOf(learner) }))),
    learners: [...learners.values()].map((learner) => ({ ...learner, account: nameOf(learner) })),
  };
}

/** Faults say what was found at their place, and that could be a learner's id. */
function refuseWithoutValues(error: unknown): never {
  if (!(error instanceof HttpRefusal)) throw error;
  const faults = error.faults.map(({ path, message }) => ({ path, message: message.replace(/, found .*$/s, '') }));
  throw new HttpRefusal(error.status, error.message, faults, error.retryAfter);
}

function nobody(): never {
  throw new Error('A learner was left without an account');
}

function resource(
  { authenticate }: CollectorOptions,
  methods: readonly string[],
  run: (open: OpenCall, principal: Principal) => Promise<void>,
): Resource {
  return async (arriving) => {
    const { alternate, ...open } = openCall(arriving);
    if (alternate || !methods.includes(open.method))
      throw methodRefused(open.reply, arriving.request.method ?? '', methods);
    await run(open, await admitted(open.reply, authenticate, open.header('authorization')));
  };
}

function about({ request: { method = '' }, reply }: Arriving): void {
  if (method !== 'GET' && method !== 'HEAD') throw methodRefused(reply, method, ['GET']);
  reply.json({ version: ['1.0.3', '2.0.0'], collector: true });
}
