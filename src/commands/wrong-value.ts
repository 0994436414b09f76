/** A value on the command line or in the environment that can't be used. */
export class WrongValue extends Error {
  constructor(
    message: string,
    /** What to write instead. */
    readonly hint: string,
  ) {
    super(message);
    this.name = 'WrongValue';
  }
}
