// git's index: the list of tracked files with their modes, stat data and object ids. A git directory goes in, and all
// entries come out, whether the index has version 2, 3 or 4, is split or sparse. An index that can't be read completely is
// an error, never a shorter list.

import { join } from 'node:path';
import { CreateDumpError, displayPath } from '@create-dump/core';
import { describeSystemError, readRegularFile } from '@create-dump/files';
import { hashLengths, type ObjectFormat } from '../objects/object-format.js';
import { mergeSplitIndex } from './merge-split-index.js';
import { type IndexEntry, parseIndex, type ParsedIndex } from './parse-index.js';

/** A repository's index. */
export interface Index {
  /** Sorted as git sorts them: by path, then by stage. */
  readonly entries: readonly IndexEntry[];
  readonly extensions: ReadonlyMap<string, Buffer>;
  readonly format: ObjectFormat;
}

/**
 * Reads the index of a git directory. A missing index has no entries.
 * @throws {CreateDumpError} `REPOSITORY_UNREADABLE` for a damaged index, or one with an unsupported format.
 */
export function readIndex(gitDirectory: string, format: ObjectFormat): Index {
  const path = join(gitDirectory, 'index');
  try {
    const parsed = parseFile(path, format);
    if (parsed === undefined) return { entries: [], extensions: new Map(), format };
    const entries = expandSplit(parsed, gitDirectory, format);
    for (const signature of parsed.extensions.keys()) {
      // Extensions whose signature starts with a capital letter are optional.
      if (!/^[A-Z]/.test(signature) && !supported.has(signature)) {
        throw new Error(`it has the extension "${signature}", which is not supported`);
      }
    }
    return { entries, extensions: parsed.extensions, format };
  } catch (cause) {
    throw new CreateDumpError(
      'REPOSITORY_UNREADABLE',
      `The git index ${displayPath(path)} can't be read: ${describeSystemError(cause)}. Let git rebuild it (git read-tree HEAD).`,
      { cause },
    );
  }
}

/** Split index, and sparse directories. */
const supported = new Set(['link', 'sdir']);
const sizeLimit = 2 ** 31;

function parseFile(path: string, format: ObjectFormat): ParsedIndex | undefined {
  const data = readRegularFile(path, { limit: sizeLimit, followLink: true });
  return data && parseIndex(data, format);
}

function expandSplit(
  parsed: ParsedIndex,
  gitDirectory: string,
  format: ObjectFormat,
): readonly IndexEntry[] {
  const link = parsed.extensions.get('link');
  if (link === undefined) return parsed.entries;
  const hashLength = hashLengths[format];
  const base = link.toString('hex', 0, hashLength);
  if (/^0*$/.test(base)) return parsed.entries;
  const shared = parseFile(join(gitDirectory, `sharedindex.${base}`), format);
  if (shared === undefined) throw new Error(`its shared part sharedindex.${base} is missing`);
  return mergeSplitIndex(shared.entries, parsed.entries, link.subarray(hashLength));
}
