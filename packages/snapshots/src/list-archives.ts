import { join } from 'node:path';
import {
  type ArchiveContents,
  type ArchiveName,
  parseArchiveName,
  verifyArchive,
} from '@create-dump/archiver';
import { CreateDumpError, displayPath, parseDumpName, stampToDate } from '@create-dump/core';
import {
  groupKey,
  hasPinFile,
  identifyFile,
  type KnownFile,
  type RemovableItem,
} from '@create-dump/retention';
import { listNames } from './list-names.js';

/** An archive as an item for retention; its id is its path. A planned archive has no files yet. */
export interface ArchiveItem extends RemovableItem {
  readonly size: number;
  readonly prefix: string;
  /** Identifies the tree: hexadecimal. Undefined if the dump doesn't record it. */
  readonly tree: string | undefined;
  readonly pinned: boolean;
  /** Name of the dump in it. */
  readonly dumpName: string;
  /** Digest of the dump in it, hexadecimal. */
  readonly sha256: string;
}

/** A file with the name of an archive that isn't sound. */
export interface UnsoundArchive {
  readonly path: string;
  readonly name: ArchiveName;
  readonly message: string;
}

/** All lists are sorted by name. */
export interface ArchiveList {
  readonly sound: readonly ArchiveItem[];
  readonly unsound: readonly UnsoundArchive[];
  /** Unreadable files, and archives whose name doesn't match their contents. */
  readonly leftAlone: readonly { readonly path: string; readonly message: string }[];
}

/**
 * Lists and fully reads the archives in a directory; a missing directory holds none.
 * @throws {CreateDumpError} `READ_FAILED` if it can't be listed. Rejects with the signal's reason.
 */
export async function listArchives(
  directory: string,
  { groups, signal }: { readonly groups?: readonly string[]; readonly signal: AbortSignal },
): Promise<ArchiveList> {
  const found: Findings = { sound: [], unsound: [], leftAlone: [] };
  const names = await listNames(directory);
  const all = new Set(names);
  for (const fileName of names) {
    const name = parseArchiveName(fileName);
    if (name === undefined || groups?.includes(name.prefix) === false) continue;
    signal.throwIfAborted();
    const path = join(directory, fileName);
    const stem = fileName.replace(/\.(?:zip|tar\.gz)$/u, '');
    const pinned = hasPinFile(all, fileName, stem);
    await judge({ path, name, pinned, signal }, found);
  }
  return found;
}

interface Findings {
  readonly sound: ArchiveItem[];
  readonly unsound: UnsoundArchive[];
  readonly leftAlone: { readonly path: string; readonly message: string }[];
}

interface Candidate {
  readonly path: string;
  readonly name: ArchiveName;
  readonly pinned: boolean;
  readonly signal: AbortSignal;
}

async function judge({ path, name, pinned, signal }: Candidate, found: Findings): Promise<void> {
  try {
    const item = await readArchiveItem(path, signal);
    if (item === undefined) return;
    if (typeof item === 'string') found.unsound.push({ path, name, message: item });
    else if (isNamedAfter(item, name)) found.sound.push({ ...item, pinned });
    else {
      const message = `It holds ${displayPath(item.dumpName)}, which doesn't match its name.`;
      found.leftAlone.push({ path, message });
    }
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof CreateDumpError)) throw error;
    found.leftAlone.push({ path, message: error.message });
  }
}

/**
 * Reads an archive in full and returns its item, or a sentence about what is wrong with it; undefined if it has vanished.
 * @throws {CreateDumpError} `READ_FAILED` if it isn't a regular file, or the system fails to read it.
 */
export async function readArchiveItem(
  path: string,
  signal: AbortSignal,
): Promise<ArchiveItem | string | undefined> {
  const file = await identifyFile(path);
  if (file === undefined) return undefined;
  const { contents, problem } = await verifyArchive(path, { signal });
  if (contents === undefined) return problem ?? 'It is not sound.';
  if (typeof file === 'string') return undefined;
  return toItem(file, contents) ?? 'It holds a file without the name of a dump.';
}

/** The item of an archive that was just read in full; undefined if it has vanished. */
export async function toArchiveItem(
  path: string,
  contents: ArchiveContents,
): Promise<ArchiveItem | undefined> {
  const file = await identifyFile(path);
  return typeof file === 'object' ? toItem(file, contents) : undefined;
}

function toItem(file: KnownFile, { dump, tree }: ArchiveContents): ArchiveItem | undefined {
  const { name: dumpName, sha256 } = dump;
  const parts = parseDumpName(dumpName);
  const time = stampToDate(parts?.stamp ?? '');
  if (parts === undefined || time === undefined) return undefined;
  const { prefix, sequence } = parts;
  const { path: id, size } = file;
  const common = { group: groupKey(prefix, tree), prefix, tree, time, sequence, size, sha256 };
  return { id, ...common, pinned: false, dumpName, files: [file] };
}

function isNamedAfter({ dumpName }: ArchiveItem, { prefix, stamp }: ArchiveName): boolean {
  const dump = parseDumpName(dumpName);
  return dump?.prefix === prefix && dump.stamp === stamp;
}
