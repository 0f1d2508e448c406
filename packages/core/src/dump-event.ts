import type { UnchangedProof } from './kept-dumps.js';
import type { SecretFinding } from './secret-finding.js';
import type { SkippedFile } from './source-file.js';

/** The three phases of a dump, in order, then those of other operations. `survey` lists a directory and verifies
 * its dumps; `search` looks into snapshots without verifying them. */
export type DumpPhase =
  | 'discover'
  | 'render'
  | 'publish'
  | 'survey'
  | 'search'
  | 'archive'
  | 'audit'
  | 'verify'
  | 'restore';

/** What a run calls before and after its work, named after the options. */
export type HookName = 'before-run' | 'on-result' | 'on-result-url';

/** What can be tried again: reading or writing a file, sending a result, or a request to a store. */
export type RetriedWork = 'read' | 'write' | 'on-result-url' | 'request';

/** Something that happened. Events carry no time: an observer that needs one reads a clock. */
export type DumpEvent =
  | {
      readonly type: 'phase-started';
      readonly phase: DumpPhase;
      /** The subject of the phase, where a run can have several: a path or a name, escaped for display. */
      readonly name?: string;
      /** The sum of the phase's `progressed` events if it succeeds, where that is known in advance. */
      readonly files?: number;
      readonly bytes?: number;
    }
  | { readonly type: 'phase-finished'; readonly phase: DumpPhase }
  | {
      readonly type: 'discovered';
      readonly files: number;
      readonly bytes: number;
      readonly ignored: number;
    }
  /** Files and bytes of contents that were processed since the last such event, in the phase that was started last. */
  | { readonly type: 'progressed'; readonly files: number; readonly bytes: number }
  | { readonly type: 'file-skipped'; readonly file: SkippedFile }
  | { readonly type: 'file-unstable'; readonly path: string }
  | ({ readonly type: 'secret-found' } & SecretFinding)
  | { readonly type: 'warned'; readonly message: string }
  | { readonly type: 'published'; readonly path: string | null; readonly bytes: number }
  /** The signature of the checksum file of a dump was published; it follows the dump's `published`. */
  | { readonly type: 'signed'; readonly path: string }
  /** Nothing was published, as the kept dump at `path` equals the new one except for its time; see `UnchangedProof`. */
  | ({ readonly type: 'unchanged'; readonly path: string | null } & UnchangedProof)
  /** A snapshot was archived, and the archive read back in full. `bytes` is the archive's size. */
  | {
      readonly type: 'archived';
      readonly path: string;
      readonly bytes: number;
      readonly format: string;
    }
  | { readonly type: 'quarantined'; readonly path: string; readonly to: string }
  /** An archived snapshot was removed, or an archive that the retention rules don't keep. */
  | { readonly type: 'pruned'; readonly path: string }
  /** A kept dump or archive was read in full. `bytes` is its size. */
  | {
      readonly type: 'audited';
      readonly path: string;
      readonly state: 'verified' | 'damaged';
      readonly bytes: number;
    }
  /** The number of jobs of the whole queue, by state: `waiting`, `active`, `delayed`, `completed`, `failed`. */
  | { readonly type: 'queue-counted'; readonly jobs: Readonly<Record<string, number>> }
  /** A job of a queue was given to another worker, since its own had stopped. */
  | { readonly type: 'job-stalled' }
  | {
      readonly type: 'audit-finished';
      /** The number of kept items by state. */
      readonly items: Readonly<Record<string, number>>;
      /** When the longest unread item was last verified, in ISO 8601; null if one never was. */
      readonly oldestVerification: string | null;
      /** How much was read. */
      readonly bytes: number;
    }
  /** A line of a hook's output, without control characters. */
  | { readonly type: 'hook-output'; readonly hook: HookName; readonly text: string }
  | { readonly type: 'hook-finished'; readonly hook: HookName; readonly succeeded: boolean }
  /** Something failed for a reason that may pass, and was tried again. */
  | {
      readonly type: 'retried';
      readonly what: RetriedWork;
      /** How often. Default: once. */
      readonly times?: number;
      /** What failed and why, as a sentence without its end. */
      readonly why: string;
    };

/** The only channel of observation. Observers must not throw. */
export type Observe = (event: DumpEvent) => void;
