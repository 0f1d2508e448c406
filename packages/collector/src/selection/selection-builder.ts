import type { IgnoreRule, SkippedFile, SourceFile } from '@create-dump/core';
import { isDirectory, tryReadStats } from '../file-system/file-stats.js';
import { type Admission, createAdmission } from '../filter/create-admission.js';
import type { FilterRule } from '../filter/create-user-filter.js';
import { readIndexOid } from '../git/index-file/parse-index.js';
import { entryModes } from '../git/objects/entry-modes.js';
import type { CompiledRule } from '../ignore/compile-ignore-rule.js';
import { createRepeater } from '../file-system/create-repeater.js';
import { skipOfError } from '../file-system/skip-of-error.js';
import {
  type DirectoryEntry,
  type EntryKind,
  listDirectory,
} from '../file-system/list-directory.js';
import { describeFile } from './describe-file.js';
import type { HiddenBy } from './hidden-finder.js';
import { createIgnoredCounter } from './ignored-counter.js';
import type { SelectionRequest } from './selection-request.js';
import { createStatFinder } from './stat-finder.js';

export interface Selection {
  /** Not sorted; nor are `skipped`. */
  readonly files: SourceFile[];
  readonly skipped: SkippedFile[];
  /** Number of ignored entries; an ignored directory counts as one. */
  readonly ignored: number;
  /** The rule that ignores the most entries of the root directory itself. */
  readonly busiestRule: IgnoreRule | undefined;
}

interface Candidate {
  /** Relative to the root. */
  readonly path: string;
  /** Position in the index of a tracked path. */
  readonly position: number | undefined;
  /** What a listing of its directory said. */
  readonly kind?: EntryKind;
  /** The rule that excludes one of its parent directories. */
  readonly excluded: FilterRule | undefined;
  /** The user listed this very path. */
  readonly isListed?: boolean;
  /** False if one of its parent directories is a symbolic link. */
  readonly isReal?: boolean;
}

/** Collects the result of a selection: chosen files, skipped files with a reason, and the number of ignored ones. */
export interface SelectionBuilder {
  /** Chooses or skips a candidate. Tracked files that are missing, and directories, leave no record unless listed. */
  consider(candidate: Candidate): void;
  /** Considers a tracked path, or counts it as ignored if a `.dumpignore` file hides it and no include brings it back. */
  considerTracked(candidate: Candidate, hidden: HiddenBy | undefined): void;
  /** Counts an ignored entry, as {@link IgnoredCounter} does. */
  ignore(rule: CompiledRule, path: string): void;
  /** Records a path that a built-in rule excludes. */
  exclude(path: string, rule: string): void;
  /** Records an untracked repository below the root. */
  nestedRepository(path: string): void;
  /**
   * Lists a directory. One that can't be read is recorded as skipped, and has no entries; the root must be readable.
   * @param directory Below the root, empty or with a trailing slash.
   */
  list(directory: string): DirectoryEntry[];
  readonly admission: Admission;
  selection(): Selection;
}

export function createSelectionBuilder(request: SelectionRequest): SelectionBuilder {
  const { tree, filter, options, onTracked } = request;
  const maxSize = options.maxSize ?? Infinity;
  const files: SourceFile[] = [];
  const skipped: SkippedFile[] = [];
  const counter = createIgnoredCounter();

  const isPresent = (path: string) => tryReadStats(`${tree.root}/${path}`) !== undefined;
  const repeat = createRepeater(options.onRetry);
  const findStats = createStatFinder({ ...request, repeat });
  const admission = createAdmission(filter, (record) => skipped.push(record));

  const builder: SelectionBuilder = {
    consider({ path, position, kind, excluded, isListed = false, isReal = true }) {
      if (!admission.admits(path, excluded)) return;
      try {
        const stats = isReal ? findStats(path, position, kind) : undefined;
        const entry = position === undefined ? undefined : tree.index?.entries[position];
        // With core.ignorecase the path may be another spelling of the tracked one; git looks at that one only.
        const isSame = !tree.ignoreCase || entry?.path === tree.prefix + path;
        if (position !== undefined && isSame) onTracked(position, stats);
        if (stats === undefined) {
          // A missing tracked file was deleted by the user; that isn't a fault.
          const isFault = isListed || entry === undefined;
          if (isFault) skipped.push({ path, skipped: 'vanished', detail: 'ENOENT' });
        } else if (entry?.mode === entryModes.gitlink && isDirectory(stats)) {
          const detail = readIndexOid(entry, tree.index?.format ?? 'sha1');
          skipped.push({ path, skipped: 'submodule', mode: '160000', detail });
        } else if (isDirectory(stats)) {
          if (isListed) skipped.push({ path, skipped: 'special', detail: 'a directory' });
        } else {
          const found = describeFile(path, stats, maxSize);
          if ('skipped' in found) skipped.push(found);
          else {
            files.push(found);
            options.onChosen?.(path, stats);
          }
        }
      } catch (error) {
        skipped.push(skipOfError(path, error));
      }
    },
    considerTracked(candidate, hidden) {
      const { path, position } = candidate;
      // The files of a submodule are chosen later.
      const isExpanded = () =>
        options.recurseSubmodules === true &&
        tree.index?.entries[position ?? -1]?.mode === entryModes.gitlink;
      const isIncluded = () =>
        filter.include(path) !== undefined || (isExpanded() && filter.mayInclude(path));
      if (hidden === undefined || isIncluded()) builder.consider(candidate);
      else if (isPresent(path)) {
        builder.ignore(hidden.rule, hidden.path);
        filter.hide(path, false, hidden.rule);
      }
    },
    ignore: (rule, path) => counter.add(rule, path),
    exclude(path, rule) {
      skipped.push({ path, skipped: 'excluded', detail: rule });
    },
    nestedRepository(path) {
      if (!admission.admits(path)) return;
      const detail = 'a repository of its own, not tracked';
      skipped.push({ path: `${path}/`, skipped: 'submodule', mode: '160000', detail });
    },
    list(directory) {
      const path = `${tree.root}/${directory}`;
      try {
        return repeat(() => listDirectory(path), path);
      } catch (error) {
        if (directory === '') throw error;
        skipped.push(skipOfError(directory, error));
        return [];
      }
    },
    admission,
    selection: () => ({
      files,
      skipped,
      ignored: counter.count(),
      busiestRule: counter.busiestRule(),
    }),
  };
  return builder;
}
