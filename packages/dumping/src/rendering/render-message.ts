import type { FilesToStat } from '@create-dump/collector';
import type { SectionMemory } from '@create-dump/markdown-writer';
import type { PackedEntries } from './packed-entries.js';
import type { PackedRecords } from './packed-records.js';

/** Where a renderer's contents come from, as plain data: what a thread needs to open them itself. */
export interface RenderSource {
  /** Absolute path of a directory, with symbolic links resolved. */
  readonly root: string;
  readonly binary: 'list' | 'embed';
}

/**
 * Memory that the pool shares with a render thread, for {@link slotsPerThread} chunks: one is rendered into a slot, and used
 * there. (Transferring memory back and forth costs a garbage collector that counts it each time: half a second for a
 * kernel tree.)
 */
export type RenderMemory = SectionMemory;

/** Chunks that a thread may be ahead of whoever writes them: bounds its memory. */
export const slotsPerThread = 4;

/** What the pool tells a render thread. */
export type RenderOrder =
  /** Render these entries, after the tasks that came before. */
  | {
      readonly type: 'render';
      readonly task: number;
      readonly source: RenderSource;
      readonly entries: PackedEntries;
    }
  | { readonly type: 'stat'; readonly task: number; readonly files: FilesToStat }
  /** The chunk in this slot was used up. */
  | { readonly type: 'release'; readonly slot: number }
  /** Nobody wants the rest of the task. */
  | { readonly type: 'cancel'; readonly task: number };

/** What a render thread tells the pool of a task. */
export type RenderReport =
  | {
      readonly type: 'chunk';
      readonly task: number;
      /** Whose first `length` bytes are the chunk, until it is released. */
      readonly slot: number;
      readonly length: number;
      readonly lineFeeds: number;
      readonly records: PackedRecords;
    }
  | { readonly type: 'stats'; readonly task: number; readonly found: Float64Array }
  | { readonly type: 'done'; readonly task: number }
  /** The system's code comes along: cloning an error leaves it out. */
  | {
      readonly type: 'failed';
      readonly task: number;
      readonly message: string;
      readonly code: string | undefined;
    };
