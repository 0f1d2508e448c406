import { lstatSync } from 'node:fs';
import { toFsPath } from '@create-dump/core';
import { errorCode } from './error-code.js';

/** What tells a file from every other one, whatever its name. */
export interface FileIdentity {
  readonly dev: bigint;
  readonly ino: bigint;
}

/** Of what `path` names, not following a link; undefined if there is nothing. */
export function readIdentity(path: string): FileIdentity | undefined {
  try {
    const { dev, ino } = lstatSync(toFsPath(path), { bigint: true });
    return { dev, ino };
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Whether `path` is a name of this very file. */
export function isNameOf(path: string, { dev, ino }: FileIdentity): boolean {
  const found = readIdentity(path);
  return found !== undefined && found.dev === dev && found.ino === ino;
}
