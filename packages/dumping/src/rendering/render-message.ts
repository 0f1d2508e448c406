import type { FilesToStat } from '@create-dump/collector';
import type { RetriedReads, SecretFinding } from '@create-dump/core';
import type { SectionMemory } from '@create-dump/markdown-writer';
import type { ProjectSecrets } from '../secrets/project-secrets.js';
import type { PackedEntries } from './packed-entries.js';
import type { PackedRecords } from './packed-records.js';

/** The source of contents, as plain data: what a thread needs to open files itself. */
export interface RenderSource {
  /** Absolute path of a directory, with symbolic links resolved. */
  readonly root: string;
  readonly binary: 'list' | 'embed';
  readonly secrets?: ProjectSecrets;
}

/**
 * Memory that the pool shares with a render thread, one slot for each chunk in flight. Transferring buffers instead would make the
 * garbage collector account for them at each crossing: half a second for a kernel tree.
 */
export type RenderMemory = SectionMemory;

/** What the pool asks of a render thread. */
export type RenderRequest =
  /** Render these entries, after all earlier render requests. */
  | { readonly type: 'render'; readonly source: RenderSource; readonly entries: PackedEntries }
  | { readonly type: 'stat'; readonly files: FilesToStat };

/** The stats for a `stat` request; undefined once all chunks of a `render` request were sent. */
export type RenderReply = Float64Array | undefined;

/** A chunk in the first `length` bytes of its slot, until the pool releases it. */
export interface SlotChunk {
  readonly slot: number;
  readonly length: number;
  readonly lineFeeds: number;
  readonly records: PackedRecords;
  readonly findings?: readonly SecretFinding[];
  readonly retried?: RetriedReads;
}

/** The chunk in this slot is no longer used. */
export interface SlotRelease {
  readonly slot: number;
}
