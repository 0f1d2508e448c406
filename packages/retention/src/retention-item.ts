/** An item to keep or remove: a snapshot, an archive, or anything else that has a group and a time. */
export interface RetentionItem {
  /** Unique, for example the path. */
  readonly id: string;
  /** Each group is judged on its own. */
  readonly group: string;
  /** Taken from the item's name, never from a file's mtime. */
  readonly time: Date;
  /** Orders items of the same time. */
  readonly sequence: number;
  /** In bytes. Required if the policy sets `maxTotalSize`. */
  readonly size?: number;
  /** Pinned items are always kept. They take up counts, like tagged snapshots in restic. */
  readonly pinned?: boolean;
}
