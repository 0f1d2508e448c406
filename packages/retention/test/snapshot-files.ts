import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { checksumName, formatChecksumLine, parseChecksumLine } from '@create-dump/core';
import { discoverSnapshots, type Proof, type Snapshot, type SnapshotPaths } from '../src/index.js';

/** `p_all_code_dump_{day}_000000.md`; days are `20260101` and so on. */
export function dumpName(day: string, prefix = 'p'): string {
  return `${prefix}_all_code_dump_${day}_000000.md`;
}

/** Writes a dump with its checksum file; returns the dump's path. */
export function writeSnapshot(directory: string, name: string): string {
  const content = `# Code dump: ${name}\n`;
  const path = join(directory, name);
  writeFileSync(path, content);
  writeFileSync(join(directory, checksumName(name)), formatChecksumLine(digest(content), name));
  return path;
}

/** Stands in for the reader: a dump is proven if it begins with our heading and matches its checksum file. */
export async function prove({ dump, checksum }: SnapshotPaths): Promise<Proof> {
  const content = readFileSync(dump);
  const line = parseChecksumLine(readFileSync(checksum, 'utf8'));
  const isRight = line?.sha256 === digest(content) && line.fileName === basename(dump);
  return isRight && content.toString().startsWith('# Code dump') ? 'proven' : 'mismatch';
}

export async function proveItem({ dump, checksum }: Snapshot): Promise<Proof> {
  return prove({ dump: dump.path, checksum: checksum.path });
}

export const never = new AbortController().signal;

export async function discover(
  directory: string,
  more: { search?: boolean; dumpPattern?: string; groups?: readonly string[] } = {},
) {
  return discoverSnapshots({ directory, prove, signal: never, ...more });
}

export function digest(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
