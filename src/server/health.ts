/** What `/health` says; numbers and words only, for anybody may ask. */
export interface HealthAnswer {
  readonly status: 200 | 503;
  readonly body: object;
}

export interface Health {
  /** Everything is open: from now on the database is asked. */
  serving(parts: HealthParts): void;
  /** Not ready from now on, so that a load balancer sends its requests elsewhere. */
  stopping(): void;
  /** @param path below the base path; null for a path that is none of health's */
  answer(path: string): Promise<HealthAnswer | null>;
}

export interface HealthParts {
  /** Resolves when the database answers. */
  readonly ping: () => Promise<void>;
  /** How far behind forwarding is; absent when nothing is forwarded. */
  readonly forwarding?: () => Promise<object>;
}

/**
 * `/health/live` (the process answers), `/health/ready` (it can serve: started, database there, not stopping) and `/health` (both).
 * @param limit milliseconds that the database may take
 */
export function createHealth(limit: number): Health {
  let phase: 'starting' | 'serving' | 'stopping' = 'starting';
  let parts: HealthParts | null = null;
  let asked: Promise<boolean> | null = null;
  let lag: Promise<object> | null = null;
  const databaseAnswers = (): Promise<boolean> => {
    if (!parts) return Promise.resolve(false);
    // One question at a time, however many ask here: a database that is away must not gather them.
    asked ??= parts
      .ping()
      .then(
        () => true,
        () => false,
      )
      .finally(() => {
        asked = null;
      });
    return within(limit, asked, false);
  };
  /** Counting what waits costs queries: those who ask at the same time, or within a second, share one answer. */
  const forwardingLag = (ask: () => Promise<object>): Promise<object> => {
    lag ??= ask().finally(() => {
      setTimeout(() => {
        lag = null;
      }, 1000).unref();
    });
    return lag;
  };
  const ready = async (): Promise<{ readonly isReady: boolean; readonly body: object }> => {
    const database = await databaseAnswers();
    const isReady = phase === 'serving' && database;
    const forwarding =
      database && parts?.forwarding ? await within(limit, forwardingLag(parts.forwarding), null) : null;
    return {
      isReady,
      body: {
        status: isReady ? 'ready' : phase === 'serving' ? 'unavailable' : phase,
        database: database ? 'answers' : parts ? 'away' : 'not open yet',
        ...(forwarding ? { forwarding } : {}),
      },
    };
  };
  return {
    serving(given) {
      parts = given;
      phase = 'serving';
    },
    stopping() {
      phase = 'stopping';
    },
    async answer(path) {
      if (path === '/health/live') return { status: 200, body: { status: 'live' } };
      if (path !== '/health' && path !== '/health/ready') return null;
      const { isReady, body } = await ready();
      return { status: isReady ? 200 : 503, body: path === '/health' ? { live: true, ready: isReady, ...body } : body };
    },
  };
}

function within<Value, Late>(limit: number, value: Promise<Value>, late: Late): Promise<Value | Late> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(late), limit);
    value
      .then(resolve, () => resolve(late))
      .finally(() => {
        clearTimeout(timer);
      });
  });
}
