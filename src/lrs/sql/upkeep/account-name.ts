/** The name in an account's identity (`account|name|homePage`), which is what the roster knows a learner by. */
export function accountName(identity: string): string {
  return /^account\|(.*)\|[^|]*$/s.exec(identity)?.[1] ?? '';
}
