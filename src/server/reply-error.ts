/** A request that cannot be answered as asked; everything in it may be shown to whoever asked. */
export class ReplyError extends Error {
  constructor(
    readonly status: number,
    /** A heading: `There is no such module`. */
    readonly title: string,
    message: string,
  ) {
    super(message);
    this.name = 'ReplyError';
  }
}
