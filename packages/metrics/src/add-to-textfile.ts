import { lstat, rename } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { CreateDumpError, displayPath, toFsPath } from '@create-dump/core';
import {
  createTemporaryFile,
  describeSystemError,
  errorCode,
  readTextFile,
  removeStaleTemporaries,
  syncDirectory,
} from '@create-dump/files';
import { accumulate, withLabel } from './accumulate.js';
import { lockTextfile } from './lock-textfile.js';
import { formatExposition, type MetricFamilies, parseExposition } from './parse-exposition.js';

/** In MiB. Far more than the metrics of any number of projects have. */
const largest = 64;

export interface TextfileUpdate {
  /** Absolute. The file name without `.prom` becomes the label `task` of every series. */
  readonly path: string;
  /** The metrics of one run, in the format `prometheus`. */
  readonly text: string;
  readonly now: () => Date;
  /** From `createRunId` of `@create-dump/files`; the temporary file and the lock name it. */
  readonly runId: string;
}

/**
 * Adds the metrics of one run to a file for node-exporter's textfile collector. Counters and histograms continue from the values
 * in the file, so they never decrease. The file is replaced atomically and is readable by all users.
 * @throws {CreateDumpError} `WRITE_FAILED` if the file can't be written, is locked, or contains anything else.
 */
export async function addToTextfile({ path, text, now, runId }: TextfileUpdate): Promise<void> {
  const run = parseExposition(text);
  if (run === undefined) throw cannotWrite(path, 'the text contains more than create-dump metrics');
  const [directory, name] = [dirname(path), basename(path)];
  try {
    await using lock = await lockTextfile({ path: join(directory, `.${name}.lock`), runId, now });
    if (lock === undefined) throw cannotWrite(path, 'another run has locked it');
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
    if (!stats.isFile()) throw cannotWrite(path, 'it exists and is not a regular file');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return new Map();
    throw error;
  }
  const read = readTextFile(path, largest);
  if ('missing' in read) return new Map();
  if ('wrong' in read) throw cannotWrite(path, `it ${read.wrong}`);
  const families = parseExposition(read.text);
  if (families !== undefined) return families;
  throw cannotWrite(path, 'it contains something else and was not changed; choose another file');
}

async function replace(path: string, runId: string, text: string): Promise<void> {
  const directory = dirname(path);
  // node-exporter must be able to read it, regardless of the umask.
  const options = { directory, runId, kind: 'metrics', mode: 0o644, warn: () => {} } as const;
  await using file = createTemporaryFile(options);
  await file.write(Buffer.from(text));
  await file.finish();
  await rename(toFsPath(file.path), toFsPath(path));
  await syncDirectory(directory);
}

function cannotWrite(path: string, why: string, cause?: unknown): CreateDumpError {
  const message = `Metrics were not written to ${displayPath(path)}: ${why}.`;
  return new CreateDumpError('WRITE_FAILED', message, { cause });
}
