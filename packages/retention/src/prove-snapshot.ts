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

/** Port: the digest that identifies the tree of a proven dump; undefined if the dump doesn't record it. */
export type IdentifyTree = (dump: string) => Promise<string | undefined>;

/** Port: reads a snapshot in full and judges whether it is ours and intact. May throw `READ_FAILED` if the system fails. */
export type ProveSnapshot = (paths: SnapshotPaths) => Promise<Proof>;
