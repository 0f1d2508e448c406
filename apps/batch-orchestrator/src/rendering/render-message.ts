import type { SectionEntry } from '@create-dump/core';

/** Where a renderer's contents come from, as plain data: what a thread needs to open them itself. */
export interface RenderSource {
  /** Absolute path of a directory, with symbolic links resolved. */
  readonly root: string;
  readonly binary: 'list' | 'embed';
}

/** What the pool tells a render thread. */
export type RenderOrder =
  /** Render these entries, after the tasks that came before. */
  | {
      readonly type: 'render';
      readonly task: number;
      readonly source: RenderSource;
      readonly entries: readonly SectionEntry[];
    }
  /** Memory of a chunk that was used up. */
  | { readonly type: 'buffer'; readonly buffer: ArrayBuffer }
  /** Nobody wants the rest of the task. */
  | { readonly type: 'cancel'; readonly task: number };

/** What a render thread tells the pool of a task. */
export type RenderReport =
  | {
      readonly type: 'chunk';
      readonly task: number;
      /** Transferred, to be given back. The chunk is its first `length` bytes. */
      readonly buffer: ArrayBuffer;
      readonly length: number;
      readonly lineFeeds: number;
      /** In JSON: a string crosses threads in a fraction of the time that its objects take. */
      readonly records: string;
    }
  | { readonly type: 'done'; readonly task: number }
  /** The system's code comes along: cloning an error leaves it out. */
  | {
      readonly type: 'failed';
      readonly task: number;
      readonly message: string;
      readonly code: string | undefined;
    };
