/*
 * How a run tells what it does and how it ends. Events of dumps and batches go in; sentences, progress, a log, an event stream
 * and metrics come out, as the user wants them (`output-options`), and an outcome becomes an exit code (`exit-code`). What is told
 * never costs what is made: an output that fails is a warning.
 */
export { counted, grouped } from './counted.js';
export { cutText, textWidth } from './progress/cut-text.js';
export { describeError, type ErrorDescription } from './describe-error.js';
export { errorDocument } from './error-document.js';
export { exitCodeMeanings, exitCodeOf, exitCodes } from './exit-code.js';
export type { Notes } from './notes.js';
export type { ObservedProcess } from './observed-process.js';
export type { ObservedRun } from './observed-run.js';
export type { Observer, Outcome, RunEvent } from './observer.js';
export { type Observers, openObservers } from './open-observers.js';
export {
  type LogFormat,
  logFormats,
  type LogLevel,
  logLevels,
  type MetricsOptions,
  type OutputOptions,
} from './output-options.js';
export { createPaint, hasColors, type Paint } from './paint.js';
export { redactCredentials } from './redact-credentials.js';
export { StopSignal, type StopSignalName, stopSignalNames } from './stop-signal.js';
