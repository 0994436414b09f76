import { randomBytes } from 'node:crypto';
import type { SettingStore } from '../settings-store.js';

const setting = 'account-key';
const shortest = 32;

/**
 * The key that accounts of learners are made with: the operator's (`CPM_ACCOUNT_KEY`), or else one drawn once and kept
 * in the database, where every process finds the same.
 * @param given undefined or empty when the operator gave none
 * @throws AccountKeyTooShort
 */
export async function accountKey(store: SettingStore, given: string | undefined): Promise<string> {
  if (given !== undefined && given !== '') {
    if (given.length < shortest) throw new AccountKeyTooShort();
    return given;
  }
  return (await store.setting(setting)) ?? store.settingOnce(setting, randomBytes(32).toString('base64url'));
}

/** The operator's key could be guessed. */
export class AccountKeyTooShort extends Error {
  constructor() {
    super(`CPM_ACCOUNT_KEY has fewer than ${shortest} characters; draw one, for example by: openssl rand -base64 32`);
    this.name = 'AccountKeyTooShort';
  }
}
