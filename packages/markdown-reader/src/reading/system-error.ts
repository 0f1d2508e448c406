/** The code of a system error, such as `ENOENT`; undefined for any other error. */
export function systemErrorCode(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}

/** Describes an error for a message; for a system error, with its code. */
export function describeSystemError(error: unknown): string {
  const code = systemErrorCode(error);
  if (code === undefined) return error instanceof Error ? error.message : String(error);
  return sentences[code] ?? (error instanceof Error ? error.message : code);
}

const sentences: Readonly<Record<string, string>> = {
  EACCES: 'no permission (EACCES)',
  EDQUOT: 'the quota is used up (EDQUOT)',
  EINVAL: 'the file system refuses the name (EINVAL)',
  EILSEQ: 'the file system refuses the name (EILSEQ)',
  EISDIR: 'it is a directory (EISDIR)',
  EMFILE: 'too many open files (EMFILE)',
  ENAMETOOLONG: 'the name is too long for the file system (ENAMETOOLONG)',
  ENOENT: 'there is no such file (ENOENT)',
  ENOSPC: 'the disk is full (ENOSPC)',
  ENOTDIR: 'a part of the path is not a directory (ENOTDIR)',
  EROFS: 'the file system is read-only (EROFS)',
};
