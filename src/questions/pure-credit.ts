/** The rule for partial credit in a question's data: absent, parts earn their part. */
export interface Credit {
  readonly whole?: true;
}

/** A share of 0 to 1 under that rule: what is not all right earns nothing when only the whole counts. */
export function credited({ whole }: Credit, share: number): number {
  return whole && share < 1 ? 0 : share;
}
