import type { Arguments } from '@create-dump/command-line';
import type { Command, HooksRequest } from '@create-dump/commands';
import type { Section } from '@create-dump/config';
import type { LogLevel } from '@create-dump/observing';
import type { ScheduledRun } from '@create-dump/schedules';

/** What the service does. */
export interface Configuration {
  /** Where relative paths begin. */
  readonly directory: string;
  readonly listen: { readonly host: string; readonly port: number };
  /** Absolute directory of the history. Undefined if neither the file nor the environment names one. */
  readonly state: string | undefined;
  readonly logLevel: LogLevel;
  readonly runs: readonly ConfiguredRun[];
}

/** A table `[run.NAME]`. */
export interface ConfiguredRun extends ScheduledRun {
  readonly timezone: string;
  readonly command: Command;
  /** As the command line would give them. */
  readonly given: Arguments;
  /** Programs with their arguments, in place of the commands of hooks that `given` has. */
  readonly hooks: Pick<HooksRequest, 'beforeRun' | 'onResult'>;
  readonly section: Section;
}
