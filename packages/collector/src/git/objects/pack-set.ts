import { createByteCache } from './byte-cache.js';
import type { GitObject } from './git-object.js';
import { listNames } from './list-names.js';
import { openPack, type Pack, type PackOptions } from './pack.js';
import { openPackIndex, type PackIndex } from './pack-index.js';

/** The packs of all object directories of a repository. */
export interface PackSet {
  /** Finds an object in the packs that earlier scans found. */
  locate(oid: string): { readonly pack: Pack; readonly offset: number } | undefined;
  /** Up to three ids of each pack that start with these hexadecimal digits. */
  findPrefix(prefix: string): string[];
  /** Adds packs that have appeared since, as git may repack at any time. True if there were any. */
  scan(): boolean;
}

export interface PackSetOptions extends Pick<PackOptions, 'hashLength' | 'find'> {
  readonly directories: readonly string[];
}

/** Bytes of pack files to cache. */
const pageLimit = 16 * 2 ** 20;
/** Bytes of delta bases to cache. */
const baseLimit = 32 * 2 ** 20;

export function createPackSet({ directories, hashLength, find }: PackSetOptions): PackSet {
  const pages = createByteCache<Buffer>(pageLimit, (page) => page.length);
  const bases = createByteCache<GitObject>(baseLimit, ({ content }) => content.length);
  const pairs = new Map<string, { readonly index: PackIndex; readonly pack: () => Pack }>();

  const open = (path: string) => {
    let pack: Pack | undefined;
    const options = { path: `${path}.pack`, hashLength, pages, bases, find };
    pairs.set(path, {
      index: openPackIndex(`${path}.idx`, hashLength, pages),
      pack: () => (pack ??= openPack(options)),
    });
  };
  return {
    locate(oid) {
      const bytes = Buffer.from(oid, 'hex');
      for (const { index, pack } of pairs.values()) {
        const offset = index.find(bytes);
        if (offset !== undefined) return { pack: pack(), offset };
      }
      return undefined;
    },
    findPrefix: (prefix) => [...pairs.values()].flatMap(({ index }) => index.findPrefix(prefix, 3)),
    scan() {
      const before = pairs.size;
      for (const path of directories.flatMap(packPaths)) if (!pairs.has(path)) open(path);
      return pairs.size > before;
    },
  };
}

/** The paths of a directory's packs, without extension. */
function packPaths(directory: string): string[] {
  return listNames(`${directory}/pack`)
    .filter((name) => name.endsWith('.idx'))
    .map((name) => `${directory}/pack/${name.slice(0, -4)}`);
}
