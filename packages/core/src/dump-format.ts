import type { GitFacts } from './discover.js';
import type { RecordBlock } from './record-block.js';
import type { SkippedFile, SourceFile } from './source-file.js';

/** What is known of a run before the first content is read. */
export interface RunFacts {
  readonly name: string;
  /** UTC, to the second: `2026-11-22T07:19:00Z`. */
  readonly generated: string;
  readonly git?: GitFacts;
  /** Name and version: `create-dump 1.0.0`. */
  readonly tool: string;
  /** The options that change the content, where they aren't the default. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** One section of the body. */
export type SectionEntry = SourceFile | SkippedFile;

export interface RenderedChunk {
  /** Valid until `release` is called, or the next chunk but one is asked for. */
  readonly bytes: Uint8Array;
  /** How many line feeds are in `bytes`. */
  readonly lineFeeds: number;
  /**
   * The records of the entries whose sections end in this chunk: one for each, packed by {@link createRecordPacker}. Digests
   * that they lack are computed from `bytes`. `offset` and `line` are counted from this chunk's first byte (0) and line (0), so
   * that chunks can be made in any order; they are negative for a content that begins in an earlier chunk.
   */
  readonly records: RecordBlock;
  /** To be called when `bytes` are used up: a renderer with little memory waits for it. A second call does nothing. */
  readonly release: () => void;
}

/** Port: turns facts and files into the bytes of a dump, front to back. */
export interface DumpFormat {
  /** The file name's extension, without a dot. */
  readonly extension: string;
  /** Header and contents. */
  front(facts: RunFacts, entries: readonly SectionEntry[]): Iterable<Uint8Array>;
  /** One section for each entry, in order, in bounded memory. */
  sections(entries: readonly SectionEntry[], signal: AbortSignal): AsyncIterable<RenderedChunk>;
  /** What stands between the last section and the first line of the manifest. */
  readonly beforeManifest: Uint8Array;
  /** What follows the last line of the manifest. */
  readonly afterManifest: Uint8Array;
}
