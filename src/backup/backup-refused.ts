/** A backup or a restore that would harm something, or cannot begin. */
export class BackupRefused extends Error {
  constructor(
    message: string,
    /** What to do about it. */
    readonly hint: string,
  ) {
    super(message);
    this.name = 'BackupRefused';
  }
}
