/** As git has them: a file, an executable file, a symbolic link. */
export type FileMode = '100644' | '100755' | '120000';

/** A file below the root that was chosen for the dump. */
export interface SourceFile {
  /** Relative to the root, parts joined by `/`; see {@link decodePath} for names that aren't UTF-8. */
  readonly path: string;
  readonly mode: FileMode;
  /** Bytes, at the time of discovery. Only a hint: what counts is what is read. */
  readonly size: number;
  /** Where the content comes from git's object store instead of the file system: the blob's id. */
  readonly oid?: string;
}

/**
 * Why a file isn't (wholly) in the dump. `section` tells whether the dump has a sentence for it in its body, `fault`
 * whether the run counts as partly done because of it (exit code 3).
 */
export const skipReasons = {
  /** Not text; the record has its size and digest. */
  binary: { section: true, fault: false },
  /** Over `--max-size`; not read. */
  'too-large': { section: true, fault: false },
  /** A FIFO, socket or device; never opened. */
  special: { section: true, fault: false },
  /** Another repository inside the tree. */
  submodule: { section: true, fault: false },
  /** Left out by a rule of the user's. */
  excluded: { section: false, fault: false },
  /** No permission. A path that ends in `/` is a directory. */
  unreadable: { section: true, fault: true },
  /** Was listed, but is gone. */
  vanished: { section: true, fault: true },
  /** The operating system failed to read it. */
  'io-error': { section: true, fault: true },
} as const satisfies Record<string, { section: boolean; fault: boolean }>;

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
