import type { Writable } from 'node:stream';
import type { Store } from '@create-dump/core';
import type { ContentsStyle } from '@create-dump/markdown-writer';
import type { ProjectSecrets } from './secrets/project-secrets.js';
import type { DumpLimits } from './enforce-limits.js';
import type { Selection } from './selection.js';

/** Where a dump goes: into a directory or a store, under a name with prefix and time; to exactly one file; or to a stream. */
export type Destination =
  /** Default prefix: the name of the dumped directory. With `mustExist`, a missing directory isn't made. */
  | {
      readonly kind: 'directory';
      readonly directory: string;
      readonly prefix?: string;
      readonly mustExist?: boolean;
    }
  /** `spoolDirectory`: where a dump waits until it can be sent. Absolute. Default prefix: as above. */
  | {
      readonly kind: 'store';
      readonly store: Store;
      readonly prefix?: string;
      readonly spoolDirectory: string;
    }
  /** With `replace`, an existing file is replaced if it is a whole dump of ours or empty. */
  | { readonly kind: 'file'; readonly path: string; readonly replace?: boolean }
  /** `spoolDirectory`: where a dump waits that may be refused because of secrets. Absolute. */
  | { readonly kind: 'stream'; readonly stream: Writable; readonly spoolDirectory?: string };

/** Binary files: `list` states size and digest, `embed` includes the bytes as base64, `skip` leaves the files out. */
export type BinaryPolicy = 'list' | 'embed' | 'skip';

/** What it takes to recognise that nothing has changed. All paths are absolute. */
export interface SkipUnchanged {
  /**
   * Where the stats of files are remembered between runs; created if it is missing, private to the user. Default: nowhere, so that
   * each run reads all files.
   */
  readonly cacheDirectory?: string;
  /** Where a compressed dump is unpacked to compare it. */
  readonly spoolDirectory: string;
  /** Where the kept dumps are. Default: the destination. */
  readonly kept?: { readonly directory: string; readonly prefix: string };
}

/** Describes one dump. All paths are absolute. */
export interface ProjectDump {
  readonly selection: Selection;
  readonly destination: Destination;
  /** The table of contents. Default: `list`. */
  readonly contents?: ContentsStyle;
  /** Default: `list`. */
  readonly binary?: BinaryPolicy;
  /** Whether to compress with gzip (`.md.gz`). Default: false. */
  readonly compress?: boolean;
  /** Permissions of dump and checksum, regardless of the umask. Default: `0o600`. */
  readonly mode?: number;
  /** Publish nothing if the newest kept dump equals the new one except for its time. Not for a file or a stream. */
  readonly skipUnchanged?: SkipUnchanged;
  /** Refuse to publish a dump that lacks the content of any chosen file. Default: false. */
  readonly strict?: boolean;
  /** What is done with secrets. Default: nobody looks for them. */
  readonly secrets?: ProjectSecrets;
  /** Refuse to dump a tree that exceeds one of them. Default: no limits. */
  readonly limits?: DumpLimits;
  /** Replaces the discovered name of the tree in the dump. */
  readonly name?: string;
  /** Names the group for retention. Default: it is derived from the tree's origin, or its path. */
  readonly group?: string;
}
