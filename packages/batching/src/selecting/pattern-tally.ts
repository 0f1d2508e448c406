import type { PatternOption, UnmatchedPattern } from '@create-dump/core';
import type { BatchProject, ProjectRequest } from '../batch-options.js';

/** Finds the patterns that several projects share and that match in none of them. */
export interface PatternTally {
  /** To be called with what discovery found for a project. */
  add(unmatched: readonly UnmatchedPattern[]): void;
  /** Empty as long as a project that could have matches hasn't been discovered. */
  unmatched(): readonly UnmatchedPattern[];
}

const options: readonly PatternOption[] = ['files', 'include', 'exclude', 'excludedDirs'];

/** @param projects All projects of the batch, also those that this run doesn't dump. */
export function createPatternTally(projects: readonly Required<BatchProject>[]): PatternTally {
  const uses = new Map<string, number>();
  const misses = new Map<string, { readonly one: UnmatchedPattern; readonly count: number }>();
  let isComplete = true;
  for (const { prepared } of projects) {
    if ('failure' in prepared) isComplete = false;
    else for (const key of sharedKeys(prepared.selection)) uses.set(key, (uses.get(key) ?? 0) + 1);
  }
  return {
    add(unmatched) {
      for (const one of unmatched) {
        if (one.source?.isShared !== true) continue;
        const key = keyOf(one);
        misses.set(key, { one, count: (misses.get(key)?.count ?? 0) + 1 });
      }
    },
    unmatched() {
      if (!isComplete) return [];
      return [...misses]
        .filter(([key, { count }]) => count === uses.get(key))
        .map(([, { one }]) => one);
    },
  };
}

function sharedKeys(selection: SharedSelection): ReadonlySet<string> {
  return new Set(
    options.flatMap((option) => {
      const source = selection.patternSources?.[option];
      if (source?.isShared !== true) return [];
      return (selection[option] ?? []).map((pattern) => keyOf({ option, pattern, source }));
    }),
  );
}

type SharedSelection = ProjectRequest['selection'];

function keyOf({ option, pattern, source }: UnmatchedPattern): string {
  return JSON.stringify([option, pattern, source?.setBy]);
}
