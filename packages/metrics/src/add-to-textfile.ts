import { lstat, open, readdir, readFile, rename, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { CreateDumpError, displayPath, toFsPath } from '@create-dump/core';
import { accumulate, withLabel } from './accumulate.js';
import { lockTextfile } from './lock-textfile.js';
import { formatExposition, type MetricFamilies, parseExposition } from './parse-exposition.js';
import { describeSystemError, errorCode } from './system-error.js';

export interface TextfileUpdate {
  /** Absolute. Its name without the extension is the value of the label `task` on every series. */
  readonly path: string;
  /** The metrics of one run, in the format `prometheus`. */
  readonly text: string;
  readonly now: () => Date;
  /** Makes the temporary file's name unlike any other. */
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
    await removeLeftovers(directory, name);
    const labelled = withLabel(run, 'task', name.replace(/\.prom$/, ''));
    const sums = accumulate(await readPrevious(path), labelled);
    await replace(path, join(directory, `.${name}.${runId}.tmp`), formatExposition(sums));
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

/** Those of runs that were killed: whoever has the lock has no other beside it. */
async function removeLeftovers(directory: string, name: string): Promise<void> {
  for (const entry of await readdir(toFsPath(directory), 'utf8')) {
    const isLeftover = entry.startsWith(`.${name}.`) && entry.endsWith('.tmp');
    if (isLeftover) await unlink(join(directory, entry));
  }
}

async function replace(path: string, temporary: string, text: string): Promise<void> {
  try {
    await writeNew(temporary, text);
    await rename(toFsPath(temporary), toFsPath(path));
  } catch (error) {
    await unlink(toFsPath(temporary)).catch(() => {});
    throw error;
  }
}

async function writeNew(path: string, text: string): Promise<void> {
  await using handle = await open(toFsPath(path), 'wx', 0o600);
  // Whatever the umask says, node-exporter must be able to read it.
  await handle.chmod(0o644);
  await handle.writeFile(text);
  await handle.sync();
}

function cannotWrite(path: string, why: string, cause?: unknown): CreateDumpError {
  const message = `Metrics weren't written to ${displayPath(path)}: ${why}.`;
  return new CreateDumpError('WRITE_FAILED', message, { cause });
}
