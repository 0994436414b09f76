/** A request that cannot be answered as asked; everything in it may be shown to whoever asked. */
export class ReplyError extends Error {
  constructor(
    readonly status: number,
    /** A heading: `There is no such module`. */
    readonly title: string,
    message: string,
    /** True where both are in the language of whoever asked; else they are in English. */
    readonly isInReadersLanguage = false,
  ) {
    super(message);
    this.name = 'ReplyError';
  }
}
