import { lstatSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { checksumName, signatureName, toFsPath } from '@create-dump/core';
import { readIdentity, readStatedDigest } from '@create-dump/files';

/** A dump with a checksum file that names it. Whether the two match isn't known. */
export interface KeptPair {
  readonly path: string;
  readonly checksumPath: string;
  /** Absent without a signature. */
  readonly signaturePath?: string;
  /** As the checksum file says. */
  readonly sha256: string;
  /** Permissions of the dump. */
  readonly mode: number;
  /** Changes with every write to the dump: device, inode, size and times, as text. */
  readonly identity: string;
}

/** Undefined if one of the two files is missing, or isn't what it should be. */
export function readKeptPair(path: string): KeptPair | undefined {
  const stats = lstatSync(toFsPath(path), { bigint: true, throwIfNoEntry: false });
  if (stats?.isFile() !== true) return undefined;
  const name = basename(path);
  const checksumPath = join(dirname(path), checksumName(name));
  const sha256 = readStatedDigest(checksumPath, name);
  if (sha256 === undefined) return undefined;
  const signaturePath = signatureName(checksumPath);
  const isSigned = readIdentity(signaturePath) !== undefined;
  const { dev, ino, size, mtimeNs, ctimeNs } = stats;
  return {
    path,
    checksumPath,
    ...(isSigned && { signaturePath }),
    sha256,
    mode: Number(stats.mode & 0o777n),
    identity: [dev, ino, size, mtimeNs, ctimeNs].join(' '),
  };
}
