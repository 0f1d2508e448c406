import { basename, dirname, join } from 'node:path';
import { checksumName, displayPath, parseChecksumLine } from '@create-dump/core';
import { readFully } from '../reading/byte-source.js';
import { openRegularFile } from '../reading/open-regular-file.js';
import { systemErrorCode } from '../reading/system-error.js';
import type { VerifyProblem } from './verify-dump.js';

export interface ChecksumComparison {
  readonly checksum: 'matches' | 'differs' | 'absent';
  /** Set if it differs. */
  readonly problem?: VerifyProblem;
}

/**
 * Compares a file's digest, as `sha256sum` gives it, with the checksum file beside it.
 * @throws {CreateDumpError} `READ_FAILED`
 */
export function compareChecksum(path: string, sha256: string): ChecksumComparison {
  const checksumPath = join(dirname(path), checksumName(basename(path)));
  const text = readChecksumFile(checksumPath);
  if (text === undefined) return { checksum: 'absent' };
  const line = parseChecksumLine(text);
  const name = displayPath(checksumPath);
  const differs = (message: string) => ({
    checksum: 'differs' as const,
    problem: { kind: 'checksum' as const, message },
  });
  if (line === undefined) return differs(`${name} isn't one line in the format of sha256sum.`);
  if (line.fileName !== basename(path)) {
    return differs(`${name} is about "${displayPath(line.fileName)}", another file.`);
  }
  return line.sha256 === sha256
    ? { checksum: 'matches' }
    : differs(`The SHA-256 of ${displayPath(path)} is ${sha256}, and ${name} says ${line.sha256}.`);
}

/** Longer files can't be one line about a file. */
const maxChecksumBytes = 2 ** 13;

function readChecksumFile(path: string): string | undefined {
  try {
    using source = openRegularFile(path);
    const size = Math.min(source.size, maxChecksumBytes);
    return readFully(source, Buffer.alloc(size), 0).toString('utf8');
  } catch (error) {
    if (error instanceof Error && systemErrorCode(error.cause) === 'ENOENT') return undefined;
    throw error;
  }
}
