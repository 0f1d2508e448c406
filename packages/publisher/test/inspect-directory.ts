import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checksumName, parseChecksumLine } from '@create-dump/core';

export interface Inspection {
  /** Sorted names. */
  readonly dumps: string[];
  readonly temporaries: string[];
  /** Checksum files without a dump. */
  readonly orphans: string[];
  /** Dumps without a valid checksum file, and files that our outputs never create. */
  readonly faults: string[];
}

/** Classifies the files of a directory that only our outputs write to. */
export function inspectDirectory(directory: string): Inspection {
  const names = readdirSync(directory).sort();
  const dumps = names.filter((name) => /\.(md|md\.gz|json)$/.test(name));
  const checksums = names.filter((name) => name.endsWith('.sha256'));
  const temporaries = names.filter((name) => /^\.create-dump-.*\.tmp$/.test(name));
  const wanted = new Set(dumps.map(checksumName));
  const known = new Set([...dumps, ...checksums, ...temporaries]);
  return {
    dumps,
    temporaries,
    orphans: checksums.filter((name) => !wanted.has(name)),
    faults: [
      ...dumps.filter((name) => !hasRightChecksum(directory, name)),
      ...names.filter((name) => !known.has(name)),
    ],
  };
}

function hasRightChecksum(directory: string, name: string): boolean {
  const path = join(directory, checksumName(name));
  if (!existsSync(path)) return false;
  const line = parseChecksumLine(readFileSync(path, 'utf8'));
  const sha256 = createHash('sha256').update(readFileSync(join(directory, name)));
  return line?.fileName === name && line.sha256 === sha256.digest('hex');
}
