import type { Discovery } from './discover.js';
import type { RunFacts } from './dump-format.js';
import type { PublishedDump } from './dump-output.js';
import type { DumpRecord } from './manifest.js';
import type { SkippedFile } from './source-file.js';

/** What a finished dump is known by, beside its place. */
export interface DumpTotals {
  readonly treeSha256: string;
  /** Size of the dump, before any compression. */
  readonly dumpBytes: number;
  /** Files whose content is in the dump, and the sum of their sizes. */
  readonly files: number;
  readonly bytes: number;
  readonly skipped: readonly SkippedFile[];
}

/** How it was proved that a new dump would equal a kept one. */
export interface UnchangedProof {
  /** By the times that the file system keeps; by reading and comparing contents; by the commit. */
  readonly by: 'stat' | 'content' | 'commit';
  /** How many files were read. */
  readonly reread: number;
}

/** A published dump that a new one would equal, except for its time. */
export interface KeptDump extends PublishedDump, DumpTotals {
  readonly facts: RunFacts;
  readonly unchanged: UnchangedProof;
}

/**
 * Port: recognises that the newest kept dump equals the new one except for its time, so that none has to be published. Serves one
 * run. A dump with faults, unstable files or redacted contents never counts as equal.
 */
export interface KeptDumps {
  /** Looks for the kept dump before anything is rendered. */
  find(facts: RunFacts, discovery: Discovery, signal: AbortSignal): Promise<KeptDump | undefined>;
  /** Receives the records of the files with a section, in order. */
  addRecords(records: readonly DumpRecord[]): void;
  /** Compares the dump that has been written, but not published yet. */
  compare(written: WrittenDump, signal: AbortSignal): Promise<KeptDump | undefined>;
  /** Remembers the dump that was just published. */
  remember(published: PublishedDump, written: WrittenDump): Promise<void>;
}

/** A dump that is complete, but not published. */
export interface WrittenDump extends DumpTotals {
  readonly facts: RunFacts;
  readonly unstable: readonly string[];
  /** Paths of files whose contents are redacted. */
  readonly redacted: readonly string[];
  /** How many secrets were found, whatever was done about them. */
  readonly findings: number;
  /** The offset of the manifest's first line, and the SHA-256 of its lines between the first and the last one. */
  readonly manifestOffset: number;
  readonly recordsSha256: string;
}
