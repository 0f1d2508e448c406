import type { Logger, LoggerOptions } from './create-logger.js';

/** Opens a log that isn't of one run, with lines like those of a run's. */
export async function openLogger(options: LoggerOptions): Promise<Logger> {
  // Loaded on demand: pino takes time to load.
  const { createLogger } = await import('./create-logger.js');
  return createLogger(options);
}
