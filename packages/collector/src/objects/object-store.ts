import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { CreateDumpError, decodePath, toFsPath } from '@create-dump/core';
import type { Repository } from '../git/open-repository.js';
import { readRegularFile } from '../read-regular-file.js';
import { createByteCache } from './byte-cache.js';
import type { GitObject, ObjectHeader } from './git-object.js';
import { readLooseHeader, readLooseObject } from './loose-object.js';
import { openPack, type Pack } from './pack.js';
import { openPackIndex, type PackIndex } from './pack-index.js';

/**
 * The objects of a repository: loose, in packs, and those of its alternates. Synchronous; memory is bounded by the largest
 * object. Each method throws {@link CreateDumpError} `REPOSITORY_UNREADABLE` for an object that is damaged.
 */
export interface ObjectStore {
  /** The object, whose digest is checked, or undefined if there is none. */
  find(oid: string): GitObject | undefined;
  /** Its kind and size, without reading it all. */
  findHeader(oid: string): ObjectHeader | undefined;
  /** At most three ids that begin with some hexadecimal digits. */
  findPrefix(prefix: string): string[];
}

interface PackPair {
  readonly index: PackIndex;
  readonly pack: () => Pack;
}

interface Lookup<T> {
  readonly inPack: (pack: Pack, offset: number) => T;
  readonly loose: (directory: string) => T | undefined;
}

export function createObjectStore(
  repository: Pick<Repository, 'commonDirectory' | 'objectFormat'>,
): ObjectStore {
  const { objectFormat } = repository;
  const hashLength = objectFormat === 'sha1' ? 20 : 32;
  const directories = objectDirectories(`${repository.commonDirectory}/objects`);
  const pages = createByteCache<Buffer>(16 * 2 ** 20, (page) => page.length);
  const bases = createByteCache<GitObject>(32 * 2 ** 20, ({ content }) => content.length);
  const pairs = new Map<string, PackPair>();

  const openPair = (path: string): PackPair => {
    let pack: Pack | undefined;
    const options = {
      path: `${path}.pack`,
      hashLength,
      pages,
      bases,
      find: (oid: string) => store.find(oid),
    };
    return {
      index: openPackIndex(`${path}.idx`, hashLength, pages),
      pack: () => (pack ??= openPack(options)),
    };
  };
  /** Takes up packs that weren't there before, as git may repack at any time; whether there are any. */
  const scan = (): boolean => {
    const before = pairs.size;
    for (const directory of directories) {
      for (const name of packNames(`${directory}/pack`)) {
        const path = `${directory}/pack/${name}`;
        if (!pairs.has(path)) pairs.set(path, openPair(path));
      }
    }
    return pairs.size > before;
  };
  const look = <T>(oid: string, { inPack, loose }: Lookup<T>): T | undefined => {
    const bytes = Buffer.from(oid, 'hex');
    for (const { index, pack } of pairs.values()) {
      const offset = index.find(bytes);
      if (offset !== undefined) return inPack(pack(), offset);
    }
    for (const directory of directories) {
      const found = loose(directory);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  let scanned = false;
  const search = <T>(oid: string, lookup: Lookup<T>): T | undefined => {
    try {
      if (!scanned) scan();
      scanned = true;
      return look(oid, lookup) ?? (scan() ? look(oid, lookup) : undefined);
    } catch (cause) {
      throw damaged(oid, cause);
    }
  };

  const store: ObjectStore = {
    find(oid) {
      const object = search(oid, {
        inPack: (pack, offset) => pack.read(offset),
        loose: (directory) => readLooseObject(directory, oid),
      });
      if (object === undefined) return undefined;
      const { kind, content } = object;
      const hash = createHash(objectFormat).update(`${kind} ${content.length}\0`).update(content);
      if (hash.digest('hex') !== oid) throw damaged(oid, new Error('its digest is wrong'));
      return object;
    },
    findHeader: (oid) =>
      search(oid, {
        inPack: (pack, offset) => pack.readHeader(offset),
        loose: (directory) => readLooseHeader(directory, oid),
      }),
    findPrefix(prefix) {
      scan();
      const found = new Set<string>();
      for (const { index } of pairs.values()) {
        for (const oid of index.findPrefix(prefix, 3)) found.add(oid);
      }
      for (const directory of directories) {
        for (const name of list(`${directory}/${prefix.slice(0, 2)}`)) {
          const oid = prefix.slice(0, 2) + name;
          if (oid.startsWith(prefix)) found.add(oid);
        }
      }
      return [...found].slice(0, 3);
    },
  };
  return store;
}

/** Names without extension. */
function packNames(directory: string): string[] {
  return list(directory)
    .filter((name) => name.endsWith('.idx'))
    .map((name) => name.slice(0, -4));
}

function list(directory: string): string[] {
  try {
    return readdirSync(toFsPath(directory));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** How deep git follows alternates of alternates. */
const alternateDepth = 5;

function objectDirectories(first: string, depth = 0): string[] {
  const text = readRegularFile(`${first}/info/alternates`, { limit: 1 << 20, followLink: true });
  if (text === undefined || depth === alternateDepth) return [first];
  const others = decodePath(text)
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .flatMap((line) => objectDirectories(resolve(first, line), depth + 1));
  return [...new Set([first, ...others])];
}

function damaged(oid: string, cause: unknown): CreateDumpError {
  if (cause instanceof CreateDumpError) return cause;
  return new CreateDumpError(
    'REPOSITORY_UNREADABLE',
    `The git object ${oid} can't be read: ${(cause as Error).message}. Check the repository with git fsck.`,
    { cause },
  );
}
