// git's object database, read without git: an object id goes in, and the object's kind and content, verified against the
// id, come out. Loose objects, packs (with deltas) and alternates are supported, in SHA-1 and SHA-256 repositories. The
// folder also turns tree objects into lists of paths. Nothing here knows about refs, the index or the work tree.

import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { CreateDumpError, decodePath } from '@create-dump/core';
import { describeSystemError, readRegularFile } from '@create-dump/files';
import type { GitObject, ObjectHeader } from './git-object.js';
import { listNames } from './list-names.js';
import { readLooseHeader, readLooseObject } from './loose-object.js';
import type { Pack } from './pack.js';
import { hashLengths, type ObjectFormat } from './object-format.js';
import { createPackSet, type PackSet } from './pack-set.js';

/**
 * The objects of a repository: loose, packed, and those of its alternates. Synchronous; memory use is bounded by the
 * largest object. Each method throws {@link CreateDumpError} `REPOSITORY_UNREADABLE` for a damaged object.
 */
export interface ObjectStore {
  /** Reads an object and verifies its digest. Undefined if there is no such object. */
  find(oid: string): GitObject | undefined;
  /** Reads the kind and size of an object without reading all of it. */
  findHeader(oid: string): ObjectHeader | undefined;
  /** Up to three ids that start with these hexadecimal digits. */
  findPrefix(prefix: string): string[];
}

export interface ObjectStoreOptions {
  /** Absolute path of the directory that contains `objects`. */
  readonly commonDirectory: string;
  readonly objectFormat: ObjectFormat;
  /** Object id → id of the object to read instead (git replace). */
  readonly replacements: ReadonlyMap<string, string>;
}

interface Lookup<T> {
  readonly packed: (pack: Pack, offset: number) => T;
  readonly loose: (directory: string) => T | undefined;
}

export function createObjectStore({
  commonDirectory,
  objectFormat,
  replacements,
}: ObjectStoreOptions): ObjectStore {
  const directories = objectDirectories(`${commonDirectory}/objects`);
  const actual = (oid: string) => {
    if (replacements.size === 0) return oid;
    let id = oid;
    for (let depth = 0; depth < replacementDepth; depth++) id = replacements.get(id) ?? id;
    return id;
  };
  const findStored = (oid: string) => {
    const object = search(oid, {
      packed: (pack, offset) => pack.read(offset),
      loose: (directory) => readLooseObject(directory, oid),
    });
    if (object !== undefined) checkDigest(object, oid, objectFormat);
    return object;
  };
  const packs = createPackSet({
    directories,
    hashLength: hashLengths[objectFormat],
    find: findStored,
  });
  const search = createSearch(packs, directories);
  return {
    find(oid) {
      const id = actual(oid);
      return findStored(id) ?? (isEmptyTree(id) ? emptyTree : undefined);
    },
    findHeader(oid) {
      const id = actual(oid);
      const stored = search(id, {
        packed: (pack, offset) => pack.readHeader(offset),
        loose: (directory) => readLooseHeader(directory, id),
      });
      return stored ?? (isEmptyTree(id) ? { kind: 'tree', size: 0 } : undefined);
    },
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

/** git knows the empty tree, stored or not. */
const emptyTree: GitObject = { kind: 'tree', content: Buffer.alloc(0) };

/** By its ids in SHA-1 and SHA-256. */
function isEmptyTree(oid: string): boolean {
  return (
    oid === '4b825dc642cb6eb9a060e54bf8d69288fbee4904' ||
    oid === '6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321'
  );
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

function checkDigest({ kind, content }: GitObject, oid: string, format: ObjectFormat): void {
  const hash = createHash(format).update(`${kind} ${content.length}\0`).update(content);
  if (hash.digest('hex') !== oid) throw damaged(oid, new Error('its digest does not match'));
}

/** The depth to which git follows replacements of replacements. */
const replacementDepth = 5;

/** The depth to which git follows alternates of alternates. */
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
    `The git object ${oid} can't be read: ${describeSystemError(cause)}. Check the repository with git fsck.`,
    { cause },
  );
}
