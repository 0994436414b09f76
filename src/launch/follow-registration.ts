import { isObject, type JsonObject, parsedJson, textAt } from '../xapi/json.js';
import type { Holdings, Suspended } from './feed.js';
import type { LaunchContext } from './open-launch.js';
import { noFacts, type RegistrationFacts, withStatement } from './registration-facts.js';
import { shownSeconds } from './shown-seconds.js';
import type { StatePlace } from './store-access.js';
import type { Verdict } from './verdict.js';

/** A registration of cmi5 or xAPI, whose truth is in the record store: statements and state documents. */
export interface FollowedRegistration {
  /** Statements from before this launch, oldest first. */
  readonly earlier: readonly JsonObject[];
  facts(): RegistrationFacts;
  /** Takes statements that were stored, shows them, and renews what the panel says. */
  add(statements: readonly JsonObject[]): Promise<void>;
  /** Reads the state documents again and renews what the panel says. */
  refresh(): Promise<void>;
  /** Resolves when nothing is read any more. */
  settled(): Promise<void>;
}

export interface Following {
  readonly place: StatePlace;
  /** See `withStatement`. */
  readonly definedOnly: boolean;
  /** Further rows of the panel. */
  readonly rows: readonly { readonly label: string; value(facts: RegistrationFacts): string }[];
}

export async function followRegistration(context: LaunchContext, following: Following): Promise<FollowedRegistration> {
  const { store, feed } = context;
  const { place, definedOnly } = following;
  const earlier = await store.statementsOf(place.registration);
  const after = (facts: RegistrationFacts, news: readonly JsonObject[]) =>
    news.reduce((sum, statement) => withStatement(sum, statement, place.activityId, definedOnly), facts);
  /** A page that saw no answer sends again at its next launch: the store has that once, and so has the panel. */
  const known = new Set(earlier.map(({ id }) => id));
  let facts = after(noFacts, earlier);
  let documents: ReadonlyMap<string, string> = await store.states(place);
  let reading: Promise<void> = Promise.resolve();
  const show = () => {
    feed.holdings(holdingsOf(facts, documents, following, context));
    feed.data(flattened(documents), context.now());
  };
  show();
  return {
    earlier,
    facts: () => facts,
    async add(statements) {
      const news = statements.filter(({ id }) => !known.has(id));
      for (const { id } of news) known.add(id);
      facts = after(facts, news);
      feed.statements(news);
      show();
    },
    refresh() {
      // One after the other: an older reading must not be shown over a newer one.
      const next = reading.then(async () => {
        documents = await store.states(place);
        show();
      });
      reading = next.catch(() => undefined);
      return next;
    },
    settled: () => reading,
  };
}

function holdingsOf(
  facts: RegistrationFacts,
  documents: ReadonlyMap<string, string>,
  { rows }: Following,
  { mode, attempt }: LaunchContext,
): Holdings {
  const own = [...documents].find(([id]) => !id.startsWith('LMS.'));
  return {
    verdict: verdictOf(facts),
    rows: [
      { label: 'Completion', value: facts.completed ? 'completed' : 'incomplete' },
      { label: 'Success', value: facts.passed ? 'passed' : facts.failed ? 'failed' : 'unknown' },
      { label: 'Score', value: facts.score === null ? 'none yet' : `${Math.round(facts.score * 100)}%` },
      { label: 'Bookmark', value: own ? (bookmarkOf(own[1]) ?? 'in the document below') : 'none yet' },
      { label: 'Ended sessions', value: shownSeconds(facts.seconds) || 'none yet' },
      { label: 'Answers', value: String(facts.answered) },
      ...rows.map((row) => ({ label: row.label, value: row.value(facts) })),
      { label: 'Mode', value: mode },
      { label: 'Registration', value: attempt.registration },
    ],
    interactions: [],
    suspended: own ? suspendedOf(own[0], own[1]) : null,
  };
}

/** The place that our own courses keep as `location` in their state document. */
function bookmarkOf(text: string): string | null {
  return textAt(parsedJson(text), 'location') ?? null;
}

function suspendedOf(id: string, text: string): Suspended {
  return {
    label: `State document “${id}”`,
    text,
    characters: text.length,
    bytes: new TextEncoder().encode(text).length,
    limit: null,
  };
}

function verdictOf(facts: RegistrationFacts): Verdict {
  const { completed, passed, failed, score, seconds, answered } = facts;
  const success = passed ? 'passed' : failed ? 'failed' : 'unknown';
  return {
    status: `${completed ? 'completed' : 'incomplete'}, ${success}`,
    score: score === null ? '' : `${Math.round(score * 1000) / 10}%`,
    time: shownSeconds(seconds),
    interactions: answered,
    isDone: completed || passed,
  };
}

/** Documents by id, one value for each field of a document that is a JSON object. */
function flattened(documents: ReadonlyMap<string, string>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...documents].flatMap(([id, text]) => {
      const value = parsedJson(text);
      if (!isObject(value)) return [[id, text] as const];
      return Object.entries(value).map(
        ([field, part]) => [`${id} ${field}`, typeof part === 'string' ? part : JSON.stringify(part)] as const,
      );
    }),
  );
}
