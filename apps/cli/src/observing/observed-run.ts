import type { RunIdOptions } from '@create-dump/files';
import type { MetricsRequest } from '../arguments/metrics-arguments.js';
import type { OutputArguments } from '../arguments/output-arguments.js';
import type { World } from '../process/world.js';

/** What observers need to know about a run. */
export interface ObservedRun {
  /** The command's name. */
  readonly command: string;
  readonly output: OutputArguments;
  readonly metrics?: MetricsRequest | undefined;
}

/** What an observer is opened with. */
export interface ObservingContext extends ObservedRun {
  /** The parts of the run's id. */
  readonly process: RunIdOptions;
  /** Writes to standard error. */
  readonly write: (text: string) => void;
  readonly world: World;
}
