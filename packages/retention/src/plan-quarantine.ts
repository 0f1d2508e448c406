import { comparePaths } from '@create-dump/core';
import type { SnapshotDiscovery } from './discover-snapshots.js';
import type { KnownFile } from './known-file.js';

export interface QuarantineMove {
  readonly file: KnownFile;
  readonly kind: 'orphan-dump' | 'orphan-checksum' | 'mismatch';
  /** The reason, in a sentence. */
  readonly message: string;
  /** Possible paths of the other half: if one of them exists when moving, the file stays. */
  readonly lacks: readonly string[];
}

/** Sorted by path. */
export interface QuarantinePlan {
  readonly moves: readonly QuarantineMove[];
}

/** Plans which files to quarantine: orphans, and both files of a pair that doesn't match. Changes nothing. */
export function planQuarantine({
  orphans,
  mismatches,
}: Pick<SnapshotDiscovery, 'orphans' | 'mismatches'>): QuarantinePlan {
  const moves: QuarantineMove[] = orphans.map(({ kind, file, lacks, message }) => ({
    file,
    kind: `orphan-${kind}`,
    message,
    lacks,
  }));
  for (const { dump, checksum } of mismatches) {
    const mismatch = { kind: 'mismatch', lacks: [] } as const;
    moves.push(
      { ...mismatch, file: dump, message: 'It does not match its checksum file or its manifest.' },
      { ...mismatch, file: checksum, message: 'It does not match its dump.' },
    );
  }
  return { moves: moves.sort((a, b) => comparePaths(a.file.path, b.file.path)) };
}
