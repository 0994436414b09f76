/** What an exit code of `cpm` means. */
export const exitCodes = { fine: 0, content: 1, usage: 2, bug: 70, environment: 74 } as const;

/** Ends a command with a message for the person who called it and an exit code. */
export class StopError extends Error {
  constructor(
    message: string,
    readonly exitCode: (typeof exitCodes)[keyof typeof exitCodes],
  ) {
    super(message);
    this.name = 'StopError';
  }
}
