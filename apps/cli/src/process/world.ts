/*
 * The process itself: clock, environment, streams, signals, exit codes, V8 and its compile cache. `main.ts` builds the
 * `World`; every other module gets it, or a part of it, as an argument.
 */
import type { World as CommandWorld } from '@create-dump/commands';
import type { Engine } from './engine.js';

/** Everything that a run takes from its process. */
export interface World extends CommandWorld {
  readonly args: readonly string[];
  /** Permissions that new files don't get. */
  readonly umask: number;
  /** The entry point of reader threads. */
  readonly readerScript: URL;
  readonly engine: Engine;
  /** Called before anything of the user's is read. Help and version run without. */
  readonly watchForBlockedStop: () => void;
}
