import { exitCodes } from '@create-dump/observing';
import { access, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { CreateDumpError, displayPath, toFsPath } from '@create-dump/core';
import { errorCode, toFailure } from '@create-dump/files';
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
): Promise<number> {
  const target = resolve(world.cwd, directory);
  const paths = fileNames.map((name) => join(target, name));
  for (const path of paths) if (await exists(path)) throw taken(path);
  const isTerminal = 'isTTY' in world.stdin && world.stdin.isTTY === true;
  const isInGit = await isInWorkTree(target);
  const answers = isTerminal && !yes ? await askSettings(world, isInGit) : proposedFor(isInGit);
  const [path = ''] = paths;
  try {
    await writeFile(toFsPath(path), settingsTemplate(answers), { flag: 'wx' });
  } catch (cause) {
    if (errorCode(cause) === 'EEXIST') throw taken(path);
    throw toFailure('WRITE_FAILED', cause, `writing ${displayPath(path)}`);
  }
  world.stdout.write(`${path}\n`);
  return exitCodes.done;
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
