/** An export or import that cannot begin or go on. */
export class TransferRefused extends Error {
  constructor(
    message: string,
    /** What to do about it. */
    readonly hint: string,
  ) {
    super(message);
    this.name = 'TransferRefused';
  }
}
