import type { SnapshotDiscovery } from './discover-snapshots.js';
import type { KnownFile } from './known-file.js';

export interface QuarantineMove {
  readonly file: KnownFile;
  readonly kind: 'orphan-dump' | 'orphan-checksum' | 'orphan-signature';
  /** The reason, in a sentence. */
  readonly message: string;
  /** Possible paths of the other half: if one of them exists when moving, the file stays. */
  readonly lacks: readonly string[];
}

/** Sorted by path. */
export interface QuarantinePlan {
  readonly moves: readonly QuarantineMove[];
}

/**
 * Plans which files to quarantine: orphans. A pair that doesn't match isn't one: it is damaged, and stays where it is, since moving
 * it would hide the damage. Changes nothing.
 */
export function planQuarantine({ orphans }: Pick<SnapshotDiscovery, 'orphans'>): QuarantinePlan {
  const moves = orphans.map(({ kind, ...orphan }): QuarantineMove => ({
    ...orphan,
    kind: `orphan-${kind}`,
  }));
  return { moves };
}
