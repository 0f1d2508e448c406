import { join } from 'node:path';
import { CreateDumpError, displayPath } from '@create-dump/core';
import { createRunId, lockDirectory, makeDirectory, toFailure } from '@create-dump/files';
import { type History, openHistory } from '@create-dump/schedules';
import type { ServiceProcess } from '../running/service-process.js';

export interface StateOptions {
  readonly directory: string | undefined;
  readonly warn: (message: string) => void;
}

/**
 * Opens the history in the state directory, which no other service may use meanwhile. Creates the directory if there is none.
 * @throws {CreateDumpError} `CONFIG_INVALID` without a directory, `LOCKED`, `READ_FAILED`, `WRITE_FAILED`.
 */
export async function openState(
  { directory, warn }: StateOptions,
  { pid, hostname, now }: ServiceProcess,
): Promise<History & AsyncDisposable> {
  if (directory === undefined) {
    const message =
      'state is missing: the directory of the history, such as state = "/var/lib/create-dump" (systemd: StateDirectory=create-dump)';
    throw new CreateDumpError('CONFIG_INVALID', message);
  }
  try {
    await makeDirectory(directory);
  } catch (error) {
    throw toFailure('WRITE_FAILED', error, `creating the directory ${displayPath(directory)}`);
  }
  const runId = createRunId({ pid, hostname, now: now() });
  const lock = await lockDirectory(directory, runId, { hostname });
  try {
    const history = await openHistory({ path: join(directory, 'history.jsonl'), runId, warn });
    return {
      ...history,
      async [Symbol.asyncDispose]() {
        await history[Symbol.asyncDispose]();
        await lock[Symbol.asyncDispose]();
      },
    };
  } catch (error) {
    await lock[Symbol.asyncDispose]();
    throw error;
  }
}
