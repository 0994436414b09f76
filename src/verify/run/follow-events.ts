import * as z from 'zod';
import type { RunCall } from './run-report.js';

/** What the stand-in LMS told of a launch, as it stands now. */
export interface Followed {
  readonly calls: readonly RunCall[];
  readonly statements: readonly string[];
  /** The gradebook's word; '' while it has none. */
  readonly status: string;
  readonly holds: readonly { readonly label: string; readonly value: string }[];
  readonly session: string;
}

/** Only what is read here; whatever else an event brings is passed over. */
const eventShape = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('call'),
    calls: z.array(z.object({ call: z.string(), answer: z.string(), error: z.string().nullable() })),
  }),
  z.object({
    type: z.literal('statement'),
    statements: z.array(z.object({ verb: z.string(), object: z.string(), outcome: z.string().default('') })),
  }),
  z.object({
    type: z.literal('holdings'),
    holdings: z.object({
      verdict: z.object({ status: z.string() }),
      rows: z.array(z.object({ label: z.string(), value: z.string() })),
    }),
  }),
  z.object({ type: z.literal('session'), session: z.string() }),
]);

/** A launch that is followed. */
export interface Following {
  now(): Followed;
  /** Resolves when the session is over and nothing more was told for so many milliseconds. */
  over(calm: number): Promise<void>;
  stop(): void;
}

/** Follows a launch's event stream until it is stopped. */
export function followEvents(address: string): Following {
  const calls: RunCall[] = [];
  const statements: string[] = [];
  let holds: Followed['holds'] = [];
  let status = '';
  let session = 'open';
  let told: () => void = () => undefined;
  const stopper = new AbortController();
  const take = (text: string) => {
    const read = eventShape.safeParse(parsed(text));
    if (!read.success) return;
    const event = read.data;
    switch (event.type) {
      case 'call':
        calls.push(...event.calls);
        break;
      case 'statement':
        statements.push(...event.statements.map((s) => [s.verb, s.object, s.outcome].filter(Boolean).join(' ')));
        break;
      case 'holdings':
        holds = event.holdings.rows;
        status = event.holdings.verdict.status;
        break;
      case 'session':
        session = event.session;
        break;
    }
    told();
  };
  // It ends when it is stopped, or with the server: what came until then is what there is.
  listen(address, stopper.signal, take).catch(() => undefined);
  return {
    now: () => ({ calls: [...calls], statements: [...statements], status, holds, session }),
    over: (calm) =>
      new Promise((resolve) => {
        let timer: NodeJS.Timeout | undefined;
        told = () => {
          clearTimeout(timer);
          if (session !== 'open') timer = setTimeout(resolve, calm);
        };
        told();
      }),
    stop: () => stopper.abort(),
  };
}

/** Server-sent events: blocks of lines, of which those with `data:` are taken (HTML, 9.2.6). */
async function listen(address: string, signal: AbortSignal, take: (data: string) => void): Promise<void> {
  const response = await fetch(address, { signal });
  if (!response.body) return;
  const decoder = new TextDecoder();
  let waiting = '';
  for await (const piece of response.body) {
    const blocks = (waiting + decoder.decode(piece, { stream: true })).split('\n\n');
    waiting = blocks.pop() ?? '';
    for (const block of blocks) {
      const lines = block.split('\n').filter((line) => line.startsWith('data:'));
      if (lines.length > 0) take(lines.map((line) => line.slice(5).trimStart()).join('\n'));
    }
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
