/*
 * Final names for finished files. A temporary file and a target path come in; the file appears there, unless the name is taken.
 * Nothing is ever overwritten, and `withdrawFile` undoes a placement that turns out to be part of a failure.
 */
import { closeSync, linkSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { displayPath, toFsPath } from '@create-dump/core';
import { errorCode } from '../errors/error-code.js';
import { repeatPassing } from '../errors/repeat-passing.js';
import { type FileIdentity, isNameOf, readIdentity } from '../file-identity.js';

/** A finished file under its temporary name. */
export interface PlaceableFile {
  readonly path: string;
  readonly identity: FileIdentity;
}

/** Gives a file its final name; returns false if the name is taken. Never overwrites. Throws what the system throws. */
export type Place = (file: PlaceableFile, path: string) => boolean;

/** Two ways to place files. Both use hard links; they differ only on file systems without them. */
export interface Placement {
  /** Safe against concurrent runs: without hard links, an empty file reserves the name until the file is renamed to it. */
  readonly reserving: Place;
  /** For callers that already exclude other runs, by a lock or a reserved name: without hard links, the file is renamed. */
  readonly guarded: Place;
}

/**
 * @param warn Called at most once, with a sentence, if the file system has no hard links.
 * @param onRetry Called before a file is placed once more, after a failure that may pass. Default: such a failure is final.
 */
export function createPlacement(
  warn: (message: string) => void,
  onRetry?: (why: string) => void,
): Placement {
  let hardLinks = true;
  const placeOr =
    (otherwise: Place): Place =>
    (file, path) => {
      if (!hardLinks) return otherwise(file, path);
      try {
        return placeByLink(file, path);
      } catch (error) {
        if (!lacksHardLinks(error)) throw error;
        hardLinks = false;
        warn(
          `${displayPath(dirname(path))} has no hard links; files are renamed into place instead.`,
        );
        return otherwise(file, path);
      }
    };
  const repeating =
    (place: Place): Place =>
    (file, path) =>
      repeatPassing(() => place(file, path), path, { onRetry });
  return {
    reserving: repeating(placeOr(reserveAndRename)),
    guarded: repeating(placeOr(renameIfFree)),
  };
}

/** Whether an error of link(2) means that the file system has no hard links (FAT, exFAT, SMB, several FUSE file systems). */
export function lacksHardLinks(error: unknown): boolean {
  return unsupported.has(errorCode(error) ?? '');
}

const unsupported = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']);

function placeByLink(file: PlaceableFile, path: string): boolean {
  try {
    linkSync(toFsPath(file.path), toFsPath(path));
    return true;
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
    // NFS may retransmit a request that succeeded but whose reply was lost.
    return isNameOf(path, file.identity);
  }
}

function reserveAndRename(file: PlaceableFile, path: string): boolean {
  let descriptor: number;
  try {
    descriptor = openSync(toFsPath(path), 'wx', 0o600);
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
  try {
    closeSync(descriptor);
    renameSync(toFsPath(file.path), toFsPath(path));
    return true;
  } catch (error) {
    rmSync(toFsPath(path), { force: true });
    throw error;
  }
}

function renameIfFree(file: PlaceableFile, path: string): boolean {
  if (readIdentity(path) !== undefined) return false;
  renameSync(toFsPath(file.path), toFsPath(path));
  return true;
}
