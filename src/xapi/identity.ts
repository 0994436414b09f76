import { isObject, type JsonObject, textAt } from './json.js';

/**
 * What makes an agent or identified group the same everywhere: its one inverse functional identifier, as a text.
 * Undefined for an anonymous group. A mail address and its SHA-1 are two identities (xAPI 1.0.3 Data 2.4.2.1).
 */
export function identityOf(actor: unknown): string | undefined {
  const mbox = textAt(actor, 'mbox');
  if (mbox !== undefined) return `mbox|${mbox}`;
  const sha = textAt(actor, 'mbox_sha1sum');
  if (sha !== undefined) return `sha1|${sha.toLowerCase()}`;
  const openid = textAt(actor, 'openid');
  if (openid !== undefined) return `openid|${openid}`;
  const homePage = textAt(actor, 'account', 'homePage');
  const name = textAt(actor, 'account', 'name');
  if (homePage !== undefined && name !== undefined) return `account|${name}|${homePage}`;
  return undefined;
}

/** The inverse functional identifier of an agent as the object's own properties, without its name. */
export function identifierOf(actor: unknown): JsonObject {
  for (const key of ['mbox', 'mbox_sha1sum', 'openid', 'account'] as const) {
    if (isObject(actor) && actor[key] !== undefined) return { [key]: actor[key] };
  }
  return {};
}
