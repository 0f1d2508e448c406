import { lstatSync } from 'node:fs';
import { toFsPath } from '@create-dump/core';
import { errorCode } from './errors/error-code.js';

/** Identifies a file independently of its names. */
export interface FileIdentity {
  readonly dev: bigint;
  readonly ino: bigint;
}

/** The identity of what `path` names, without following a symbolic link; undefined if nothing exists there. */
export function readIdentity(path: string): FileIdentity | undefined {
  try {
    const { dev, ino } = lstatSync(toFsPath(path), { bigint: true });
    return { dev, ino };
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Whether `path` names this file. */
export function isNameOf(path: string, { dev, ino }: FileIdentity): boolean {
  const found = readIdentity(path);
  return found !== undefined && found.dev === dev && found.ino === ino;
}
