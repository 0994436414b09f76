import { type Authenticate, isRefusal, type Principal } from '../access.js';
import { asHttpRefusal, HttpRefusal } from './refusal.js';
import type { Reply } from './reply.js';

/**
 * Who makes a request.
 * @throws HttpRefusal 401 with a challenge when nobody known does, or what the authentication has to say (429, 503)
 */
export async function admitted(
  reply: Reply,
  authenticate: Authenticate,
  authorization: string | undefined,
): Promise<Principal> {
  const found = await authenticate(authorization);
  if (found && !isRefusal(found)) return found;
  if (!found || found.status === 401)
    reply.set('WWW-Authenticate', found?.challenges ?? ['Basic realm="record store", charset="UTF-8"']);
  throw found
    ? asHttpRefusal(found)
    : new HttpRefusal(
        401,
        'This takes a credential: Basic authentication with its key and secret. None came, or one that is wrong or no longer in force.',
      );
}
