import { createRunId } from '@create-dump/files';
import type { LogFormat, OutputArguments } from '../arguments/output-arguments.js';
import type { World } from '../process/world.js';
import type { Observer } from './observer.js';
import type { ObservingContext } from './observed-run.js';
import { hasColors } from '../printing/paint.js';

/** The format of a run's log; undefined if it has none. */
export function logFormatOf(
  { logFormat, logLevel }: Pick<OutputArguments, 'logFormat' | 'logLevel'>,
  { stderr }: Pick<World, 'stderr'>,
): LogFormat | undefined {
  if (logFormat !== undefined || logLevel === undefined) return logFormat;
  return stderr.isTTY === true ? 'pretty' : 'json';
}

/** The log of a run that is to have one: pretty on a terminal, JSON elsewhere, unless the command line says. */
export async function openRunLog({
  command,
  output,
  process,
  write,
  world,
}: ObservingContext): Promise<Observer | undefined> {
  const format = logFormatOf(output, world);
  if (format === undefined) return undefined;
  const { stderr, version, now } = world;
  // Loaded only here: a run without a log doesn't wait for it.
  const { openLog } = await import('./open-log.js');
  return openLog({
    format,
    level: output.logLevel ?? 'info',
    bound: { runId: createRunId(process), command },
    version,
    colors: hasColors(output, stderr, world),
    now,
    write,
  });
}
