import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { CreateDumpError, decodePath } from '@create-dump/core';
import type { Repository } from '../repository/open-repository.js';
import { readRegularFile } from '../../file-system/read-regular-file.js';
import type { GitObject, ObjectHeader } from './git-object.js';
import { listNames } from './list-names.js';
import { readLooseHeader, readLooseObject } from './loose-object.js';
import type { Pack } from './pack.js';
import { createPackSet, type PackSet } from './pack-set.js';

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

interface Lookup<T> {
  readonly packed: (pack: Pack, offset: number) => T;
  readonly loose: (directory: string) => T | undefined;
}

export function createObjectStore(
  repository: Pick<Repository, 'commonDirectory' | 'objectFormat'>,
): ObjectStore {
  const { objectFormat } = repository;
  const hashLength = objectFormat === 'sha1' ? 20 : 32;
  const directories = objectDirectories(`${repository.commonDirectory}/objects`);
  const find = (oid: string) => {
    const object = search(oid, {
      packed: (pack, offset) => pack.read(offset),
      loose: (directory) => readLooseObject(directory, oid),
    });
    if (object !== undefined) checkDigest(object, oid, objectFormat);
    return object;
  };
  const packs = createPackSet({ directories, hashLength, find });
  const search = createSearch(packs, directories);
  return {
    find,
    findHeader: (oid) =>
      search(oid, {
        packed: (pack, offset) => pack.readHeader(offset),
        loose: (directory) => readLooseHeader(directory, oid),
      }),
    findPrefix(prefix) {
      packs.scan();
      const lead = prefix.slice(0, 2);
      const loose = directories
        .flatMap((directory) => listNames(`${directory}/${lead}`))
        .map((name) => lead + name)
        .filter((oid) => oid.startsWith(prefix));
      return [...new Set([...packs.findPrefix(prefix), ...loose])].slice(0, 3);
    },
  };
}

function createSearch(packs: PackSet, directories: readonly string[]) {
  let scanned = false;
  const look = <T>(oid: string, { packed, loose }: Lookup<T>): T | undefined => {
    const place = packs.locate(oid);
    if (place !== undefined) return packed(place.pack, place.offset);
    for (const directory of directories) {
      const found = loose(directory);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return <T>(oid: string, lookup: Lookup<T>): T | undefined => {
    try {
      if (!scanned) packs.scan();
      scanned = true;
      return look(oid, lookup) ?? (packs.scan() ? look(oid, lookup) : undefined);
    } catch (cause) {
      throw damaged(oid, cause);
    }
  };
}

function checkDigest({ kind, content }: GitObject, oid: string, format: string): void {
  const hash = createHash(format).update(`${kind} ${content.length}\0`).update(content);
  if (hash.digest('hex') !== oid) throw damaged(oid, new Error('its digest is wrong'));
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
