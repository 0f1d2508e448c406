/** The modes of git: file, executable file, symbolic link. */
export type FileMode = '100644' | '100755' | '120000';

/** What happened to a file since an earlier revision. */
export type FileChange = 'added' | 'modified' | 'renamed';

/** A file below the root that was chosen for the dump. */
export interface SourceFile {
  /** Relative to the root, with `/` as separator; see {@link decodePath} for names that aren't UTF-8. */
  readonly path: string;
  readonly mode: FileMode;
  /** The size in bytes at the time of discovery. A hint: the file may have changed when it is read. */
  readonly size: number;
  /**
   * Change marker taken at discovery; compared when the file is opened. An integer of 32 bits. Absent if the source of the
   * files has none.
   */
  readonly changeMark?: number;
  /** The id of the blob, if the content comes from git's object store instead of the file system. */
  readonly oid?: string;
  /** In a dump of changes: what happened to the file. */
  readonly change?: FileChange;
  /** In a dump of changes: the path that the file had before. */
  readonly renamedFrom?: string;
}

/**
 * The reasons why the content of a file isn't in the dump. `section`: the dump has a section for the file. `missing`: the
 * dump is incomplete without the content, which the user didn't exclude. `fault`: the run succeeded only partly.
 */
export const skipReasons = {
  /** Not text. The record has its size and digest. */
  binary: { section: true, missing: true, fault: false },
  /** Over the size limit; not read. */
  'too-large': { section: true, missing: true, fault: false },
  /** A FIFO, socket or device; never opened. */
  special: { section: true, missing: true, fault: false },
  /** Another repository inside the tree. */
  submodule: { section: true, missing: true, fault: false },
  /** Left out by one of the user's rules. */
  excluded: { section: false, missing: false, fault: false },
  /** In a dump of changes: exists in the earlier revision only. */
  deleted: { section: true, missing: false, fault: false },
  /** No permission. A path that ends in `/` is a directory. */
  unreadable: { section: true, missing: true, fault: true },
  /** Has secrets that can't be redacted. Neither size nor digest are recorded. */
  secret: { section: true, missing: true, fault: false },
  /** Deleted between discovery and reading. */
  vanished: { section: true, missing: true, fault: true },
  /** The operating system failed to read it. */
  'io-error': { section: true, missing: true, fault: true },
} as const satisfies Record<string, { section: boolean; missing: boolean; fault: boolean }>;

export type SkipReason = keyof typeof skipReasons;

/** A file that was considered, but whose content isn't in the dump. */
export interface SkippedFile {
  readonly path: string;
  readonly skipped: SkipReason;
  /** Octal, as in git; also `160000`, a submodule. */
  readonly mode?: string;
  readonly size?: number;
  /** Of the content, hexadecimal, if it was read. */
  readonly sha256?: string;
  /** Details of the reason: an `errno` name, a rule, a commit id. */
  readonly detail?: string;
}

export function isSkipped(entry: object): entry is SkippedFile {
  return 'skipped' in entry;
}
