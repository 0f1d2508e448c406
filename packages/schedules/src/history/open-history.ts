/*
 * The history of runs: a file of JSON lines (`parse-history`, `format-record`), to which records are appended and synced. Opening it
 * (here) removes a line that a crash cut off; what is no longer needed is dropped by writing the file anew (`merge-records`).
 */
import { constants, type FileHandle, open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CreateDumpError, displayPath, toFsPath } from '@create-dump/core';
import { createTemporaryFile, syncDirectory, toFailure } from '@create-dump/files';
import { formatRecord } from './format-record.js';
import type { History } from './history.js';
import { mergeRecords } from './merge-records.js';
import { parseHistory } from './parse-history.js';
import type { HistoryRecord } from './run-record.js';

export interface HistoryOptions {
  /** Absolute. The directory exists, and is this process's alone. */
  readonly path: string;
  /** For the name of a temporary file: `createRunId` of `@create-dump/files`. */
  readonly runId: string;
  /** How many runs are kept. Default: 1,000. */
  readonly keep?: number;
  readonly warn: (message: string) => void;
}

/**
 * Opens a history, and creates its file if there is none.
 * @throws {CreateDumpError} `READ_FAILED` or `WRITE_FAILED`.
 */
export async function openHistory(options: HistoryOptions): Promise<History & AsyncDisposable> {
  const { path, warn, keep = 1000 } = options;
  const file = await attempt('READ_FAILED', `opening ${displayPath(path)}`, () => openFile(path));
  const { handle, bytes } = file;
  const size = bytes.lastIndexOf('\n') + 1;
  const { records, invalid } = parseHistory(bytes.toString('utf8', 0, size));
  for (const line of invalid.slice(0, mostWarnings)) {
    warn(`${displayPath(path)}:${line} is not a record of a run, and is passed over.`);
  }
  const state: HistoryState = {
    handle,
    size,
    records: mergeRecords(records, keep),
    lines: records.length,
    unsaved: [],
  };
  let last: Promise<unknown> = Promise.resolve();
  /** One at a time, in order. */
  const queue = <T>(work: () => Promise<T>): Promise<T> => {
    const done = last.then(work);
    last = done.catch(() => {});
    return done;
  };
  const save = () =>
    attempt('WRITE_FAILED', `writing ${displayPath(path)}`, async () => {
      // Up to twice what is kept: two lines for each run, so that the file is written anew once in so many runs.
      if (state.lines > 4 * keep) await rewrite(state, options);
      else await appendUnsaved(state);
    });
  if (bytes.length > size) await queue(save);
  return {
    records: () => state.records,
    append(record) {
      state.records = mergeRecords([...state.records, record], keep);
      state.unsaved.push(record);
      return queue(save);
    },
    async [Symbol.asyncDispose]() {
      await last;
      await state.handle.close();
    },
  };
}

interface HistoryState {
  handle: FileHandle;
  records: readonly HistoryRecord[];
  /** Of what is complete on the disk, in bytes. */
  size: number;
  lines: number;
  unsaved: HistoryRecord[];
}

/** More than anyone reads. */
const mostWarnings = 10;

/** Larger than any that this program writes: it isn't read into memory. In bytes. */
const largest = 64 * 1024 * 1024;

async function openFile(path: string): Promise<{ handle: FileHandle; bytes: Buffer }> {
  const { O_RDWR, O_CREAT, O_NOFOLLOW, O_NONBLOCK } = constants;
  const handle = await open(toFsPath(path), O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK, 0o600);
  try {
    const stats = await handle.stat();
    if (!stats.isFile() || stats.size > largest) {
      const what = stats.isFile() ? 'is too large' : 'is not a regular file';
      throw new CreateDumpError('READ_FAILED', `${displayPath(path)} ${what}. Move it away.`);
    }
    if (stats.size === 0) await syncDirectory(dirname(path));
    return { handle, bytes: await handle.readFile() };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** Writes after what is complete, over the rest of a write that failed. */
async function appendUnsaved(state: HistoryState): Promise<void> {
  const { handle, size, unsaved } = state;
  const saving = [...unsaved];
  const bytes = Buffer.from(saving.map(formatRecord).join(''));
  await handle.truncate(size);
  for (let written = 0; written < bytes.length;) {
    const rest = bytes.length - written;
    written += (await handle.write(bytes, written, rest, size + written)).bytesWritten;
  }
  await handle.sync();
  state.size += bytes.length;
  state.lines += saving.length;
  unsaved.splice(0, saving.length);
}

/** Replaces the file in one step by what is still needed. */
async function rewrite(state: HistoryState, options: HistoryOptions): Promise<void> {
  const { path, runId, warn } = options;
  const saving = state.unsaved.length;
  const records = [...state.records];
  const bytes = Buffer.from(records.map(formatRecord).join(''));
  const directory = dirname(path);
  await using file = createTemporaryFile({ directory, runId, kind: 'ledger', warn });
  await file.write(bytes);
  await file.finish();
  await rename(toFsPath(file.path), toFsPath(path));
  await syncDirectory(directory);
  const { handle } = await openFile(path);
  await state.handle.close();
  Object.assign(state, { handle, size: bytes.length, lines: records.length });
  state.unsaved.splice(0, saving);
}

async function attempt<T>(
  code: 'READ_FAILED' | 'WRITE_FAILED',
  doing: string,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw toFailure(code, error, doing);
  }
}
