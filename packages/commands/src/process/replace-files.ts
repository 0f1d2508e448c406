import { renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { displayPath, type Observe, toFsPath } from '@create-dump/core';
import {
  createRunId,
  createTemporaryFile,
  removeStaleTemporaries,
  type RunIdOptions,
  syncDirectory,
  type TemporaryFile,
  toFailure,
} from '@create-dump/files';

export interface Replacement {
  /** Absolute. */
  readonly path: string;
  readonly content: string;
  /** What it is, for messages: `the checkpoint`. */
  readonly what: string;
}

/**
 * Writes small files that others read, replacing older ones. All are on the disk before the first gets its name, and each appears in one
 * step.
 * @throws {CreateDumpError} `WRITE_FAILED`
 */
export async function replaceFiles(
  files: readonly Replacement[],
  { process, observe }: { readonly process: RunIdOptions; readonly observe: Observe },
): Promise<void> {
  const runId = createRunId(process);
  const warn = (message: string) => observe({ type: 'warned', message });
  const written: TemporaryFile[] = [];
  let doing = '';
  try {
    for (const { path, content, what } of files) {
      doing = `writing ${what} ${displayPath(path)}`;
      const directory = dirname(path);
      await removeStaleTemporaries({ directory, runId });
      const options = { directory, runId, kind: 'checksum', mode: 0o644, warn } as const;
      const file = createTemporaryFile(options);
      written.push(file);
      await file.write(Buffer.from(content));
      await file.finish();
    }
    for (const [at, { path, what }] of files.entries()) {
      doing = `writing ${what} ${displayPath(path)}`;
      renameSync(toFsPath(written[at]?.path ?? ''), toFsPath(path));
      await syncDirectory(dirname(path));
    }
  } catch (error) {
    throw toFailure('WRITE_FAILED', error, doing);
  } finally {
    for (const file of written) await file[Symbol.asyncDispose]();
  }
}
