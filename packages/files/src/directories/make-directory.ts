import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { toFsPath } from '@create-dump/core';
import { errorCode } from '../errors/error-code.js';
import { syncDirectory } from './sync-directory.js';

/**
 * Creates a directory and its missing parents. Syncs each parent to the disk, so that the new directory survives a power cut.
 * Does nothing if the directory exists. Throws what the system throws; `EEXIST` if something else has the name.
 *
 * Node's own recursive `mkdir` never returns if a directory can't be created below an existing parent (`/proc/x`: ENOENT).
 */
export async function makeDirectory(directory: string): Promise<void> {
  for (const level of missingLevels(directory)) {
    if (makeLevel(level)) await syncDirectory(dirname(level));
  }
}

/** `directory`, preceded by its missing parents, outermost first. */
function missingLevels(directory: string): readonly string[] {
  const levels = [directory];
  for (let level = dirname(directory); !exists(level); level = dirname(level)) {
    levels.unshift(level);
  }
  return levels;
}

function exists(path: string): boolean {
  return statSync(toFsPath(path), { throwIfNoEntry: false }) !== undefined;
}

/** False if it exists. */
function makeLevel(directory: string): boolean {
  try {
    mkdirSync(toFsPath(directory));
    return true;
  } catch (error) {
    if (errorCode(error) !== 'EEXIST' || !statSync(toFsPath(directory)).isDirectory()) throw error;
    return false;
  }
}
