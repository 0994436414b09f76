import { type Authenticate, isRefusal } from './access.js';

/** The ways of saying who one is. */
export interface Ways {
  /** Key and secret (`createCredentials`). */
  readonly basic: Authenticate;
  /** Bearer tokens (`createOidc`); none are taken when absent. */
  readonly bearer?: Authenticate | undefined;
}

/** Authenticates each request in the way that its Authorization header is written; a 401 names every way there is. */
export function authenticateBy({ basic, bearer }: Ways): Authenticate {
  const basicWay = 'Basic realm="record store", charset="UTF-8"';
  const challenges = [basicWay, ...(bearer ? ['Bearer realm="record store"'] : [])];
  const reason = bearer
    ? 'This takes a credential: Basic authentication with its key and secret, or a bearer token. None came, or one that is wrong or no longer in force.'
    : 'This takes a credential: Basic authentication with its key and secret. None came, or one that is wrong or no longer in force.';
  return async (authorization) => {
    const isBearer = bearer !== undefined && /^Bearer\b/i.test(authorization ?? '');
    const found = isBearer ? await bearer(authorization) : await basic(authorization);
    if (!found) return { status: 401, reason, challenges };
    if (!isRefusal(found) || found.status !== 401) return found;
    return { ...found, challenges: found.challenges ? [basicWay, ...found.challenges] : challenges };
  };
}
