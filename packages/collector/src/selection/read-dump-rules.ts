import { relative } from 'node:path';
import { displayPath } from '@create-dump/core';
import { isSymbolicLink, tryReadStats } from '../file-system/file-stats.js';
import { createLinkGuard } from '../file-system/link-guard.js';
import { readRegularFile } from '../file-system/read-regular-file.js';
import { whyUnreadable } from '../file-system/why-unreadable.js';
import { ignoreFileLimit } from './directory-rules.js';
import { createDumpRules, type DumpRules } from './dump-rules.js';

export interface DumpRulesSource {
  /** Absolute. */
  readonly root: string;
  /** Absolute path of the topmost directory whose rules apply: the root, or one above it. */
  readonly top: string;
  readonly ignoreCase: boolean;
  /** Content of a file that exists only in the index, by its absolute path. */
  readonly findAbsent: (path: string) => Buffer | undefined;
  /** Called with a sentence for each file whose rules don't apply because it can't be read. */
  readonly warn: (message: string) => void;
}

/** Reads `.dumpignore` files from the file system, each when its directory is entered. */
export function readDumpRules({
  root,
  top,
  ignoreCase,
  findAbsent,
  warn,
}: DumpRulesSource): DumpRules {
  const path = relative(top, root);
  const prefix = path === '' ? '' : `${path}/`;
  const isReal = createLinkGuard(root);
  return createDumpRules({
    prefix,
    ignoreCase,
    nameOuter: (fromTop) => `${top}/${fromTop}`,
    read(fromTop) {
      const file = `${top}/${fromTop}`;
      const isBelow = fromTop.startsWith(prefix);
      if (isBelow && !isReal(fromTop.slice(prefix.length))) return undefined;
      const stats = tryReadStats(file);
      if (stats === undefined) return findAbsent(file);
      const content = readRegularFile(file, { limit: ignoreFileLimit });
      if (content === undefined) {
        const why = isSymbolicLink(stats)
          ? 'it is a symbolic link'
          : whyUnreadable(file, ignoreFileLimit);
        const shown = isBelow ? fromTop.slice(prefix.length) : file;
        if (why !== undefined)
          warn(`The ignore rules of ${displayPath(shown)} do not apply: ${why}.`);
      }
      return content;
    },
  });
}
