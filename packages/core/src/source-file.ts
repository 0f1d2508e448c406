/** As git has them: a file, an executable file, a symbolic link. */
export type FileMode = '100644' | '100755' | '120000';

/** What can have happened to a file since an earlier revision. */
export type FileChange = 'added' | 'modified' | 'renamed';

/** A file below the root that was chosen for the dump. */
export interface SourceFile {
  /** Relative to the root, parts joined by `/`; see {@link decodePath} for names that aren't UTF-8. */
  readonly path: string;
  readonly mode: FileMode;
  /** Bytes, at the time of discovery. Only a hint: what counts is what is read. */
  readonly size: number;
  /**
   * Tells, as of discovery, one change of the file from another: whoever opens it compares. A whole number of 32 bits.
   * Absent where there is no such thing.
   */
  readonly changeMark?: number;
  /** Where the content comes from git's object store instead of the file system: the blob's id. */
  readonly oid?: string;
  /** In a dump of changes: what happened to it. */
  readonly change?: FileChange;
  /** In a dump of changes: the path that this content had before. */
  readonly renamedFrom?: string;
}

/**
 * Why a file isn't in the dump: whether the body has a `section` for it; whether it is `missing` from the dump, as it is in
 * the tree and not left out by the user's wish; whether it is a `fault`, so that the run is only partly done.
 */
export const skipReasons = {
  /** Not text; the record has its size and digest. */
  binary: { section: true, missing: true, fault: false },
  /** Over `--max-size`; not read. */
  'too-large': { section: true, missing: true, fault: false },
  /** A FIFO, socket or device; never opened. */
  special: { section: true, missing: true, fault: false },
  /** Another repository inside the tree. */
  submodule: { section: true, missing: true, fault: false },
  /** Left out by a rule of the user's. */
  excluded: { section: false, missing: false, fault: false },
  /** In a dump of changes: was in the earlier revision and is no more. */
  deleted: { section: true, missing: false, fault: false },
  /** No permission. A path that ends in `/` is a directory. */
  unreadable: { section: true, missing: true, fault: true },
  /** Was listed, but is gone. */
  vanished: { section: true, missing: true, fault: true },
  /** The operating system failed to read it. */
  'io-error': { section: true, missing: true, fault: true },
} as const satisfies Record<string, { section: boolean; missing: boolean; fault: boolean }>;

export type SkipReason = keyof typeof skipReasons;

/** A file that was considered and whose content isn't in the dump. */
export interface SkippedFile {
  readonly path: string;
  readonly skipped: SkipReason;
  /** As git writes it, octal: also `160000`, a submodule. */
  readonly mode?: string;
  readonly size?: number;
  /** Of the content, hexadecimal, where it was read. */
  readonly sha256?: string;
  /** What there is to know beyond the reason: an `errno` name, a rule, a commit id. */
  readonly detail?: string;
}

export function isSkipped(entry: object): entry is SkippedFile {
  return 'skipped' in entry;
}
