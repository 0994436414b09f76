import path from 'node:path';
import type { RecordStore } from '../lrs/store.js';
import { exportStatements } from '../lrs/transfer/export-statements.js';
import { importStatements } from '../lrs/transfer/import-statements.js';
import { TransferRefused } from '../lrs/transfer/transfer-refused.js';
import type { PersonalData } from '../lrs/upkeep-store.js';
import { identityOf } from '../xapi/identity.js';
import { parsedJson } from '../xapi/json.js';
import { actor } from '../xapi/validate/actor.js';
import { faultsOf } from '../xapi/validate/check.js';
import { isTimestamp, timeOf } from '../xapi/validate/time.js';
import { everySecond } from './every-second.js';
import type { Io } from './io.js';
import { display, plural } from './modules.js';
import { exitCodes, StopError } from './stop.js';
import { type StoreOptions, withStore } from './with-store.js';

/** `cpm lrs export`: statements as NDJSON with their attached files. */
export async function exportVerb(
  io: Io,
  options: StoreOptions & { out: string; since?: string; until?: string },
): Promise<void> {
  const folder = path.resolve(io.cwd, options.out);
  const wish = { folder, since: timeNamed('--since', options.since), until: timeNamed('--until', options.until) };
  const progress = everySecond(io);
  await withStore(io, options, async (store) => {
    const counted = await refusals(exportStatements(store, wish, (n) => progress(`${plural(n, 'statement')} written`)));
    const before = counted.resumed > 0 ? `, ${counted.resumed} of them by a run before` : '';
    io.out(
      `${plural(counted.statements, 'statement')}${before} and ${plural(counted.attachments, 'attached file')} in ${display(io, folder)}`,
    );
  });
}

/** `cpm lrs import`: what an export wrote, into this store. */
export async function importVerb(io: Io, from: string, options: StoreOptions): Promise<void> {
  const progress = everySecond(io);
  const authority = {
    objectType: 'Agent',
    account: { homePage: 'https://w3id.org/cpm-courseware/records', name: 'import' },
  };
  await withStore(
    io,
    options,
    async (store) => {
      const counted = await refusals(
        importStatements(store, { from: path.resolve(io.cwd, from), authority }, (what, lines) =>
          progress(what === 'checking' ? `${plural(lines, 'line')} checked` : `${plural(lines, 'line')} done`),
        ),
      );
      await store.note('import', { statements: counted.statements, conflicts: counted.conflicts.length });
      for (const { line, message } of counted.conflicts) io.err(`line ${line}: ${message}. Left out.`);
      const before = counted.resumed > 0 ? ` (lines 1 to ${counted.resumed} by a run before)` : '';
      io.out(`${plural(counted.statements, 'statement')} imported or there already${before}.`);
      if (counted.conflicts.length > 0) io.exitWith(exitCodes.content);
    },
    true,
  );
}

/** `cpm lrs erase`: a person's data. */
export async function eraseVerb(
  io: Io,
  options: StoreOptions & { actor?: string; learner?: string; homePage?: string; yes?: true },
): Promise<void> {
  await withStore(io, options, async (store) => {
    const identities = await personNamed(store, options);
    const held = await Promise.all(identities.map((identity) => store.dataOf(identity)));
    if (held.every((one) => Object.values(one).every((count) => count === 0))) {
      throw new StopError(
        'The record store holds nothing of this person; nothing was changed.\nhint: the identifier must be the one that statements name, to the letter.',
        exitCodes.content,
      );
    }
    if (options.yes) {
      const done: PersonalData[] = [];
      for (const identity of identities) done.push(await store.erase(identity, erased));
      io.out(`Erased: ${listed(done)}. An audit line was written; it names nobody.`);
      io.out(
        'Not reached from here: backups and exports made before, and other record stores that statements were forwarded to.',
      );
    } else {
      io.out(`This would erase: ${listed(held)}.\nNothing was changed. Add --yes to do it.`);
    }
  });
}

const erased = {
  objectType: 'Agent',
  account: { homePage: 'https://w3id.org/cpm-courseware/erased', name: 'erased' },
} as const;

function listed(all: readonly PersonalData[]): string {
  const sum = (name: keyof PersonalData) => all.reduce((total, one) => total + one[name], 0);
  // Each identity of an account leads to the same entry.
  const rosterEntries = Math.max(...all.map((one) => one.rosterEntries));
  return [
    plural(sum('statements'), 'statement'),
    `${plural(sum('mentions'), 'mention')} in statements of others`,
    plural(sum('documents'), 'document'),
    plural(sum('attachments'), 'attached file'),
    rosterEntries === 1 ? '1 roster entry' : `${rosterEntries} roster entries`,
  ].join(', ');
}

async function personNamed(
  store: RecordStore,
  options: { actor?: string; learner?: string; homePage?: string },
): Promise<readonly string[]> {
  if (options.actor !== undefined && options.learner === undefined) {
    const value = parsedJson(options.actor);
    if (value === null)
      throw new StopError(
        '--actor is not JSON.\nhint: {"account":{"homePage":"https://…","name":"…"}} in single quotes.',
        exitCodes.usage,
      );
    const faults = faultsOf(actor, value, '1.0.3', '--actor');
    const identity = identityOf(value);
    if (faults.length === 0 && identity !== undefined) return [identity];
    throw new StopError(
      [
        ...faults.map((one) => `${one.path} ${one.message}`),
        'hint: {"account":{"homePage":"https://…","name":"…"}}',
      ].join('\n'),
      exitCodes.usage,
    );
  }
  if (options.actor !== undefined || options.learner === undefined || options.homePage === undefined) {
    throw new StopError(
      'Say who: either --actor, or --learner together with --home-page.\nhint: cpm lrs erase --help',
      exitCodes.usage,
    );
  }
  const identities = await store.identitiesOf(options.homePage, options.learner);
  if (identities.length === 0) {
    throw new StopError(
      'The roster knows no such learner of that LMS; nothing was changed.\nhint: --home-page must be written as the LMS does, to the last slash.',
      exitCodes.content,
    );
  }
  return identities;
}

/** `cpm lrs prune`: retention by date. */
export async function pruneVerb(io: Io, options: StoreOptions & { before: string; yes?: true }): Promise<void> {
  const before = timeNamed('--before', options.before) ?? 0;
  const progress = everySecond(io);
  await withStore(io, options, async (store) => {
    if (options.yes) {
      const done = await store.prune(before, (n) => progress(`${plural(n, 'statement')} removed`));
      io.out(`Removed: ${plural(done.statements, 'statement')} and ${plural(done.documents, 'document')}.`);
    } else {
      const due = await store.olderThan(before);
      if (due.notForwarded > 0)
        io.out(
          `${plural(due.notForwarded, 'statement')} of these were not forwarded yet; removed now, the other record store never gets them.`,
        );
      io.out(
        `This would remove ${plural(due.statements, 'statement')} stored, and ${plural(due.documents, 'document')} last changed, before ${new Date(before).toISOString()}.\nNothing was changed. Add --yes to do it.`,
      );
    }
  });
}

/** `cpm lrs audit`: what was done by hand. */
export async function auditVerb(io: Io, options: StoreOptions): Promise<void> {
  await withStore(io, options, async (store) => {
    const lines = await store.auditLines();
    if (lines.length === 0) io.out('Nothing was done to the data by hand.');
    for (const { at, action, detail } of lines) io.out(`${new Date(at).toISOString()}  ${action}  ${detail}`);
  });
}

/** Refusals of the record store as messages for the person who called. */
async function refusals<Value>(work: Promise<Value>): Promise<Value> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof TransferRefused)
      throw new StopError(`${error.message}.\nhint: ${error.hint}`, exitCodes.content);
    throw error;
  }
}

/** Milliseconds since the epoch; a day without time begins at midnight UTC. */
function timeNamed(option: string, text: string | undefined): number | null {
  if (text === undefined) return null;
  const full = /^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : text;
  if (isTimestamp(full)) return timeOf(full);
  throw new StopError(
    `${option} "${text}" is no date.\nhint: write 2026-01-31, or 2026-01-31T12:00:00Z.`,
    exitCodes.usage,
  );
}
