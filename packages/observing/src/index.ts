/*
 * How a run tells what it does and how it ends. Events of dumps and batches go in; sentences, progress, a log, an event stream
 * and metrics come out, as the user wants them (`output-options`), and an outcome becomes an exit code (`exit-code`).
 * `printing/` has the texts that results are made of. What is told
 * never costs what is made: an output that fails is a warning.
 */
export { counted, grouped } from './counted.js';
export { cutText, textWidth } from './progress/cut-text.js';
export { describeError, type ErrorDescription } from './describe-error.js';
export { errorDocument } from './error-document.js';
export { exitCodeMeanings, exitCodeOf, exitCodes } from './exit-code.js';
export type { Logger, LoggerOptions } from './create-logger.js';
export type { LogEntry } from './log-event.js';
export { createMetricsObserver } from './metrics/create-metrics-observer.js';
export type { Notes } from './notes.js';
export type { ObservedProcess } from './observed-process.js';
export type { ObservedRun } from './observed-run.js';
export type { Observer, Outcome, RunEvent } from './observer.js';
export { openLogger } from './open-logger.js';
export { type Observers, openObservers, type RunResult } from './open-observers.js';
export {
  type LogFormat,
  logFormats,
  type LogLevel,
  logLevels,
  type MetricsOptions,
  type OutputOptions,
} from './output-options.js';
export { createPaint, hasColors, type Paint } from './paint.js';
export { documentText } from './printing/document-text.js';
export { fileDocuments } from './printing/file-documents.js';
export { formatSummary, type SummaryRow } from './printing/format-summary.js';
export { listedPath } from './printing/listed-path.js';
export { namedOrCounted } from './printing/named-or-counted.js';
export { salvageLine, withSalvageLine } from './printing/salvage-line.js';
export { tableOf, type TableOptions } from './printing/table-of.js';
export { terminalWidth } from './printing/terminal-width.js';
export { timeText } from './printing/time-text.js';
export { writeAll } from './printing/write-all.js';
export { writeLines } from './printing/write-lines.js';
export { redactCredentials } from './redact-credentials.js';
export { StopSignal, type StopSignalName, stopSignalNames } from './stop-signal.js';
