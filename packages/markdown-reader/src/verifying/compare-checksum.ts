import { basename, dirname, join } from 'node:path';
import { checksumName, displayPath, parseChecksumLine } from '@create-dump/core';
import { errorCode } from '@create-dump/files';
import { readFully } from '../reading/byte-source.js';
import { openStoredFile } from '../reading/open-stored-file.js';
import type { VerifyProblem } from './verify-dump.js';

export interface ChecksumComparison {
  readonly checksum: 'matches' | 'differs' | 'absent';
  /** Set if the checksum differs. */
  readonly problem?: VerifyProblem;
}

/**
 * Compares a file's SHA-256 with the checksum file beside it.
 * @throws {CreateDumpError} `READ_FAILED`
 */
export function compareChecksum(path: string, sha256: string): ChecksumComparison {
  const checksumPath = join(dirname(path), checksumName(basename(path)));
  return judgeChecksum({ path, checksumPath, text: readChecksumFile(checksumPath) }, sha256);
}

/** A checksum file that was read, wherever it is. */
interface ReadChecksum {
  /** Of the dump: a path, or an address. */
  readonly path: string;
  readonly checksumPath: string;
  /** Undefined if there is none. */
  readonly text: string | undefined;
}

/** Compares a dump's SHA-256 with the text of its checksum file. */
export function judgeChecksum(
  { path, checksumPath, text }: ReadChecksum,
  sha256: string,
): ChecksumComparison {
  if (text === undefined) return { checksum: 'absent' };
  const line = parseChecksumLine(text);
  const name = displayPath(checksumPath);
  const differs = (message: string) => ({
    checksum: 'differs' as const,
    problem: { kind: 'checksum' as const, message },
  });
  if (line === undefined) return differs(`${name} isn't a single line in the format of sha256sum.`);
  if (line.fileName !== basename(path)) {
    return differs(`${name} is the checksum of another file, "${displayPath(line.fileName)}".`);
  }
  return line.sha256 === sha256
    ? { checksum: 'matches' }
    : differs(`The SHA-256 of ${displayPath(path)} is ${sha256}, and ${name} says ${line.sha256}.`);
}

/** A single checksum line is never longer. */
const maxChecksumBytes = 2 ** 13;

function readChecksumFile(path: string): string | undefined {
  try {
    using source = openStoredFile(path);
    const size = Math.min(source.size, maxChecksumBytes);
    return readFully(source, Buffer.alloc(size), 0).toString('utf8');
  } catch (error) {
    if (error instanceof Error && errorCode(error.cause) === 'ENOENT') return undefined;
    throw error;
  }
}
