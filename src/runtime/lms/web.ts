import type { CommitResult, Host, OpenSession, StatementDoor } from './session.js';

/**
 * Plain pages on any web server. The learner's place stays in this browser (localStorage); statements leave only
 * where `tracking.json` beside the page names a collector and a package key, about a random account of this browser.
 */
export const open: OpenSession = async (host) => {
  const place = `cpm-courseware ${host.courseIri}`;
  const kept = readKept(host, place);
  if (kept === null) return { tracked: false, reason: 'no-storage', returnUrl: null };
  const { learner = host.uuid(), registration = host.uuid(), state = '' } = kept;
  const tracking = await readTracking(host);
  const door = tracking && doorOf(host, tracking, learner, registration);
  let wanted = state;

  function keep(): CommitResult {
    try {
      host.window.localStorage.setItem(place, JSON.stringify({ learner, registration, state: wanted }));
      return { ok: true };
    } catch {
      // Full, or taken away meanwhile: it may come back when the browser makes room.
      return { ok: false, reason: 'refused', retry: true };
    }
  }

  return {
    tracked: true,
    writes: true,
    learner,
    saved: state,
    passingScore: null,
    language: null,
    door,
    inBrowser: door === null,
    returnUrl: null,
    continued: false,
    session: {
      set(snapshot) {
        wanted = snapshot.state;
      },
      commit: async () => keep(),
      close(snapshot) {
        wanted = snapshot.state;
        keep();
      },
    },
  };
};

interface Kept {
  readonly learner?: string;
  readonly registration?: string;
  readonly state?: string;
}

/** What this browser kept of the course; null when it keeps nothing at all. */
function readKept(host: Host, place: string): Kept | null {
  try {
    const { localStorage } = host.window;
    // A browser that takes nothing says so only when it is asked to.
    localStorage.setItem(`${place} probe`, '1');
    localStorage.removeItem(`${place} probe`);
    return textsOf(parsed(localStorage.getItem(place) ?? '{}'), ['learner', 'registration', 'state']);
  } catch {
    return null;
  }
}

interface Tracking {
  readonly collector: string;
  readonly key: string;
}

/** Where to report, as the package or whoever runs the web server says; null when nowhere. */
async function readTracking(host: Host): Promise<Tracking | null> {
  try {
    const response = await host.window.fetch('tracking.json', { cache: 'no-store' });
    const { collector = '', key = '' } = textsOf(await response.json(), ['collector', 'key']);
    const isAddress = /^https?:/i.test(collector) && URL.canParse(collector);
    return response.ok && isAddress && key !== '' ? { collector, key } : null;
  } catch {
    return null;
  }
}

function doorOf(host: Host, { collector, key }: Tracking, learner: string, registration: string): StatementDoor {
  return {
    endpoint: collector.endsWith('/') ? collector : `${collector}/`,
    authorization: `Basic ${btoa(key)}`,
    actor: { objectType: 'Agent', account: { homePage: host.window.location.origin, name: learner } },
    registration,
    activityId: host.courseIri,
    version: '1.0.3',
    answersCarrySuccess: true,
    isRecord: true,
    dress: (statement) => statement,
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The texts among a value's properties of these names; blank ones left out. */
function textsOf<Name extends string>(value: unknown, names: readonly Name[]): Partial<Record<Name, string>> {
  const found: Partial<Record<Name, string>> = {};
  if (typeof value !== 'object' || value === null) return found;
  for (const name of names) {
    const text: unknown = Reflect.get(value, name);
    if (typeof text === 'string' && text !== '') found[name] = text;
  }
  return found;
}
