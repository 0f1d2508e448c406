import { comparePaths } from '@create-dump/core';
import type { SnapshotDiscovery } from './discover-snapshots.js';
import type { KnownFile } from './known-file.js';

export interface QuarantineMove {
  readonly file: KnownFile;
  readonly kind: 'orphan-dump' | 'orphan-checksum' | 'mismatch';
  /** Why, in a sentence. */
  readonly message: string;
  /** Paths: if one of them exists by the time of the move, the file stays where it is. */
  readonly lacks: readonly string[];
}

/** By path. */
export interface QuarantinePlan {
  readonly moves: readonly QuarantineMove[];
}

/** What of a discovery goes into quarantine: orphans, and both files of a pair that don't match. Nothing is touched. */
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
      { ...mismatch, file: dump, message: 'It is not what its checksum, or its manifest, says.' },
      { ...mismatch, file: checksum, message: 'It does not fit its dump.' },
    );
  }
  return { moves: moves.sort((a, b) => comparePaths(a.file.path, b.file.path)) };
}
