import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checksumName, formatChecksumLine, formatDumpName } from '@create-dump/core';

export interface SnapshotFacts {
  readonly prefix?: string;
  readonly stamp?: string;
  readonly sequence?: number;
  readonly extension?: string;
}

/** Writes a dump with these bytes and its checksum file into `directory`; returns the dump's name. */
export function writeSnapshot(
  directory: string,
  content: string | Uint8Array,
  { prefix = 'p', stamp = '20260102_030405', sequence = 0, extension = 'md' }: SnapshotFacts = {},
): string {
  const name = formatDumpName({ prefix, stamp, sequence, extension });
  const sha256 = createHash('sha256').update(content).digest('hex');
  writeFileSync(join(directory, name), content);
  writeFileSync(join(directory, checksumName(name)), formatChecksumLine(sha256, name));
  return name;
}
