/*
 * The progress display, an observer. It turns events into numbers (`task`, `batch-count`, `speed`), numbers into lines
 * (`progress-views`, `progress-line`), and draws these on standard error (`canvas`).
 */
import type { OutputOptions } from '../output-options.js';
import { createPaint, hasColors } from '../paint.js';
import type { ObservedProcess } from '../observed-process.js';
import { logFormatOf } from '../open-run-log.js';
import type { Progress } from './create-progress.js';

/**
 * Opens the progress display, if there is one: by default on a terminal, elsewhere only with `--progress`, and never where
 * standard error carries a JSON log or events.
 */
export async function openProgress(
  output: OutputOptions,
  world: ObservedProcess,
): Promise<Progress | undefined> {
  const { stderr, env, now } = world;
  const { progress, quiet, events, eventsFile } = output;
  const isTerminal = stderr.isTTY === true && env['TERM'] !== 'dumb';
  const hasJsonLog = logFormatOf(output, world) === 'json';
  const isForProgram = hasJsonLog || (events !== undefined && eventsFile === undefined);
  if (isForProgram || !(progress ?? (isTerminal && !quiet))) return undefined;
  // Loaded on demand: most runs show no progress.
  const { createPlainCanvas, createTerminalCanvas } = await import('./canvas.js');
  const { createProgress } = await import('./create-progress.js');
  return createProgress({
    canvas: isTerminal ? createTerminalCanvas(world) : createPlainCanvas(world),
    now,
    paint: createPaint(hasColors(output, stderr, world)),
    unicode: /utf-?8/i.test(env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || ''),
  });
}
