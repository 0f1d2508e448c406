import type { FileRecord } from '@create-dump/core';

/** The open file of a dump, as plain data: descriptors hold for all threads of a process. */
export interface SharedFile {
  readonly name: string;
  readonly size: number;
  readonly descriptor: number;
}

/** Contents to be checked, in the order of the dump, and those that are wanted to be written below `root`. */
export interface ContentsJob {
  readonly type: 'contents';
  /** A staged tree that has the directories of all that is wanted; absent if nothing is written. */
  readonly root?: string | undefined;
  readonly contents: readonly { readonly record: FileRecord; readonly isWanted: boolean }[];
}

/** What is wrong with the contents of a {@link ContentsJob}. */
export interface ContentsOutcome {
  readonly problems: readonly { readonly path: string; readonly problem: string }[];
}

/** The digests of the whole dump. */
export interface DigestJob {
  readonly type: 'digest';
  /** Where the dump's last line begins. */
  readonly endOffset: number;
}

export interface DigestOutcome {
  /** Of the bytes before the last line. */
  readonly covered: string | undefined;
  readonly whole: string;
}

/** Work for another thread: plain data, as is what comes of it. */
export type ReaderJob = ContentsJob | DigestJob;

/** What the pool sends a thread. */
export interface ReaderRequest {
  readonly file: SharedFile;
  readonly job: ReaderJob;
}

export type ReaderOutcome<J extends ReaderJob> = J extends DigestJob
  ? DigestOutcome
  : ContentsOutcome;
