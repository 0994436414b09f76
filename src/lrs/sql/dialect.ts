/** How one kind of database writes what SQL leaves open. */
export interface Dialect {
  readonly blob: 'blob' | 'bytea';
  readonly bigInteger: 'integer' | 'bigint';
  /** A number that the database hands out. */
  readonly identity: string;
  /** Put behind a table whose primary key is all there is to it. */
  readonly keyOnly: string;
}
