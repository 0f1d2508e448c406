/** A dump with its checksum file; absolute paths. */
export interface SnapshotPaths {
  readonly dump: string;
  readonly checksum: string;
}

/**
 * `proven`: it is one of ours and whole. `mismatch`: it is not what its checksum, or its manifest, says. `unreadable`:
 * it can't be told.
 */
export type Proof = 'proven' | 'mismatch' | 'unreadable';

/** Port: reads a snapshot, all of it, and says whether it is what its name claims. */
export type ProveSnapshot = (paths: SnapshotPaths) => Promise<Proof>;
