/** A dump with its checksum file; absolute paths. */
export interface SnapshotPaths {
  readonly dump: string;
  readonly checksum: string;
}

/**
 * `proven`: it is ours and intact. `mismatch`: it doesn't match its checksum file or its manifest. `unreadable`: neither can be
 * determined.
 */
export type Proof = 'proven' | 'mismatch' | 'unreadable';

/** Port: reads a snapshot in full and judges whether it is ours and intact. */
export type ProveSnapshot = (paths: SnapshotPaths) => Promise<Proof>;
