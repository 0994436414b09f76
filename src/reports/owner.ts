/** Whose row it is, where rows are held in memory. */
export interface Owner {
  readonly person: number | null;
  readonly county: string | null;
  readonly academy: string | null;
  readonly role: string | null;
}
