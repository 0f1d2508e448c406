import type { Writable } from 'node:stream';
import type { ContentsStyle } from '@create-dump/markdown-writer';
import type { Selection } from './selection.js';

/** Where a dump goes: a directory, under a name with the time in it; exactly one file; a stream. */
export type Destination =
  | { readonly kind: 'directory'; readonly directory: string; readonly prefix?: string }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'stream'; readonly stream: Writable };

export type BinaryPolicy = 'list' | 'embed' | 'skip';

/** What one dump is to be. All paths are absolute. */
export interface ProjectDump {
  readonly selection: Selection;
  readonly destination: Destination;
  readonly contents: ContentsStyle;
  readonly binary: BinaryPolicy;
  readonly compress: boolean;
  readonly strict: boolean;
  /** Stands for the tree's own name in the dump. */
  readonly name?: string;
}
