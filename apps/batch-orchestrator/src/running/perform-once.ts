import type { Configuration, ConfiguredRun } from '../configuration/configuration.js';
import { performRun } from './perform-run.js';
import type { ServiceProcess } from './service-process.js';

/**
 * Does a run in the foreground, as its command on a command line would; returns its exit code. A terminal shows progress and a
 * summary, anything else gets the log of the service.
 */
export function performOnce(
  run: ConfiguredRun,
  { directory, logLevel }: Configuration,
  process: ServiceProcess,
): Promise<number> {
  const isTerminal = process.stderr.isTTY === true;
  const output = {
    json: false,
    quiet: false,
    verbose: false,
    progress: undefined,
    color: undefined,
    logFormat: isTerminal ? undefined : ('json' as const),
    logLevel: isTerminal ? undefined : logLevel,
    events: undefined,
    eventsFile: undefined,
  };
  return performRun(run, { directory, output, fields: { run: run.name } }, process);
}
