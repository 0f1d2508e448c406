import type { GitFacts } from './discover.js';
import type { FileChange, FileMode, SkippedFile } from './source-file.js';

/** The version of the dump format that this package reads and writes (docs/format.md). */
export const formatVersion = 1;

/** How a content is encoded in the dump that isn't shown as it is. */
export type ContentEncoding = 'latin1' | 'utf-16le' | 'utf-16be' | 'base64';

/** The first line of a manifest: facts about the run. */
export interface ManifestHeader {
  readonly name: string;
  /** Identifies the tree: hexadecimal. */
  readonly tree?: string;
  readonly generated: string;
  readonly tool: string;
  readonly git?: GitFacts;
  readonly options: Readonly<Record<string, unknown>>;
}

/** A file whose content is in the dump. */
export interface FileRecord {
  readonly path: string;
  readonly mode: FileMode;
  /** The size of the original content in bytes. */
  readonly size: number;
  /** Of the original content, hexadecimal. */
  readonly sha256: string;
  /** Where the content is in the dump: its first byte, counted from 0, and its number of bytes there. */
  readonly offset: number;
  readonly length: number;
  /** The line of the dump on which the content begins, counted from 1, and its number of lines there. */
  readonly line: number;
  readonly lines: number;
  readonly encoding?: ContentEncoding;
  /** In a dump of changes: what happened to the file, and the path that it had before. */
  readonly change?: FileChange;
  readonly renamedFrom?: string;
  /** The file changed while it was read. The content is what was read, which may mix several states of the file. */
  readonly unstable?: true;
}

/** A line of the manifest for one file. */
export type DumpRecord = FileRecord | SkippedFile;

/** The last line of a manifest. A dump without it is incomplete. */
export interface ManifestEnd {
  /** The number of records with a content. */
  readonly files: number;
  /** The number of records without a content. */
  readonly skipped: number;
  /** The number of those that the user's options exclude. Default: 0. */
  readonly leftOut?: number;
  /** The sum of `size` over the records with a content. */
  readonly bytes: number;
  readonly treeSha256: string;
  /** The offset of the manifest's first line in the dump. */
  readonly manifestOffset: number;
  /** Of every byte of the dump before this line. */
  readonly sha256: string;
}
