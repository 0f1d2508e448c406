import { createRunId, type RunIdOptions } from '@create-dump/files';
import type { LogFormat, OutputArguments } from '../arguments/output-arguments.js';
import type { World } from '../world.js';
import type { Observer } from './observer.js';
import type { ObservedRun } from './open-observers.js';
import { hasColors } from './paint.js';

export interface ObservingContext extends ObservedRun {
  readonly process: RunIdOptions;
  /** Writes to standard error. */
  readonly write: (text: string) => void;
  readonly world: World;
}

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
