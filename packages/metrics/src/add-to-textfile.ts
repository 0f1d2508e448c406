import { lstat, readFile, rename } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { CreateDumpError, displayPath, toFsPath } from '@create-dump/core';
import {
  createTemporaryFile,
  describeSystemError,
  errorCode,
  removeStaleTemporaries,
  syncDirectory,
} from '@create-dump/files';
import { accumulate, withLabel } from './accumulate.js';
import { lockTextfile } from './lock-textfile.js';
import { formatExposition, type MetricFamilies, parseExposition } from './parse-exposition.js';

export interface TextfileUpdate {
  /** Absolute. Its name without the extension is the value of the label `task` on every series. */
  readonly path: string;
  /** The metrics of one run, in the format `prometheus`. */
  readonly text: string;
  readonly now: () => Date;
  /** From `createRunId`: names the temporary file. */
  readonly runId: string;
}

/**
 * Adds a run to a file for node-exporter's textfile collector: counters and histograms go on from what the file has, so
 * that they only ever grow. The new file takes the old one's place at once, readable by all.
 * @throws {CreateDumpError} `WRITE_FAILED` if it can't be written, or if the file has anything else in it.
 */
export async function addToTextfile({ path, text, now, runId }: TextfileUpdate): Promise<void> {
  const run = parseExposition(text);
  if (run === undefined)
    throw cannotWrite(path, 'the text has more in it than create-dump metrics');
  const { directory, name } = { directory: dirname(path), name: basename(path) };
  try {
    await using lock = await lockTextfile(join(directory, `.${name}.lock`), now);
    if (lock === undefined) throw cannotWrite(path, 'another run keeps it locked');
    await removeStaleTemporaries({ directory, runId });
    const labelled = withLabel(run, 'task', name.replace(/\.prom$/, ''));
    const sums = accumulate(await readPrevious(path), labelled);
    await replace(path, runId, formatExposition(sums));
  } catch (error) {
    if (error instanceof CreateDumpError) throw error;
    throw cannotWrite(path, describeSystemError(error), error);
  }
}

async function readPrevious(path: string): Promise<MetricFamilies> {
  try {
    const stats = await lstat(toFsPath(path));
    if (!stats.isFile()) throw cannotWrite(path, 'it is there, and is not a regular file');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return new Map();
    throw error;
  }
  const families = parseExposition(await readFile(toFsPath(path), 'utf8'));
  if (families !== undefined) return families;
  throw cannotWrite(path, 'it has something else in it and is left as it is: choose another file');
}

async function replace(path: string, runId: string, text: string): Promise<void> {
  const directory = dirname(path);
  // node-exporter must be able to read it, whatever the umask.
  const options = { directory, runId, kind: 'metrics', mode: 0o644, warn: () => {} } as const;
  await using file = createTemporaryFile(options);
  await file.write(Buffer.from(text));
  await file.finish();
  await rename(toFsPath(file.path), toFsPath(path));
  await syncDirectory(directory);
}

function cannotWrite(path: string, why: string, cause?: unknown): CreateDumpError {
  const message = `Metrics weren't written to ${displayPath(path)}: ${why}.`;
  return new CreateDumpError('WRITE_FAILED', message, { cause });
}
