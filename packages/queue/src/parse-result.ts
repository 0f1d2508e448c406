import { CreateDumpError, displayPath, type ErrorCode } from '@create-dump/core';
import * as v from 'valibot';
import type { DumpJob, JobProgress, JobReason, JobResult } from './dump-job.js';
import {
  count,
  describeIssues,
  dumpEvents,
  oneOf,
  patternOption,
  patternSource,
  sha256,
  text,
} from './schemas.js';

/**
 * Checks a job's result, which may be anything.
 * @throws {CreateDumpError} `WORKER_FAILED` that names the first wrong value.
 */
export function parseResult(data: unknown, job: DumpJob): JobResult {
  const parsed = v.safeParse(result, data, { abortEarly: true });
  if (!parsed.success) throw nonsense(describeIssues(parsed.issues));
  const { directory, name, prefix } = parsed.output.report;
  const isSame = directory === job.directory && name === job.name && prefix === job.prefix;
  if (!isSame) throw nonsense('it is of another project');
  return parsed.output;
}

/** Undefined for anything but progress. */
export function parseProgress(data: unknown): JobProgress | undefined {
  const parsed = v.safeParse(progress, data, { abortEarly: true });
  return parsed.success ? parsed.output : undefined;
}

/** The reason in the text of a failed job, `CODE: message`. */
export function parseReason(failedReason: unknown): JobReason {
  const message = typeof failedReason === 'string' ? failedReason.slice(0, 4000) : '';
  const match = /^([A-Z_]+): (.+)$/s.exec(message);
  const code = errorCodes.find((one) => one === match?.[1]);
  if (code !== undefined && match?.[2] !== undefined) return { code, message: match[2] };
  return { code: 'UNEXPECTED', message: message === '' ? 'The worker gave no reason.' : message };
}

function nonsense(what: string): CreateDumpError {
  const message = `The result of a worker makes no sense: ${displayPath(what)}. The dump, if there is one, is not in the report.`;
  return new CreateDumpError('WORKER_FAILED', message);
}

const knownCodes: Readonly<Record<ErrorCode | 'UNEXPECTED', true>> = {
  USAGE: true,
  ROOT_INVALID: true,
  DESTINATION_INVALID: true,
  NO_FILES_CHOSEN: true,
  REPOSITORY_UNREADABLE: true,
  READ_FAILED: true,
  WRITE_FAILED: true,
  ALREADY_EXISTS: true,
  INTEGRITY: true,
  DUMP_MALFORMED: true,
  REFUSED: true,
  LOCKED: true,
  WORKER_FAILED: true,
  QUEUE_UNAVAILABLE: true,
  STORE_DENIED: true,
  STORE_UNAVAILABLE: true,
  SIGN_FAILED: true,
  LIMIT_FILES: true,
  LIMIT_SIZE: true,
  LIMIT_MEMORY: true,
  VIEW_TOO_LARGE: true,
  VIEW_PORT_TAKEN: true,
  HOOK_FAILED: true,
  TIMED_OUT: true,
  CONFIG_INVALID: true,
  UNEXPECTED: true,
};
const errorCodes = Object.keys(knownCodes) as (ErrorCode | 'UNEXPECTED')[];

const seconds = v.pipe(v.number(), v.finite(), v.minValue(0));

const report = v.strictObject({
  directory: text,
  name: text,
  prefix: text,
  outcome: oneOf('dumped', 'unchanged', 'partly', 'failed', 'empty'),
  reason: v.nullable(v.strictObject({ code: v.picklist(errorCodes), message: text })),
  dump: v.nullable(v.pipe(text, v.regex(/^[^/\\\u0000]+$/u, 'is no file name'))),
  sha256: v.nullable(sha256),
  treeSha256: v.nullable(sha256),
  files: count,
  bytes: count,
  skipped: count,
  seconds,
});

const ignoreRule = v.strictObject({ source: text, line: count, pattern: text });

const unmatched = v.strictObject({
  option: patternOption,
  pattern: text,
  source: v.exactOptional(patternSource),
  hiddenBy: v.exactOptional(ignoreRule),
});

const result: v.GenericSchema<unknown, JobResult> = v.strictObject({
  report,
  dumpBytes: count,
  commit: v.nullable(v.pipe(v.string(), v.regex(/^[0-9a-f]{40,64}$/, 'is no commit id'))),
  unmatched: v.array(unmatched),
  events: dumpEvents,
});

const progress: v.GenericSchema<unknown, JobProgress> = v.strictObject({
  reached: v.pipe(dumpEvents, v.maxLength(20)),
  bytes: count,
});
