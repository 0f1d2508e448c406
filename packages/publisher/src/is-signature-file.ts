import { lstatSync } from 'node:fs';
import { toFsPath } from '@create-dump/core';
import { readHead, readIdentity } from '@create-dump/files';

/** Whether an absolute path names a regular file that begins as an SSH signature does. */
export function isSignatureFile(path: string): boolean {
  if (readIdentity(path) === undefined || !lstatSync(toFsPath(path)).isFile()) return false;
  return readHead(path)?.toString('latin1').startsWith('-----BEGIN SSH SIGNATURE-----') ?? false;
}
