import { constants } from 'node:fs';
import { type FileHandle, open, realpath } from 'node:fs/promises';
import { toFsPath } from '@create-dump/core';
import { invalidManifest } from './invalid-manifest.js';
import type { ProjectSearchContext } from '../project-finder.js';

/** Bytes. Far more than any manifest that a person wrote, and little enough for every parser. */
const sizeLimit = 2 ** 20;

const absent = new Set(['ENOENT', 'ENOTDIR', 'EISDIR']);

/**
 * The text of a manifest, without a byte order mark; undefined if there is none.
 *
 * @param file Relative to the root.
 * @throws {CreateDumpError} `CONFIG_INVALID` if it isn't a regular file inside the root, too long, or not UTF-8.
 */
export async function readManifest(
  { root, signal }: ProjectSearchContext,
  file: string,
): Promise<string | undefined> {
  signal.throwIfAborted();
  let handle: FileHandle | undefined;
  try {
    const path = toFsPath(`${root}/${file}`);
    // A FIFO would block for ever.
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
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (absent.has(code)) return undefined;
    if (/^E[A-Z0-9]+$/.test(code)) {
      throw invalidManifest({ file, what: `can't be read (${code})`, cause: error });
    }
    throw error;
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
