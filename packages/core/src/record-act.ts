/** Something that is about to happen to a kept file, or has happened. Paths are absolute. */
export interface KeptAct {
  readonly act: 'publish' | 'archive' | 'remove' | 'quarantine' | 'unchanged';
  readonly path: string;
  /** Of the dump in question, hexadecimal. */
  readonly sha256?: string;
  /** Where it is archived, or moved to. */
  readonly to?: string;
  /** Digest of the tree that was dumped, hexadecimal, and the commit. */
  readonly tree?: string;
  readonly commit?: string;
  /** Why, in sentences. */
  readonly reasons?: readonly string[];
  /** For `unchanged`: how that was found, and how many files were read for it. */
  readonly by?: 'stat' | 'content' | 'commit';
  readonly reread?: number;
  /** It was completed: recorded a second time. */
  readonly done?: true;
}

/**
 * Port: records an act in the ledger of a destination. Called before the act; it must not happen if the promise rejects. `publish`
 * and `archive` are recorded again once they are `done`.
 */
export type RecordAct = (act: KeptAct) => Promise<void>;

/** Records that an act is done. It can't be undone any more, so a failure is a warning. */
export async function recordDone(
  record: RecordAct | undefined,
  act: KeptAct,
  warn: (message: string) => void,
): Promise<void> {
  try {
    await record?.({ ...act, done: true });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    warn(`The ledger does not say that an act was completed. ${reason}`);
  }
}
