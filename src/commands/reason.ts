/** An environment error's reason in words. */
export function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? String(error.code) : '';
  return reasons[code] ?? error.message;
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist',
  EACCES: 'no permission',
  EPERM: 'no permission',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a file stands where a folder is needed',
  EEXIST: 'a file stands where a folder is needed',
  EISDIR: 'a folder stands where a file is needed',
  SQLITE_NOTADB: 'a file in it is no database, or a damaged one',
  SQLITE_CORRUPT: 'the database in it is damaged',
  SQLITE_CANTOPEN: 'the database in it cannot be opened',
  SQLITE_READONLY: 'no permission to write to the database in it',
  SQLITE_FULL: 'the disk is full',
  SQLITE_BUSY: 'another program holds the database in it',
};
