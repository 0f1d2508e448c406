import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readlinkSync,
  readSync,
  type Stats,
} from 'node:fs';
import type { OpenSource, OpenSourceFile, SkippedFile, SourceFile } from '@create-dump/core';
import { changeMarkOf, isRegularFile, kindOfSpecial } from './file-system/file-stats.js';
import { createPathGuard } from './file-system/path-guard.js';
import { skipOfError } from './file-system/skip-of-error.js';

export interface FileReaderOptions {
  /** Absolute path of a directory, with symbolic links resolved. */
  readonly root: string;
}

/**
 * Creates the port that opens the files of a tree. It never blocks (on FIFOs), never follows symbolic links (a link's content
 * is its target) and never leaves the root, even if a directory is replaced by a link meanwhile.
 *
 * A file that can't be opened gives a record. The port throws system errors that aren't about the file: too many open
 * files, out of memory.
 */
export function createFileReader({ root }: FileReaderOptions): OpenSourceFile {
  const pathOf = createPathGuard(root);
  return (file, asDiscovered = false) => {
    try {
      const path = pathOf(file.path);
      if (file.mode === '120000') return openLink(path, file.path);
      return openRegular(path, file, asDiscovered);
    } catch (error) {
      return skipOfError(file.path, error);
    }
  };
}

function openRegular(
  fsPath: string | Buffer,
  file: SourceFile,
  asDiscovered: boolean,
): OpenSource | SkippedFile {
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const descriptor = openSync(fsPath, flags);
  if (asDiscovered && file.changeMark !== undefined) {
    return toOpenFile(descriptor, file.size, file.changeMark);
  }
  let opened: Stats;
  try {
    opened = fstatSync(descriptor);
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
  if (!isRegularFile(opened)) {
    closeSync(descriptor);
    return { path: file.path, skipped: 'special', detail: kindOfSpecial(opened) };
  }
  return toOpenFile(descriptor, opened.size, changeMarkOf(opened));
}

interface OpenFile extends OpenSource {
  readonly descriptor: number;
  readonly changeMark: number;
}

function toOpenFile(descriptor: number, size: number, changed: number): OpenFile {
  const file = Object.create(openFile) as { -readonly [Key in keyof OpenFile]: OpenFile[Key] };
  file.size = size;
  file.descriptor = descriptor;
  file.changeMark = changed;
  return file;
}

/** The prototype of open files: V8 creates a new hidden class for every object literal with a symbol as a key. */
const openFile = {
  read(this: OpenFile, target: Uint8Array, position: number): number {
    return readSync(this.descriptor, target, 0, target.length, position);
  },
  unchanged(this: OpenFile): boolean {
    const now = fstatSync(this.descriptor);
    return now.size === this.size && changeMarkOf(now) === this.changeMark;
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

/** Undefined if the path is no longer a symbolic link. */
function readLink(fsPath: string | Buffer): Buffer | undefined {
  try {
    return readlinkSync(fsPath, { encoding: 'buffer' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EINVAL') return undefined;
    throw error;
  }
}
