import { createRunId } from '@create-dump/files';
import type { LogFormat, OutputOptions } from './output-options.js';
import { hasColors } from './paint.js';
import type { ObservedProcess } from './observed-process.js';
import type { ObservingContext } from './observed-run.js';
import type { Observer } from './observer.js';

/** The format of a run's log: pretty on a terminal, otherwise JSON, unless the command line says. Undefined: no log. */
export function logFormatOf(
  { logFormat, logLevel }: Pick<OutputOptions, 'logFormat' | 'logLevel'>,
  { stderr }: Pick<ObservedProcess, 'stderr'>,
): LogFormat | undefined {
  if (logFormat !== undefined || logLevel === undefined) return logFormat;
  return stderr.isTTY === true ? 'pretty' : 'json';
}

/** Opens the log of a run, if it has one. */
export async function openRunLog({
  command,
  fields,
  output,
  process,
  write,
  world,
}: ObservingContext): Promise<Observer | undefined> {
  const format = logFormatOf(output, world);
  if (format === undefined) return undefined;
  const { stderr, version, now } = world;
  // Loaded on demand: pino takes time to load.
  const { openLog } = await import('./open-log.js');
  return openLog({
    format,
    level: output.logLevel ?? 'info',
    bound: { runId: createRunId(process), command, ...fields },
    version,
    colors: hasColors(output, stderr, world),
    now,
    write,
  });
}
