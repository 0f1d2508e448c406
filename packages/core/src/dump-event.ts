import type { SkippedFile } from './source-file.js';

/** A dump's three, in order; then what is done with dumps. `survey` looks through a directory, and verifies on the way. */
export type DumpPhase =
  | 'discover'
  | 'render'
  | 'publish'
  | 'survey'
  | 'archive'
  | 'verify'
  | 'restore';

/** One thing that happened. Observers measure time; events carry none. */
export type DumpEvent =
  | {
      readonly type: 'phase-started';
      readonly phase: DumpPhase;
      /** What it is about, where there may be several: a path or a name, safe to be shown. */
      readonly name?: string;
      /** What is ahead, where it is known by then: the sum of the `progressed` events of a phase that succeeds. */
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
  /** `files` and `bytes` (of contents) that came in since the last such event, in the phase that was started last. */
  | { readonly type: 'progressed'; readonly files: number; readonly bytes: number }
  | { readonly type: 'file-skipped'; readonly file: SkippedFile }
  | { readonly type: 'file-unstable'; readonly path: string }
  | { readonly type: 'warned'; readonly message: string }
  | { readonly type: 'published'; readonly path: string | null; readonly bytes: number }
  /** A snapshot is in an archive of so many bytes that was read back whole. */
  | {
      readonly type: 'archived';
      readonly path: string;
      readonly bytes: number;
      readonly format: string;
    }
  | { readonly type: 'quarantined'; readonly path: string; readonly to: string }
  /** A snapshot that is archived was removed, or an archive that the retention rules don't keep. */
  | { readonly type: 'pruned'; readonly path: string };

/** The one channel of observation. Must not throw. */
export type Observe = (event: DumpEvent) => void;
