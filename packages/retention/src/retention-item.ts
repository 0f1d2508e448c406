/** What retention decides about: a snapshot, an archive, whatever has a group and a time. */
export interface RetentionItem {
  /** Names the item, and no other one: its path, say. */
  readonly id: string;
  /** Groups don't influence each other. */
  readonly group: string;
  /** From the item's name, never a file's mtime. */
  readonly time: Date;
  /** Orders items of the same time. */
  readonly sequence: number;
  /** Bytes. Needed where the policy has a limit on size. */
  readonly size?: number;
  /** Pinned items are always kept. Like restic's tagged snapshots they count as any other. */
  readonly pinned?: boolean;
}
