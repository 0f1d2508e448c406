import type { GitFacts } from './discover.js';
import type { FileRecord, FormatVersion, RedactedRecord } from './manifest.js';
import type { SecretFinding } from './secret-finding.js';
import type { SkippedFile, SourceFile } from './source-file.js';

/** The facts that are known before the first content is read. */
export interface RunFacts {
  /** Of the dump format. Default: 1. */
  readonly version?: Exclude<FormatVersion, 1>;
  readonly name: string;
  /** Identifies the tree: hexadecimal. */
  readonly tree?: string;
  /** UTC, to the second: `2026-11-22T07:19:00Z`. */
  readonly generated: string;
  readonly git?: GitFacts;
  /** Name and version of the program: `create-dump 1.0.0`. */
  readonly tool: string;
  /** The options that affect the content and differ from their defaults. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** An entry that has a section in the dump. */
export type SectionEntry = SourceFile | SkippedFile;

/**
 * The record of a content in a chunk. Its place counts from the beginning of the chunk, so that chunks can be rendered in any
 * order.
 */
export interface RenderedFile extends Omit<FileRecord, 'sha256' | 'offset' | 'line'> {
  /**
   * Of the original content, hexadecimal. May be missing where the whole content stands in the chunk as it is: the dumper
   * computes it then, while the system writes.
   */
  readonly sha256?: string | undefined;
  /** The bytes of the chunk before the content; negative if the content begins in an earlier chunk. */
  readonly offset: number;
  /** The line feeds of the chunk before the content; negative likewise. */
  readonly line: number;
}

/** The place of a redacted content counts from the beginning of the chunk as well. */
export type RenderedRecord = RenderedFile | RedactedRecord | SkippedFile;

/** Files that couldn't be read at first, for reasons that may pass. */
export interface RetriedReads {
  /** How many attempts were made again. */
  readonly times: number;
  /** One of the reasons: a path and a system error. */
  readonly why: string;
}

/** A part of a dump's body. */
export interface RenderedChunk {
  /** Valid until `release` is called, or until two more chunks have been requested. */
  readonly bytes: Uint8Array;
  /** How many line feeds are in `bytes`. */
  readonly lineFeeds: number;
  /** The records of the entries whose sections end in this chunk, in order: one for each. */
  readonly records: readonly RenderedRecord[];
  /** The secrets in the contents of these entries, in order. Default: none were looked for, or found. */
  readonly findings?: readonly SecretFinding[];
  /** What was read again for this chunk, if anything was. */
  readonly retried?: RetriedReads | undefined;
  /** Called when `bytes` are no longer needed: a renderer with little memory waits for it. A second call has no effect. */
  readonly release: () => void;
}

/** Port: renders facts and files as the bytes of a dump, front to back. */
export interface DumpFormat {
  /** The file name's extension, without a dot. */
  readonly extension: string;
  /**
   * The bytes before the first section: header and contents.
   * @param leftOut The number of files that the user's options exclude.
   */
  front(facts: RunFacts, entries: readonly SectionEntry[], leftOut: number): Iterable<Uint8Array>;
  /** Renders one section for each entry, in order, in bounded memory. */
  sections(entries: readonly SectionEntry[], signal: AbortSignal): AsyncIterable<RenderedChunk>;
  /** The bytes between the last section and the first line of the manifest. */
  readonly beforeManifest: Uint8Array;
  /** The bytes after the last line of the manifest. */
  readonly afterManifest: Uint8Array;
}
