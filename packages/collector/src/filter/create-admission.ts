import type { SkippedFile } from '@create-dump/core';
import type { FilterRule, UserFilter } from './create-user-filter.js';

/** Applies the user's rules to paths below the root, and records what they exclude. */
export interface Admission {
  /**
   * Whether the user's rules choose a file.
   * @param above The rule that excludes one of its parent directories, if any.
   */
  admits(path: string, above?: FilterRule): boolean;
  /** The rule that excludes a directory, which is given without a trailing slash. */
  excludedDirectory(path: string): FilterRule | undefined;
  /** The rule that excludes one of a path's parent directories. */
  excludedAbove(path: string): FilterRule | undefined;
}

/**
 * @param record Called for each excluded file. A directory excluded as a whole gives one record, with a trailing slash.
 */
export function createAdmission(
  filter: UserFilter,
  record: (skipped: SkippedFile) => void,
): Admission {
  const directories = new Map<string, FilterRule | undefined>();
  const admission: Admission = {
    admits(path, above) {
      const verdict = filter.file(path);
      if (verdict.kind === 'unwanted') return false;
      const included = verdict.kind === 'chosen' && verdict.by !== undefined;
      const by = verdict.kind === 'excluded' ? verdict.by : included ? undefined : above;
      if (by === undefined) return true;
      const recorded = above === undefined || filter.hasIncludes;
      if (recorded && by.option !== 'isOwnOutput' && by.option !== 'nestedRoots') {
        record({ path, skipped: 'excluded', detail: by.pattern });
      }
      return false;
    },
    excludedDirectory(path) {
      if (!filter.hasDirectoryRules) return undefined;
      if (directories.has(path)) return directories.get(path);
      const rule = filter.directory(path);
      directories.set(path, rule);
      const isRecorded = rule !== undefined && rule.option !== 'nestedRoots';
      if (isRecorded && !filter.hasIncludes) {
        record({ path: `${path}/`, skipped: 'excluded', detail: rule.pattern });
      }
      return rule;
    },
    excludedAbove(path) {
      if (!filter.hasDirectoryRules) return undefined;
      for (let slash = path.indexOf('/'); slash !== -1; slash = path.indexOf('/', slash + 1)) {
        const rule = admission.excludedDirectory(path.slice(0, slash));
        if (rule !== undefined) return rule;
      }
      return undefined;
    },
  };
  return admission;
}
