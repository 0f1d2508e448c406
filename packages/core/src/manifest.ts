import type { GitFacts } from './discover.js';
import type { FileChange, FileMode, SkippedFile } from './source-file.js';

/** The versions of the dump format (docs/format.md). Version 2 has redacted contents; everything else is as in version 1. */
export type FormatVersion = 1 | 2;

/** The version of every dump but those with redacted contents. */
export const formatVersion = 1;

/** How a content is encoded in the dump that isn't shown as it is. */
export type ContentEncoding = 'latin1' | 'utf-16le' | 'utf-16be' | 'base64';

/** The first line of a manifest: facts about the run. */
export interface ManifestHeader {
  /** Default: 1. */
  readonly version?: Exclude<FormatVersion, 1>;
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

/** A secret that was replaced. */
export interface Redaction {
  /** Where its replacement is: bytes of the shown content, before any encoding. */
  readonly at: number;
  readonly length: number;
  /** The id of the rule that found it: `[A-Za-z0-9._-]`, at most 100 characters. */
  readonly rule: string;
}

/**
 * A file whose content is in the dump without its secrets (version 2). Nothing is recorded that is derived from the original
 * content.
 */
export interface RedactedRecord extends Omit<FileRecord, 'size' | 'sha256'> {
  readonly size?: never;
  readonly sha256?: never;
  /** Size and SHA-256 of the redacted content, before any encoding. */
  readonly shownSize: number;
  readonly shownSha256: string;
  /** In order, without overlaps: from 1 to {@link maxRedactions}. */
  readonly redacted: readonly Redaction[];
}

/** A content with more secrets isn't shown. Bounds the length of a line of the manifest. */
export const maxRedactions = 1000;

/** A file with a content in the dump, original or redacted. */
export type ContentRecord = FileRecord | RedactedRecord;

/** A line of the manifest for one file. */
export type DumpRecord = ContentRecord | SkippedFile;

export function isRedacted(record: object): record is RedactedRecord {
  return 'redacted' in record;
}

/** Size and SHA-256 of the content that the dump holds: decoded, but not restored where it is redacted. */
export function shownContent(record: ContentRecord): { size: number; sha256: string } {
  return isRedacted(record)
    ? { size: record.shownSize, sha256: record.shownSha256 }
    : { size: record.size, sha256: record.sha256 };
}

/** The last line of a manifest. A dump without it is incomplete. */
export interface ManifestEnd {
  /** The number of records with a content. */
  readonly files: number;
  /** The number of records without a content. */
  readonly skipped: number;
  /** The number of those that the user's options exclude. Default: 0. */
  readonly leftOut?: number;
  /** The sum of `size` or `shownSize` over the records with a content. */
  readonly bytes: number;
  readonly treeSha256: string;
  /** The offset of the manifest's first line in the dump. */
  readonly manifestOffset: number;
  /** Of every byte of the dump before this line. */
  readonly sha256: string;
}
