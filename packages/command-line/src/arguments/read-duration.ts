import { type Arguments, readText, usage } from './argument-readers.js';
import { parseDuration } from './parse-duration.js';

/** Reads a duration, in milliseconds. Throws `USAGE` if it isn't one. */
export function readDuration(argv: Arguments, name: string): number | undefined {
  const text = readText(argv, name);
  if (text === undefined) return undefined;
  const milliseconds = parseDuration(text);
  // Timers with longer delays fire at once.
  if (milliseconds !== undefined && milliseconds < 2 ** 31) return milliseconds;
  throw usage(`--${name} "${text}" is not a duration. Write 500ms, 90s, 10m, 2h or 1d, up to 24d.`);
}
