import type { IgnoreRule } from '@create-dump/core';
import type { CompiledRule } from '../ignore/compile-ignore-rule.js';
import { toIgnoreRule } from './to-ignore-rule.js';

/** Counts ignored entries by rule. */
export interface IgnoredCounter {
  /**
   * Counts an ignored entry; a directory once.
   * @param path Of the entry; a directory has a trailing slash. `./` is the root.
   */
  add(rule: CompiledRule, path: string): void;
  count(): number;
  /** The rule that ignores the most entries of the root directory itself. */
  busiestRule(): IgnoreRule | undefined;
}

export function createIgnoredCounter(): IgnoredCounter {
  let ignored = 0;
  const directories = new Set<string>();
  const rootRules = new Map<CompiledRule, number>();
  return {
    add(rule, path) {
      if (path.endsWith('/')) {
        // It can come up again for each tracked file below it.
        if (directories.has(path)) return;
        directories.add(path);
      }
      ignored++;
      const slash = path.indexOf('/');
      if (slash === -1 || slash === path.length - 1) {
        rootRules.set(rule, (rootRules.get(rule) ?? 0) + 1);
      }
    },
    count: () => ignored,
    busiestRule: () => busiest(rootRules),
  };
}

function busiest(counts: ReadonlyMap<CompiledRule, number>): IgnoreRule | undefined {
  const [first] = [...counts].sort(([, a], [, b]) => b - a);
  if (first === undefined) return undefined;
  return toIgnoreRule(first[0]);
}
