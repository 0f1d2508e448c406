import { join } from 'node:path';
import { CreateDumpError, displayPath } from '@create-dump/core';
import { readRegularFile } from '../../file-system/read-regular-file.js';
import { type IndexEntry, type ObjectFormat, parseIndex, type ParsedIndex } from './parse-index.js';
import { mergeSplitIndex } from './merge-split-index.js';

/** A repository's index. */
export interface Index {
  /** In git's order: by path, then by stage. */
  readonly entries: readonly IndexEntry[];
  readonly extensions: ReadonlyMap<string, Buffer>;
  readonly format: ObjectFormat;
}

/**
 * Reads the index of a git directory; one that isn't there has no entries.
 * @throws {CreateDumpError} `REPOSITORY_UNREADABLE` if it can't be read right.
 */
export function readIndex(gitDirectory: string, format: ObjectFormat): Index {
  const path = join(gitDirectory, 'index');
  try {
    const parsed = parseFile(path, format);
    if (parsed === undefined) return { entries: [], extensions: new Map(), format };
    const entries = expandSplit(parsed, gitDirectory, format);
    for (const signature of parsed.extensions.keys()) {
      // Those in capitals may be left alone.
      if (!/^[A-Z]/.test(signature) && !known.has(signature)) {
        throw new Error(`it has the extension "${signature}", which is not known`);
      }
    }
    return { entries, extensions: parsed.extensions, format };
  } catch (cause) {
    throw new CreateDumpError(
      'REPOSITORY_UNREADABLE',
      `The git index ${displayPath(path)} can't be read: ${(cause as Error).message}. Have git write it anew (git read-tree HEAD), or dump without it (--no-use-gitignore).`,
      { cause },
    );
  }
}

/** Split index; sparse directories. */
const known = new Set(['link', 'sdir']);
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
  const hashLength = format === 'sha1' ? 20 : 32;
  const base = link.toString('hex', 0, hashLength);
  if (/^0*$/.test(base)) return parsed.entries;
  const shared = parseFile(join(gitDirectory, `sharedindex.${base}`), format);
  if (shared === undefined) throw new Error(`its shared part sharedindex.${base} is missing`);
  return mergeSplitIndex(shared.entries, parsed.entries, link.subarray(hashLength));
}
