import { Writable } from 'node:stream';
import { parseRunId } from '@create-dump/files';
import type { Metrics } from '@create-dump/metrics';
import { createMetricsObserver, type LogLevel } from '@create-dump/observing';
import type { Act } from '@create-dump/schedules';
import type { ConfiguredRun } from '../configuration/configuration.js';
import { captureOutput } from './capture-output.js';
import { outcomeOf } from './outcome-of.js';
import { performRun } from './perform-run.js';
import type { ServiceProcess } from './service-process.js';

export interface ActOptions {
  readonly runs: readonly ConfiguredRun[];
  readonly directory: string;
  readonly logLevel: LogLevel;
  readonly metrics: Metrics;
}

/** The act of the scheduler: does a run, with a log and metrics, and takes what its history needs from its document. */
export function createAct(
  { runs, directory, logLevel, metrics }: ActOptions,
  process: ServiceProcess,
): Act {
  return async ({ name, id }, signal) => {
    const run = runs.find((one) => one.name === name);
    if (run === undefined) throw new Error(`There is no run ${name}`);
    const output = captureOutput();
    const startedAt = parseRunId(id)?.startedAt;
    const exitCode = await performRun(
      run,
      {
        directory,
        output: { ...logged, logLevel },
        fields: { run: name },
        others: [createMetricsObserver(metrics)],
        ...(startedAt !== undefined && { startedAt: new Date(startedAt) }),
      },
      { ...process, signal, stdout: output.stream, stderr: passOn(process.stderr) },
    );
    const { reportPath, path } = output.document() ?? {};
    const report = [reportPath, path].find((one) => typeof one === 'string') ?? null;
    return { outcome: outcomeOf(exitCode), exitCode, report };
  };
}

const logged = {
  json: true,
  quiet: false,
  verbose: false,
  progress: false,
  color: false,
  logFormat: 'json',
  events: undefined,
  eventsFile: undefined,
} as const;

/** A stream of the run's own, so that what listens to it ends with the run. */
function passOn(stderr: Writable): Writable {
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      stderr.write(chunk);
      done();
    },
  });
}
