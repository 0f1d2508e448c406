import {
  CreateDumpError,
  displayPath,
  type OpenSource,
  type OpenSourceFile,
  type SkippedFile,
} from '@create-dump/core';
import { requireRepository } from './git/repository/require-repository.js';
import { createObjectStore, type ObjectStore } from './git/objects/object-store.js';

export interface ObjectReaderOptions {
  /** Absolute path of a directory in the repository. */
  readonly root: string;
}

/**
 * Creates the port that reads contents from git's object store, by `oid`. Each content is held in memory as a whole and
 * verified against its id.
 */
export function createObjectReader({ root }: ObjectReaderOptions): OpenSourceFile {
  let store: ObjectStore | undefined;
  return ({ path, oid }) => {
    if (oid === undefined) throw new TypeError(`${displayPath(path)} has no object id`);
    try {
      store ??= createObjectStore(requireRepository(root, {}).repository);
      const object = store.find(oid);
      return object === undefined
        ? failed(path, `the git object ${oid} is missing`)
        : openContent(object.content);
    } catch (error) {
      if (error instanceof CreateDumpError) return failed(path, error.message);
      throw error;
    }
  };
}

function openContent(content: Buffer): OpenSource {
  return {
    size: content.length,
    read: (target, position) => content.copy(target, 0, Math.min(position, content.length)),
    unchanged: () => true,
    [Symbol.dispose]: () => undefined,
  };
}

function failed(path: string, detail: string): SkippedFile {
  return { path, skipped: 'io-error', detail };
}
