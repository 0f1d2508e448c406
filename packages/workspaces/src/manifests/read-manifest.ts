/*
 * Manifests and workspace files of other tools. This file reads the text, with the checks that hostile input needs; the
 * `read-…` files beside it parse one format each and return plain objects or lists. All of them return undefined where there
 * is no such file and throw `CONFIG_INVALID`, with file and line, for one that is broken. Nothing is executed.
 */
import { constants } from 'node:fs';
import { type FileHandle, open, realpath } from 'node:fs/promises';
import { toFsPath } from '@create-dump/core';
import { describeSystemError, errorCode } from '@create-dump/files';
import type { ProjectSearchContext } from '../project-finder.js';
import { invalidManifest } from './manifest-fault.js';

/** In bytes. Far more than any hand-written manifest has, and few enough for every parser. */
const sizeLimit = 2 ** 20;

const absent = new Set(['ENOENT', 'ENOTDIR', 'EISDIR']);

/**
 * The text of a manifest, without its byte order mark; undefined if there is no such file.
 *
 * @param file Relative to the root.
 * @throws {CreateDumpError} `CONFIG_INVALID` if it isn't a regular file inside the root, is too long, or isn't UTF-8.
 */
export async function readManifest(
  { root, signal }: ProjectSearchContext,
  file: string,
): Promise<string | undefined> {
  signal.throwIfAborted();
  let handle: FileHandle | undefined;
  try {
    const path = toFsPath(`${root}/${file}`);
    // Opening a FIFO would block until it has a writer.
    handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const real = await realpath(path);
    if (!real.startsWith(`${root === '/' ? '' : root}/`)) {
      throw invalidManifest({ file, what: 'is a symbolic link that leads out of the root' });
    }
    const stats = await handle.stat();
    if (stats.isDirectory()) return undefined;
    if (!stats.isFile()) throw invalidManifest({ file, what: 'is not a regular file' });
    if (stats.size > sizeLimit) {
      throw invalidManifest({ file, what: `is longer than ${sizeLimit} bytes` });
    }
    return decode(file, await handle.readFile());
  } catch (cause) {
    const code = errorCode(cause) ?? '';
    if (absent.has(code)) return undefined;
    if (!/^E[A-Z0-9]+$/.test(code)) throw cause;
    throw invalidManifest({ file, what: `can't be read: ${describeSystemError(cause)}`, cause });
  } finally {
    await handle?.close();
  }
}

function decode(file: string, bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw invalidManifest({ file, what: 'is not UTF-8', cause });
  }
}
