import type { ManifestEnd, ManifestHeader } from '@create-dump/core';

/** A snapshot of a directory: live, archived, or both. */
export interface KeptSnapshot {
  /** SHA-256 of the dump as its checksum file states it, hexadecimal. */
  readonly id: string;
  readonly dumpName: string;
  readonly prefix: string;
  /** Key of its group: see `groupKey` of `@create-dump/retention`. */
  readonly group: string;
  readonly time: Date;
  readonly sequence: number;
  /** Of the dump, in bytes. */
  readonly size: number;
  /** Paths of the live dump and of its archive, absolute. At least one is there. */
  readonly live: string | undefined;
  readonly archive: string | undefined;
  /** First and last line of the manifest; undefined if the dump has none that can be read. */
  readonly header: ManifestHeader | undefined;
  readonly end: ManifestEnd | undefined;
}

/** Something in the directory that can't be used, in a sentence that names it. */
export interface KeptProblem {
  readonly path: string;
  readonly message: string;
}

/** Sorts snapshots with the newest first. */
export function compareNewestFirst(a: KeptSnapshot, b: KeptSnapshot): number {
  const byTime = b.time.getTime() - a.time.getTime() || b.sequence - a.sequence;
  if (byTime !== 0) return byTime;
  const [one, other] = [`${a.dumpName} ${a.id}`, `${b.dumpName} ${b.id}`];
  return one < other ? 1 : one > other ? -1 : 0;
}
