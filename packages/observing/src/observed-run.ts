import type { RunIdOptions } from '@create-dump/files';
import type { MetricsOptions } from './output-options.js';
import type { OutputOptions } from './output-options.js';
import type { ObservedProcess } from './observed-process.js';
import type { Observer } from './observer.js';

/** What observers need to know about a run. */
export interface ObservedRun {
  /** The command's name. */
  readonly command: string;
  readonly output: OutputOptions;
  readonly metrics?: MetricsOptions | undefined;
  /** Part of the run's id. Two runs of one process need different ones. Default: the current time. */
  readonly startedAt?: Date;
  /** Further fields of every line of the log. */
  readonly fields?: Readonly<Record<string, string>>;
  /** Further observers. */
  readonly others?: readonly Observer[];
}

/** What an observer is opened with. */
export interface ObservingContext extends ObservedRun {
  /** The parts of the run's id. */
  readonly process: RunIdOptions;
  /** Writes to standard error. */
  readonly write: (text: string) => void;
  readonly world: ObservedProcess;
}
