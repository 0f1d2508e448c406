import type { ContentRecord } from '@create-dump/core';

/** An open dump file as plain data; its descriptor is valid in all threads of the process. */
export interface SharedFile {
  readonly name: string;
  readonly size: number;
  readonly descriptor: number;
}

/** Checks contents, in dump order, and writes the wanted ones below `root`. */
export interface ContentsJob {
  readonly type: 'contents';
  /** A staged tree with the directories of all wanted contents; absent if nothing is written. */
  readonly root?: string | undefined;
  readonly contents: readonly { readonly record: ContentRecord; readonly isWanted: boolean }[];
}

/** The contents of a {@link ContentsJob} that don't match their records. */
export interface ContentsOutcome {
  readonly problems: readonly { readonly path: string; readonly problem: string }[];
}

/** Digests the whole dump. */
export interface DigestJob {
  readonly type: 'digest';
  /** Offset of the dump's last line. */
  readonly endOffset: number;
}

export interface DigestOutcome {
  /** SHA-256 of the bytes before the last line. */
  readonly covered: string | undefined;
  readonly whole: string;
}

/** Work for another thread. Jobs and outcomes are plain data. */
export type ReaderJob = ContentsJob | DigestJob;

/** What the pool sends to a thread. */
export interface ReaderRequest {
  readonly file: SharedFile;
  readonly job: ReaderJob;
}

export type ReaderOutcome<J extends ReaderJob> = J extends DigestJob
  ? DigestOutcome
  : ContentsOutcome;
