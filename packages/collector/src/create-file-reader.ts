import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readlinkSync,
  readSync,
  type Stats,
} from 'node:fs';
import type { OpenSource, OpenSourceFile, SkippedFile } from '@create-dump/core';
import { createPathGuard } from './path-guard.js';
import { skipOfError } from './skip-of-error.js';
import { kindOfSpecial } from './tree/kind-of-special.js';

export interface FileReaderOptions {
  /** Absolute path of a directory, with symbolic links resolved. */
  readonly root: string;
}

/**
 * Creates the port that opens the files of a tree. It never waits (FIFOs), never follows a symbolic link (a link's
 * content is its target) and never leaves the root, also if a directory becomes a link while it works.
 *
 * The port throws where the fault isn't the file's: too many open files, no memory.
 */
export function createFileReader({ root }: FileReaderOptions): OpenSourceFile {
  const pathOf = createPathGuard(root);
  return (file) => {
    try {
      const path = pathOf(file.path);
      return file.mode === '120000' ? openLink(path, file.path) : openRegular(path, file.path);
    } catch (error) {
      return skipOfError(file.path, error);
    }
  };
}

function openRegular(fsPath: string | Buffer, path: string): OpenSource | SkippedFile {
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const descriptor = openSync(fsPath, flags);
  let opened: Stats;
  try {
    opened = fstatSync(descriptor);
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
  if (!opened.isFile()) {
    closeSync(descriptor);
    return { path, skipped: 'special', detail: kindOfSpecial(opened) };
  }
  const file = Object.create(openFile) as { -readonly [Key in keyof OpenFile]: OpenFile[Key] };
  file.size = opened.size;
  file.descriptor = descriptor;
  file.mtimeMs = opened.mtimeMs;
  file.ctimeMs = opened.ctimeMs;
  return file;
}

interface OpenFile extends OpenSource {
  readonly descriptor: number;
  readonly mtimeMs: number;
  readonly ctimeMs: number;
}

/** Methods of all open files: V8 makes a new hidden class for each object that is made with a symbol as a key. */
const openFile = {
  read(this: OpenFile, target: Uint8Array, position: number): number {
    return readSync(this.descriptor, target, 0, target.length, position);
  },
  unchanged(this: OpenFile): boolean {
    const { size, mtimeMs, ctimeMs } = fstatSync(this.descriptor);
    return size === this.size && mtimeMs === this.mtimeMs && ctimeMs === this.ctimeMs;
  },
  [Symbol.dispose](this: OpenFile): void {
    closeSync(this.descriptor);
  },
};

function openLink(fsPath: string | Buffer, path: string): OpenSource | SkippedFile {
  const target = readLink(fsPath);
  if (target === undefined) return { path, skipped: 'vanished', detail: 'EINVAL' };
  return {
    size: target.length,
    read: (into, position) => target.copy(into, 0, Math.min(position, target.length)),
    unchanged: () => true,
    [Symbol.dispose]: () => undefined,
  };
}

/** Undefined if it is no symbolic link any more. */
function readLink(fsPath: string | Buffer): Buffer | undefined {
  try {
    return readlinkSync(fsPath, { encoding: 'buffer' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EINVAL') return undefined;
    throw error;
  }
}
