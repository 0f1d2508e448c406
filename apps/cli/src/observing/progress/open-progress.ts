import type { OutputArguments } from '../../arguments/output-arguments.js';
import type { World } from '../../process/world.js';
import { logFormatOf } from '../open-run-log.js';
import { createPaint, hasColors } from '../../printing/paint.js';
import type { Progress } from './create-progress.js';

/**
 * Progress, where it is shown: on a terminal that a person looks at, or where `--progress` asks for it. Never among the
 * lines of a program.
 */
export async function openProgress(
  output: OutputArguments,
  world: World,
): Promise<Progress | undefined> {
  const { stderr, env, now } = world;
  const { progress, quiet, events, eventsFile } = output;
  const isTerminal = stderr.isTTY === true && env['TERM'] !== 'dumb';
  const hasJsonLog = logFormatOf(output, world) === 'json';
  const isForProgram = hasJsonLog || (events !== undefined && eventsFile === undefined);
  if (isForProgram || !(progress ?? (isTerminal && !quiet))) return undefined;
  // Loaded only here: most runs show none.
  const { createPlainCanvas, createTerminalCanvas } = await import('./canvas.js');
  const { createProgress } = await import('./create-progress.js');
  return createProgress({
    canvas: isTerminal ? createTerminalCanvas(world) : createPlainCanvas(world),
    now,
    paint: createPaint(hasColors(output, stderr, world)),
    unicode: /utf-?8/i.test(env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || ''),
  });
}
