import type { GitFacts } from './discover.js';
import type { FileChange, FileMode, SkippedFile } from './source-file.js';

/** The version of the dump format that this package reads and writes (docs/format.md). */
export const formatVersion = 1;

/** How a content that isn't UTF-8 text stands in the dump. */
export type ContentEncoding = 'latin1' | 'utf-16le' | 'utf-16be' | 'base64';

/** The first line of a manifest: facts of the run. */
export interface ManifestHeader {
  readonly name: string;
  readonly generated: string;
  readonly tool: string;
  readonly git?: GitFacts;
  readonly options: Readonly<Record<string, unknown>>;
}

/** A file whose content stands in the dump. */
export interface FileRecord {
  readonly path: string;
  readonly mode: FileMode;
  /** Bytes of the original content. */
  readonly size: number;
  /** Of the original content, hexadecimal. */
  readonly sha256: string;
  /** The content as it stands in the dump: first byte, counted from 0, and number of bytes. */
  readonly offset: number;
  readonly length: number;
  /** The dump's line on which the content begins, counted from 1, and how many lines it has. */
  readonly line: number;
  readonly lines: number;
  readonly encoding?: ContentEncoding;
  /** In a dump of changes: what happened to it, and the path that this content had before. */
  readonly change?: FileChange;
  readonly renamedFrom?: string;
  /** The file changed while it was read: these are bytes that were read, maybe of no state the file ever had. */
  readonly unstable?: true;
}

/** A file's line of the manifest. */
export type DumpRecord = FileRecord | SkippedFile;

/** The last line of a manifest. A dump without it is incomplete. */
export interface ManifestEnd {
  /** Records with a content. */
  readonly files: number;
  /** Records without. */
  readonly skipped: number;
  /** Sum of the sizes of the records with a content. */
  readonly bytes: number;
  readonly treeSha256: string;
  /** Where the manifest's first line begins in the dump. */
  readonly manifestOffset: number;
  /** Of every byte of the dump before this line. */
  readonly sha256: string;
}
