import { access } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { CreateDumpError, displayPath, toFsPath } from '@create-dump/core';
import {
  createPlacement,
  createRunId,
  createTemporaryFile,
  removeStaleTemporaries,
  syncDirectory,
  toFailure,
} from '@create-dump/files';
import { exitCodes, type Observers } from '@create-dump/observing';
import type { World } from '../../process/world.js';
import { askSettings } from './ask-settings.js';
import { isInWorkTree } from './is-in-work-tree.js';
import { proposedFor, settingsTemplate } from './settings-template.js';

export interface ConfigInitRequest {
  readonly directory: string;
  /** Ask no questions. */
  readonly yes: boolean;
}

const fileNames = ['create-dump.toml', '.create-dump.toml'] as const;

/** Writes a settings file unless one exists, prints its path, and returns the exit code. */
export async function runConfigInit(
  { directory, yes }: ConfigInitRequest,
  world: World,
  { observe }: Pick<Observers, 'observe'>,
): Promise<number> {
  const target = resolve(world.cwd, directory);
  const runId = createRunId({ pid: world.pid, hostname: world.hostname, now: world.now() });
  await sweep(target, runId);
  const paths = fileNames.map((name) => join(target, name));
  for (const path of paths) if (await exists(path)) throw taken(path);
  const isTerminal = 'isTTY' in world.stdin && world.stdin.isTTY === true;
  const isInGit = await isInWorkTree(target);
  const answers = isTerminal && !yes ? await askSettings(world, isInGit) : proposedFor(isInGit);
  const [path = ''] = paths;
  try {
    await writeWhole({
      path,
      text: settingsTemplate(answers),
      runId,
      mode: 0o666 & ~world.umask,
      warn: (message) => observe({ type: 'warned', message }),
    });
  } catch (cause) {
    throw toFailure('WRITE_FAILED', cause, `writing ${displayPath(path)}`);
  }
  world.stdout.write(`${path}\n`);
  return exitCodes.done;
}

/** To be done before an existing file is refused: a run that was killed after it placed its file leaves both. */
async function sweep(directory: string, runId: string): Promise<void> {
  try {
    await removeStaleTemporaries({ directory, runId });
  } catch {
    // A directory that can't be read is reported when the file is written.
  }
}

interface NewFile {
  readonly path: string;
  readonly text: string;
  readonly runId: string;
  readonly mode: number;
  readonly warn: (message: string) => void;
}

/** The file appears with all of its text or not at all, so that a killed run doesn't stand in the way of the next. */
async function writeWhole({ path, text, runId, mode, warn }: NewFile): Promise<void> {
  const directory = dirname(path);
  await using file = createTemporaryFile({ directory, runId, kind: 'settings', mode, warn });
  await file.write(Buffer.from(text));
  await file.finish();
  if (!createPlacement(warn).reserving(file, path)) throw taken(path);
  await syncDirectory(directory);
}

async function exists(path: string): Promise<boolean> {
  return access(toFsPath(path)).then(
    () => true,
    () => false,
  );
}

function taken(path: string): CreateDumpError {
  return new CreateDumpError(
    'ALREADY_EXISTS',
    `${displayPath(path)} exists, and is never overwritten. "create-dump config show" prints its settings.`,
  );
}
