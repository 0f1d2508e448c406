import type { Yielder } from '../../yielder.js';
import { type AttributeSources, createAttributeFinder } from '../attributes/attribute-finder.js';
import { type IndexEntry, readIndexOid } from '../index-file/parse-index.js';
import { conversionOf } from './conversion-of.js';
import { hashBufferBytes, hashWorktreeFile } from './hash-worktree-file.js';
import { addTextStats, createTextStats, looksBinary } from './text-stats.js';

interface FoundId {
  /** The id of the blob that git would add. Undefined if the file can't be read. */
  readonly id: string | undefined;
  /** git would apply a conversion that isn't reproduced here, so the actual id may be any. */
  readonly filtered: boolean;
}

/**
 * Takes a path from the top of the work tree, and its entry in the index, if it has one. Calls must not overlap.
 */
export type FindBlobId = (path: string, entry: IndexEntry | undefined) => Promise<FoundId>;

export function createBlobIdFinder(sources: AttributeSources, yielder: Yielder): FindBlobId {
  const { repository, workTree, index, store } = sources;
  const attributesOf = createAttributeFinder(sources);
  // Shared by all files: allocating a megabyte takes longer than hashing a small file.
  const buffer = Buffer.allocUnsafeSlow(hashBufferBytes);
  const hasCrlf = (entry: IndexEntry | undefined) => {
    const object = entry && store.find(readIndexOid(entry, index.format));
    if (object?.kind !== 'blob') return false;
    const stats = createTextStats();
    addTextStats(stats, object.content);
    return stats.crlfs > 0 && !looksBinary(stats);
  };
  return async (path, entry) => {
    const conversion = conversionOf(attributesOf(path), repository.config);
    const format = repository.objectFormat;
    const hasCrlfInIndex = () => hasCrlf(entry);
    const options = { format, yielder, buffer, conversion, hasCrlfInIndex };
    return {
      id: await hashWorktreeFile(`${workTree}/${path}`, options),
      filtered: conversion.other,
    };
  };
}
