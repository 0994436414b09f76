import type { IncomingMessage, ServerResponse } from 'node:http';
import { cors } from './cors.js';
import type { Door, Visit } from './door.js';
import type { ReadBody } from './read-body.js';
import { HttpRefusal } from './refusal.js';
import { openReply, type Reply } from './reply.js';
import { sendRefusal } from './send-refusal.js';

/** A request that has passed the door. */
export interface Arriving {
  readonly request: IncomingMessage;
  readonly body: Buffer;
  readonly reply: Reply;
  /** Path that the door is mounted at. */
  readonly base: string;
}

export type Resource = (arriving: Arriving) => Promise<void> | void;

export interface DoorOptions {
  /** By path below the door: '/statements'. */
  readonly resources: Readonly<Record<string, Resource>>;
  /** What is said of a path that has no resource. */
  readonly otherwise: string;
  /** Headers of an answer, made anew for each. */
  readonly headers: () => Readonly<Record<string, string>>;
  readonly isOriginAllowed: (origin: string) => boolean;
  readonly readBody: ReadBody;
  /** Told of every error that is no fault of the sender. */
  readonly onError: (error: unknown) => void;
}

/** A door to resources: who may ask from where, the body, the way to the resource, and what is refused as JSON. */
export function doorOf(options: DoorOptions): Door {
  const resources = new Map(Object.entries(options.resources));
  const answer = async (
    request: IncomingMessage,
    response: ServerResponse,
    { base, path }: Visit,
    reply: Reply,
  ): Promise<void> => {
    if (!cors(request, reply, options.isOriginAllowed)) return;
    const body = await options.readBody(request, response);
    // As routers take them: the case of letters, and a slash at the end, make no difference.
    const resource = resources.get(path) ?? resources.get(path.toLowerCase().replace(/\/$/, ''));
    if (!resource) throw new HttpRefusal(404, options.otherwise);
    await resource({ request, body, reply, base });
  };
  return (request, response, visit) => {
    const reply = openReply(response, visit.headers, options.headers());
    answer(request, response, visit, reply).catch((error: unknown) => {
      const said = sendRefusal(reply, error, options.onError);
      visit.onRefusal?.(said);
    });
  };
}
