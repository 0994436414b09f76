import { suspendedForm } from '../../suspended-form.js';
import { identityOf } from '../../xapi/identity.js';
import type { StatementDoor } from '../lms/session.js';

/**
 * The place that a door's statements are made for, as an opaque text: record store, activity, learner, and what
 * the door's credential stands for. A one-session credential stands for its registration, for the next launch has
 * another one; a package key for itself. Statements are never sent to a place that they were not made for.
 */
export async function placeOf(door: StatementDoor): Promise<string> {
  const { endpoint, activityId, actor } = door;
  const right = door.lastingCredential ? ['key', door.authorization] : ['registration', door.registration];
  const text = JSON.stringify([endpoint, activityId, identityOf(actor) ?? '', ...right]);
  try {
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
    return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
  } catch {
    // No https: three keys of 30 bits hold learners of one machine apart as well.
    return ['a', 'b', 'c'].map((salt) => suspendedForm.key(salt + text)).join('');
  }
}
