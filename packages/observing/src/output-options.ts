export const logFormats = ['pretty', 'json'] as const;
export const logLevels = ['debug', 'info', 'warn', 'error'] as const;

export type LogFormat = (typeof logFormats)[number];
export type LogLevel = (typeof logLevels)[number];

/** What a run tells, and how. */
export interface OutputOptions {
  /** The result is a JSON document on standard output. */
  readonly json: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
  /** Undefined: on a terminal. */
  readonly progress: boolean | undefined;
  /** Undefined: by the environment, else on a terminal. */
  readonly color: boolean | undefined;
  /** Format or level turns the log on. */
  readonly logFormat: LogFormat | undefined;
  readonly logLevel: LogLevel | undefined;
  readonly events: 'ndjson' | undefined;
  /** Takes the events instead of standard error. */
  readonly eventsFile: string | undefined;
}

/** Destinations of a run's metrics. */
export interface MetricsOptions {
  readonly port: number | undefined;
  /** Default: 127.0.0.1. */
  readonly host: string | undefined;
  readonly file: string | undefined;
  /** Not validated. May contain a password: never print it. */
  readonly push: string | undefined;
}
