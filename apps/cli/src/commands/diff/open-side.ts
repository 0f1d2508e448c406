import { withSalvageLine } from '@create-dump/observing';
import { constants } from 'node:buffer';
import { readlinkSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { recordTree, userGitFiles } from '@create-dump/dumping';
import {
  CreateDumpError,
  displayPath,
  isRedacted,
  isStoreUrl,
  isSkipped,
  toFsPath,
} from '@create-dump/core';
import { describeSystemError, readRegularFile } from '@create-dump/files';
import { type DiffEntry, openDump } from '@create-dump/markdown-reader';
import { openDumpSource } from '../../inputs/open-dump-source.js';
import { resolveRoot, type StoreAccess } from '@create-dump/commands';
import type { World } from '../../process/world.js';

/** One side of a diff: a dump, or a directory read as if it were dumped. */
export interface DiffSide extends Disposable {
  readonly entries: readonly DiffEntry[];
  /** The original bytes of one file; undefined if this side doesn't contain them. */
  read(entry: DiffEntry): Promise<Buffer | undefined>;
}

export async function openSide(
  argument: string,
  world: World,
  access: StoreAccess,
): Promise<DiffSide> {
  if (isStoreUrl(argument)) return openDumpSide(argument, world, access);
  const path = resolve(world.cwd, argument);
  const isDirectory = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  if (!isDirectory) return openDumpSide(argument, world, access);
  const warn = (message: string) => access.observe({ type: 'warned', message });
  return openDirectory(argument, world, warn);
}

async function openDirectory(
  argument: string,
  world: World,
  warn: (message: string) => void,
): Promise<DiffSide> {
  const root = resolveRoot(world.cwd, argument);
  const selection = { root, gitMetadata: false, ...userGitFiles(world) };
  const entries = await recordTree(selection, world.signal, warn);
  return {
    entries,
    async read({ path, mode }) {
      const file = join(root, path);
      try {
        if (mode === '120000') return readlinkSync(toFsPath(file), { encoding: 'buffer' });
        return readFile(file);
      } catch (cause) {
        const reason = describeSystemError(cause);
        throw new CreateDumpError(
          'READ_FAILED',
          `${displayPath(path)} can't be read any more: ${reason}.`,
          { cause },
        );
      }
    },
    [Symbol.dispose]: () => {},
  };
}

async function openDumpSide(
  argument: string,
  world: World,
  access: StoreAccess,
): Promise<DiffSide> {
  const source = await openDumpSource(argument, world, access);
  try {
    const dump = openDump(source);
    const entries: DiffEntry[] = [];
    for await (const record of dump.records(world.signal)) entries.push(record);
    return {
      entries,
      async read({ path }) {
        const record = dump.find(path);
        if (record === undefined || isSkipped(record) || isRedacted(record)) return undefined;
        const pieces: Uint8Array[] = [];
        for await (const piece of dump.readFile(record, world.signal))
          pieces.push(Uint8Array.from(piece));
        return Buffer.concat(pieces);
      },
      [Symbol.dispose]: () => source[Symbol.dispose](),
    };
  } catch (error) {
    source[Symbol.dispose]();
    throw withSalvageLine(error, argument);
  }
}

/** The file may have been replaced since it was listed. */
function readFile(file: string): Buffer {
  const bytes = readRegularFile(file, { limit: constants.MAX_LENGTH });
  if (bytes === undefined) throw new Error('it is gone, unreadable, or no regular file');
  return bytes;
}
